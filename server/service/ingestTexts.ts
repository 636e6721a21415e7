import { readdir, readFile, stat } from "node:fs/promises";
import { extname, join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { parseTime } from "../domain/time.ts";
import { extract } from "../extract/extract.ts";
import { idOf, textForExtraction } from "../ingest/drafts/draftArticle.ts";
import { type IngestedText, ingestText, isIngested } from "../ingest/drafts/ingestText.ts";
import { textProblem } from "../ingest/drafts/textProblem.ts";
import type { Fault } from "../ingest/faults.ts";
import type { ArticleInput } from "../ingest/parseInput.ts";
import { findCopies } from "../ingest/texts/findCopies.ts";
import { readTexts } from "../ingest/texts/readTexts.ts";
import type { ReadText, TextArticle } from "../ingest/texts/textArticle.ts";
import type { Store } from "../store/db/database.ts";
import { recentTexts } from "../store/read/recentTexts.ts";
import { asWriter, ChangeRefusedError } from "../store/write/changeSet.ts";
import { apiSource } from "../store/write/writeByApi.ts";

/** What became of one article, in the order in which they were read. */
export type TextReport =
  | { readonly what: "skipped"; readonly where: string; readonly reason: string }
  | {
      readonly what: "ingested" | "known";
      readonly where: string;
      readonly id: string;
      readonly claims: number;
      /** Why some claims were left out. */
      readonly leftOut: readonly string[];
      /** Why the claims were joined to an event that was there already. */
      readonly event: string | null;
      /** Which article's wording this one repeats, and how much of it. */
      readonly copy: { readonly of: string; readonly share: number; readonly sentence: string } | null;
    };

export interface IngestTextsOptions {
  /** What is said of the source. Its defaults are taken only if it is new. */
  readonly source: Partial<ArticleInput["source"]> & { readonly id: string };
  /** Who ingests them, for the history. */
  readonly by: string;
  /** The title of the corpus that the records belong to. */
  readonly title: string;
  /** The language of texts that declare none. */
  readonly language: string | null;
  /** When texts that state no date were published. */
  readonly published: string | null;
  readonly signal: AbortSignal;
}

/** The files that are read in a folder. */
const EXTENSIONS = new Set([
  ".txt",
  ".md",
  ".html",
  ".htm",
  ".xhtml",
  ".jsonl",
  ".ndjson",
  ".json",
  ".xml",
  ".rss",
  ".atom",
]);
/** So many articles are compared with one another, and held in memory, at a time. */
const BATCH = 500;
/** Copies are published within this time of their original. */
const COPY_WINDOW = 10 * 86_400_000;

/**
 * Ingests the articles of files and folders, each completely or not at all: a faulty article does not stop the others. What was
 * ingested before changes nothing.
 * @throws the signal's reason between two articles
 */
export async function* ingestTexts(
  store: Store,
  paths: readonly string[],
  options: IngestTextsOptions,
): AsyncGenerator<TextReport> {
  let batch: TextArticle[] = [];
  for await (const read of articlesOf(paths)) {
    options.signal.throwIfAborted();
    if ("refused" in read) yield { what: "skipped", where: read.where, reason: read.refused };
    else {
      const { language, publishedAt } = read.article;
      const given = options.published && { at: options.published, words: options.published, from: "--published" };
      const article = {
        ...read.article,
        language: language ?? options.language,
        publishedAt: publishedAt?.at ? publishedAt : given || publishedAt,
      };
      const problem = textProblem(article);
      if (problem !== null) yield { what: "skipped", where: article.where, reason: `${problem}.` };
      else batch.push(article);
    }
    if (batch.length === BATCH) {
      yield* ingestBatch(store, batch, options);
      batch = [];
    }
  }
  yield* ingestBatch(store, batch, options);
}

async function* articlesOf(paths: readonly string[]): AsyncGenerator<ReadText> {
  for (const path of paths) {
    const isFolder = await stat(path)
      .then((found) => found.isDirectory())
      .catch(unreadable);
    const files = typeof isFolder === "string" ? isFolder : isFolder ? await filesIn(path).catch(unreadable) : [path];
    if (typeof files === "string") yield { refused: files, where: path };
    else
      for (const file of files) {
        const bytes = await readFile(file).catch(unreadable);
        if (typeof bytes === "string") yield { refused: bytes, where: file };
        else yield* readTexts(file, bytes);
      }
  }
}

/** Node.js appends the system call and the path to the reason. */
const unreadable = (error: Error): string => `cannot be read (${error.message.split(",")[0]}).`;

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && EXTENSIONS.has(extname(entry.name).toLowerCase()))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

