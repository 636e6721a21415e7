import { stringify } from "yaml";
import { required } from "../../domain/required.ts";
import type { Paragraph } from "../../domain/text.ts";
import type { KnownTime } from "../../domain/time.ts";
import type { RecordType } from "../../domain/vocabulary.ts";
import { TABLE_OF } from "../../store/db/tables.ts";
import { contentsOf } from "../../store/read/contents.ts";
import { type CorpusRow, corporaAsOf, currentSources, type SourceRow } from "../../store/read/corpora.ts";
import { paragraphsIn } from "../../store/read/jsonColumns.ts";
import { recordsAfter, recordsOfCorpus } from "../../store/read/recordRange.ts";
import { mentionsOf, textsOf } from "../../store/read/relatedRows.ts";
import { visibleRows } from "../../store/read/visibleRows.ts";
import type { ExportScope } from "../exportScope.ts";
import { findWithheld, type LeftOut } from "./withheld.ts";
import { writtenArticle } from "./writtenArticle.ts";
import { writtenRecord } from "./writtenRecord.ts";

/** A file of the folder, with its path in it. */
export interface CorpusFile {
  readonly path: string;
  readonly text: string;
}

export interface CorpusAsked {
  /** Only these corpora. Default: all. */
  readonly corpora?: readonly string[] | undefined;
  /** For the owner of the data: also the texts whose licence forbids showing them. Withdrawn texts are never included. */
  readonly includeWithheld?: boolean | undefined;
}

/** How many records there are in a file. */
const BATCH = 500;

/**
 * The corpora as folders that `load` reads (format: seeds/README.md), file by file, one folder for each corpus. Records in a loaded
 * folder are equal to the exported ones.
 */
export async function* corpusFiles(
  scope: ExportScope,
  { corpora: wanted, includeWithheld = false }: CorpusAsked,
  { signal, onProgress }: ReadProgress = {},
): AsyncGenerator<CorpusFile> {
  const all = await corporaAsOf(scope.store);
  const corpora = all.filter(({ slug }) => wanted === undefined || wanted.includes(slug));
  const sources = Map.groupBy(await currentSources(scope.store.db), ({ corpus }) => corpus);
  const leftOut = await findWithheld(scope, all, includeWithheld);
  let done = 0;
  for (const corpus of corpora) {
    yield { path: `${corpus.slug}/corpus.yaml`, text: yaml(manifest(corpus, sources.get(corpus.slug) ?? [])) };
    for (const type of ORDER) {
      let files = 0;
      for await (const batch of batches(scope, type, corpus.slug)) {
        signal?.throwIfAborted();
        const folder = `${corpus.slug}/records`;
        const name = `${folder}/${LISTS[type]}-${String(++files).padStart(4, "0")}.yaml`;
        yield* type === "Article"
          ? articleFiles(scope, corpus.slug, batch, leftOut, name)
          : recordFiles(scope, type, batch, leftOut, name);
        done += batch.length;
        onProgress?.(done, 0);
      }
    }
  }
  const notice = leftOut.notice();
  if (notice !== null) yield { path: "LEFT-OUT.md", text: notice };
}

