import { quotedArticles, type RecordContent } from "../../domain/changes.ts";
import { RECORD_FIELDS } from "../../domain/fields/recordFields.ts";
import type { RecordType } from "../../domain/vocabulary.ts";
import { TABLE_OF } from "../../store/db/tables.ts";
import { contentsOf } from "../../store/read/contents.ts";
import { corporaOfRecords } from "../../store/read/corpora.ts";
import { textsOf } from "../../store/read/relatedRows.ts";
import { visibleRows } from "../../store/read/visibleRows.ts";
import type { ExportScope } from "../exportScope.ts";
import type { FieldValues } from "../fieldColumns.ts";
import { loadReferenced, nameIn } from "../referencedNames.ts";
import { type SharedRows, sharedRows } from "../sharedRows.ts";
import { timeReader } from "../times.ts";

/** A record that is not a claim, with everything that its row shows. */
export interface RecordRow extends FieldValues {
  readonly slug: string;
  readonly version: number;
  readonly contentHash: string;
  readonly corpus: { readonly slug: string; readonly version: string };
  /** The sources of the articles that the record quotes or is. */
  readonly sources: readonly SourceCells[];
  /** The coordinates of an event's place. */
  readonly place: { readonly latitude: number | null; readonly longitude: number | null } | null;
  /** Of an article: its whole text. Null if it may not be shown. */
  readonly text: string | null;
}

export interface SourceCells {
  readonly id: string;
  readonly title: string;
  readonly licence: string;
  readonly licenceUrl: string | null;
  readonly attribution: string | null;
}

interface Version {
  readonly key: number;
  readonly record: number;
  readonly slug: string;
  readonly version: number;
  readonly contentHash: string;
}

/** Reads the rows of a table whose columns follow from the table of fields. The statements are the same for any number of rows. */
export const recordReader =
  (type: Exclude<RecordType, "CasualtyReport">) =>
  async (scope: ExportScope): Promise<(records: readonly number[]) => Promise<RecordRow[]>> => {
    const { store } = scope;
    const shared = await sharedRows(scope);
    const timeOf = timeReader();
    const nameOf = nameIn.bind(null, shared);
    return async (records) => {
      const rows = (await visibleRows(store, TABLE_OF[type], "record", records)) as readonly Version[] as Version[];
      rows.sort((a, b) => a.record - b.record);
      const contents = await contentsOf(store, type, rows as never);
      await loadReferenced(shared, RECORD_FIELDS[type], rows);
      const quoted = contents.map((content, at) => articlesOf(type, rows[at]?.record ?? 0, content));
      await shared.loadArticles(quoted.flat());
      const corpora = await corporaOfRecords(store.db, records);
      const texts = type === "Article" ? await shownTexts(scope, shared, rows) : null;
      return rows.map((row, at): RecordRow => {
        const { key, record, slug, version, contentHash } = row;
        const corpus = shared.corpus(corpora.get(record) ?? "");
        const articles = quoted[at] ?? [];
        return {
          row: row as unknown as FieldValues["row"],
          content: contents[at] ?? {},
          withheld: new Set(articles.filter((article) => !shared.shownTexts.get(article))),
          nameOf,
          timeOf,
          slug,
          version,
          contentHash,
          corpus: { slug: corpus.slug, version: corpus.version },
          sources: sourcesOf(shared, articles),
          place: type === "Event" ? shared.places.get((row as unknown as { place: number | null }).place) : null,
          text: texts?.get(key) ?? null,
        };
      });
    };
  };

/** The articles whose words a record contains. */
const articlesOf = (type: RecordType, record: number, content: RecordContent): number[] => [
  ...new Set(type === "Article" ? [record] : quotedArticles(content)),
];

function sourcesOf({ articles, sources }: SharedRows, quoted: readonly number[]): SourceCells[] {
  const keys = new Set(quoted.map((article) => articles.get(article)?.source ?? null));
  return [...keys].flatMap((key) => {
    const source = sources.get(key);
    if (!source) return [];
    const { slug: id, title, licence, licenceUrl, attribution } = source;
    return { id, title, licence, licenceUrl, attribution };
  });
}

/** The texts that may be shown, by the version's key. */
async function shownTexts(
  { store }: ExportScope,
  shared: SharedRows,
  rows: readonly Version[],
): Promise<ReadonlyMap<number, string>> {
  const shown = rows.filter(({ record }) => shared.shownTexts.get(record));
  if (shown.length === 0) return new Map();
  const texts = await textsOf(
    store,
    shown.map(({ key }) => key),
  );
  return new Map([...texts].map(([key, { text }]) => [key, text]));
}