async function* ingestBatch(
  store: Store,
  articles: readonly TextArticle[],
  options: IngestTextsOptions,
): AsyncGenerator<TextReport> {
  const dated = articles
    .map((article) => ({ article, at: timeOf(article), id: idOf(article) }))
    .sort((a, b) => (a.at ?? Number.POSITIVE_INFINITY) - (b.at ?? Number.POSITIVE_INFINITY));
  const times = dated.flatMap(({ at }) => at ?? []);
  const before =
    times.length === 0
      ? []
      : await recentTexts(store, { from: Math.min(...times) - COPY_WINDOW, until: Math.max(...times) + COPY_WINDOW });
  /** The articles that are in the store, from before or by now. A copy of an article that was refused is no copy. */
  const known = new Set(before.map(({ id }) => id));
  const own = new Map(dated.filter(({ id }) => !known.has(id)).map(({ id, article }) => [id, article.text]));
  const compared = [...before, ...[...own].map(([id, text]) => ({ id, text }))];
  const copies = new Map(findCopies(compared).map((copy) => [copy.id, copy]));
  for (const { article, id } of dated) {
    // SQLite answers synchronously, and a signal to stop comes with a turn of the event loop.
    await setImmediate();
    options.signal.throwIfAborted();
    const found = known.has(id) ? undefined : copies.get(id);
    const copy = found && known.has(found.copyOf) ? found : undefined;
    const done = await ingestOne(store, article, copy?.copyOf ?? null, options);
    if ("refused" in done) yield { what: "skipped", where: article.where, reason: done.refused };
    else {
      known.add(id);
      yield {
        what: done.wasKnown ? "known" : "ingested",
        where: article.where,
        id,
        claims: done.claims,
        event: done.event,
        leftOut: done.leftOut,
        copy: copy ? { of: copy.copyOf, share: copy.share, sentence: copy.sentence } : null,
      };
    }
  }
}

const timeOf = ({ publishedAt }: TextArticle): number | null =>
  publishedAt?.at ? parseTime(publishedAt.at).earliest : null;

async function ingestOne(
  store: Store,
  article: TextArticle,
  copyOf: string | null,
  { source: given, by, title }: IngestTextsOptions,
): Promise<IngestedText | { readonly refused: string }> {
  const sender = { name: by, caller: "command line", clientKey: null, now: Date.now(), title };
  const { text, published } = textForExtraction(article);
  const claims = (await isIngested(store, article)) ? [] : extract(text, { published }).claims;
  try {
    const done = await asWriter(store, async (writing) => {
      const isNew = (await apiSource(writing.db, given.id)) === null;
      const source = isNew ? { title: given.id, licence: "Unknown", showsText: false, ...given } : given;
      return ingestText(writing, article, claims, { source, copyOf }, sender);
    });
    return "faults" in done.outcome ? { refused: faultsText(done.outcome.faults) } : done;
  } catch (error) {
    if (error instanceof ChangeRefusedError) return { refused: error.message };
    throw error;
  }
}

const faultsText = (faults: readonly Fault[]): string =>
  `cannot be ingested: ${faults.map(({ field, problem }) => `${field ?? "the article"} ${problem}`).join("; ")}.`;