interface ReadProgress {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/** Claims come after the events that they are about. */
const ORDER: readonly RecordType[] = ["Actor", "Place", "Article", "Event", "CasualtyReport"];
const LISTS = {
  Actor: "actors",
  Place: "places",
  Article: "mentions",
  Event: "events",
  CasualtyReport: "casualtyReports",
} as const satisfies Readonly<Record<RecordType, string>>;

const manifest = ({ slug, title, version, description }: CorpusRow, sources: readonly SourceRow[]) =>
  known({
    id: slug,
    title,
    version,
    description,
    sources: sources.map((source) =>
      known({
        id: source.slug,
        title: source.title,
        licence: source.licence,
        licenceUrl: source.licenceUrl,
        attribution: source.attribution,
        showsText: source.showsText === 1,
        isPrivate: source.isPrivate === 1 ? true : null,
      }),
    ),
  });

/** The keys of a corpus's records. */
async function* batches({ store }: ExportScope, type: RecordType, corpus: string): AsyncGenerator<readonly number[]> {
  for (let after = 0; ; ) {
    const keys = await recordsAfter(recordsOfCorpus(store, type, corpus), TABLE_OF[type], { after, limit: BATCH });
    if (keys.length > 0) yield keys;
    if (keys.length < BATCH) return;
    after = keys.at(-1) ?? after;
  }
}

interface Version {
  readonly key: number;
  readonly record: number;
  readonly slug: string;
  readonly revisedJson: string | null;
}

async function versionsOf({ store }: ExportScope, type: RecordType, keys: readonly number[]) {
  const rows = (await visibleRows(store, TABLE_OF[type], "record", keys)) as Version[];
  rows.sort((a, b) => a.record - b.record);
  return { rows, contents: await contentsOf(store, type, rows as never) };
}

async function* articleFiles(
  scope: ExportScope,
  corpus: string,
  keys: readonly number[],
  leftOut: LeftOut,
  mentionsFile: string,
): AsyncGenerator<CorpusFile> {
  const { rows, contents } = await versionsOf(scope, "Article", keys);
  const texts = await textsOf(
    scope.store,
    rows.map(({ key }) => key),
  );
  // `contents` has them in the order of the text. The hash of an article depends on the order in which they were written.
  const stored = await mentionsOf(
    scope.store,
    rows.map(({ key }) => key),
  );
  const mentions: object[] = [];
  for (const [at, row] of rows.entries()) {
    const paragraphs = paragraphsIn(required(texts.get(row.key), "An article's text"));
    const article = writtenArticle(row.slug, contents[at] ?? {}, paragraphs, leftOut);
    const keys = (stored.get(row.key) ?? []).map(({ key }) => key);
    const asWritten = article.mentions.map((mention, index) => ({ mention, key: keys[index] ?? 0 }));
    mentions.push(...asWritten.sort((a, b) => a.key - b.key).map(({ mention }) => mention));
    const frontMatter = yaml(known({ id: row.slug, ...article.frontMatter, revised: revisedOf(row) }));
    yield { path: `${corpus}/articles/${row.slug}.md`, text: `---\n${frontMatter}---\n${article.body}\n` };
  }
  if (mentions.length > 0) yield { path: mentionsFile, text: yaml({ mentions }) };
}

async function* recordFiles(
  scope: ExportScope,
  type: RecordType,
  keys: readonly number[],
  leftOut: LeftOut,
  path: string,
): AsyncGenerator<CorpusFile> {
  const { rows, contents } = await versionsOf(scope, type, keys);
  const paragraphs = await paragraphsOf(scope, quotedIn(contents));
  const records = rows.flatMap((row, at) => {
    const fields = writtenRecord(contents[at] ?? {}, leftOut, (article) => paragraphs.get(article) ?? []);
    const kept = leftOut.keep(type, row.slug, fields);
    return kept === null ? [] : known({ id: row.slug, ...kept, revised: revisedOf(row) });
  });
  if (records.length > 0) yield { path, text: yaml({ [LISTS[type]]: records }) };
}

/** The slugs of the articles that passages are from. */
function quotedIn(value: unknown, found = new Set<string>()): Set<string> {
  if (value === null || typeof value !== "object") return found;
  const { article, articleHash } = value as { article?: unknown; articleHash?: unknown };
  if (typeof article === "string" && articleHash !== undefined) found.add(article);
  for (const inner of Object.values(value)) quotedIn(inner, found);
  return found;
}

/** The paragraphs of articles, by slug. */
async function paragraphsOf(
  { store }: ExportScope,
  slugs: ReadonlySet<string>,
): Promise<ReadonlyMap<string, readonly Paragraph[]>> {
  if (slugs.size === 0) return new Map();
  const rows = await visibleRows(store, "article", "slug", [...slugs]);
  const texts = await textsOf(
    store,
    rows.map(({ key }) => key),
  );
  return new Map(
    rows.map(({ key, slug }) => [slug, paragraphsIn(required(texts.get(key), "An article's text"))] as const),
  );
}

/** The record's own author and reason of its last change. */
function revisedOf({ revisedJson }: Version): object | null {
  if (revisedJson === null) return null;
  const { at, ...revised } = JSON.parse(revisedJson) as { at?: KnownTime | null };
  return known({ ...revised, at: at && known({ at: at.at, basis: at.basis, words: at.words, note: at.note }) });
}

const known = (fields: Readonly<Record<string, unknown>>): object =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value != null));

const yaml = (value: object): string => stringify(value, { lineWidth: 0, aliasDuplicateObjects: false });
