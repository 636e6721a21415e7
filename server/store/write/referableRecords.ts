import { required } from "../../domain/required.ts";
import type { Paragraph } from "../../domain/text.ts";
import type { KnownTime } from "../../domain/time.ts";
import type { ActorKind, RecordType } from "../../domain/vocabulary.ts";
import type { WriteTransaction } from "../db/database.ts";
import { storedTime } from "../read/jsonColumns.ts";
import { slugsOf } from "../read/recordKeys.ts";
import { affiliationsAbove, textsOf } from "../read/relatedRows.ts";
import { visibleRows } from "../read/visibleRows.ts";
import { existingBySlugs, idOf } from "./existingRecords.ts";
import { withheldAmong } from "./reindex.ts";

/** The records that new records may refer to, with the fields that the checks need. */
export interface ReferableRecords {
  readonly actors: readonly {
    readonly slug: string;
    readonly name: string;
    readonly kind: ActorKind;
    readonly to: readonly string[];
  }[];
  readonly places: readonly string[];
  /** With the events that they are part of. */
  readonly events: readonly StoredEvent[];
  /** With the originals of copies. */
  readonly articles: readonly StoredArticle[];
  /** `Type/slug` of every record that ever had one of the slugs, even if it has been withdrawn since. */
  readonly taken: ReadonlySet<string>;
}

interface StoredEvent {
  readonly slug: string;
  readonly partOf: string | null;
  readonly time: KnownTime | null;
}

interface StoredArticle {
  readonly slug: string;
  readonly copyOf: string | null;
  readonly published: KnownTime | null;
  readonly updated: KnownTime | null;
  readonly text: string;
  readonly paragraphs: readonly Paragraph[];
}

/**
 * The records with some slugs, of any type, and the actors that the actors among them belong to.
 * @param quotesAll also gives the texts that must not be shown, for a caller that quotes nothing new from them
 */
export async function referableRecords(
  writing: WriteTransaction,
  slugs: readonly string[],
  quotesAll = false,
): Promise<ReferableRecords> {
  const on = { ...writing, revision: null };
  const known = [...(await existingBySlugs(writing.db, slugs)).values()];
  const keysOf = (type: RecordType) =>
    known.filter((record) => record.type === type && record.contentHash !== null).map(({ key }) => key);
  const slugsOfType = (type: RecordType) =>
    known.filter((record) => record.type === type && record.contentHash !== null).map(({ slug }) => slug);

  const edges = keysOf("Actor").length === 0 ? [] : await affiliationsAbove(on, keysOf("Actor"));
  const actorKeys = [...new Set([...keysOf("Actor"), ...edges.map(({ organisation }) => organisation)])];
  const actors = await visibleRows(on, "actor", "record", actorKeys);
  const slugOf = await slugsOf(writing.db, actorKeys);

  const events = await withParents(
    keysOf("Event"),
    (keys) => visibleRows(on, "event", "record", keys),
    ({ partOf }) => partOf,
  );
  const eventSlugs = new Map(events.map(({ record, slug }) => [record, slug]));
  const articles = await withParents(
    keysOf("Article"),
    (keys) => visibleRows(on, "article", "record", keys),
    ({ copyOf }) => copyOf,
  );
  const articleSlugs = new Map(articles.map(({ record, slug }) => [record, slug]));
  const keys = articles.map(({ key }) => key);
  const texts: Awaited<ReturnType<typeof textsOf>> = keys.length === 0 ? new Map() : await textsOf(writing, keys);
  const withheld = quotesAll ? new Set() : await withheldAmong(writing, [...articleSlugs.values()]);
  return {
    actors: actors.map(({ record, slug, name, kind }) => ({
      slug,
      name,
      kind,
      to: edges
        .filter(({ member }) => member === record)
        .map(({ organisation }) => required(slugOf.get(organisation), `The slug of the actor ${organisation}`)),
    })),
    places: slugsOfType("Place"),
    events: events.map(({ slug, partOf, timeJson }) => ({
      slug,
      partOf: eventSlugs.get(partOf ?? 0) ?? null,
      time: storedTime(timeJson),
    })),
    articles: articles.map(({ key, slug, copyOf, publishedJson, updatedJson }) => {
      const { text, paragraphsJson } = required(texts.get(key), `The text of the article ${slug}`);
      const words = withheld.has(slug)
        ? { text: "", paragraphs: [] }
        : { text, paragraphs: JSON.parse(paragraphsJson) as Paragraph[] };
      const times = { published: storedTime(publishedJson), updated: storedTime(updatedJson) };
      return { slug, copyOf: articleSlugs.get(copyOf ?? 0) ?? null, ...times, ...words };
    }),
    taken: new Set(known.map(idOf)),
  };
}

/** Records with those that their links lead to: a statement for each step. */
async function withParents<Row extends { readonly record: number }>(
  records: readonly number[],
  rowsOf: (records: readonly number[]) => Promise<Row[]>,
  parentOf: (row: Row) => number | null,
): Promise<Row[]> {
  const found = new Map<number, Row>();
  for (let next = [...records]; next.length > 0; ) {
    const rows = await rowsOf(next);
    for (const row of rows) found.set(row.record, row);
    const parents = rows.map(parentOf).filter((record) => record !== null);
    next = parents.filter((record) => !found.has(record));
  }
  return [...found.values()];
}

/** An article with more claims is a dataset, whose claims on other events are not read to check one claim. */
const MOST_CLAIMS = 1000;

/**
 * The slugs of the current claims of an article. If there are very many, only those on an event, and those that are named.
 */
export async function claimsOfArticle(
  { db }: Pick<WriteTransaction, "db">,
  { article, event }: { readonly article: number; readonly event: number },
  named: readonly string[],
): Promise<string[]> {
  const claims = db
    .selectFrom("casualtyReport")
    .select("slug")
    .where("recordedUntil", "is", null)
    .where("article", "=", article)
    .orderBy("slug");
  const all = await claims.limit(MOST_CLAIMS + 1).execute();
  const found =
    all.length <= MOST_CLAIMS
      ? all
      : await claims.where((on) => on.or([on("event", "=", event), on("slug", "in", named)])).execute();
  return found.map(({ slug }) => slug);
}
