import { sql } from "kysely";
import { required } from "../../domain/required.ts";
import type { Paragraph } from "../../domain/text.ts";
import type { ActorKind, RecordType } from "../../domain/vocabulary.ts";
import type { WriteTransaction } from "../db/database.ts";
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
  readonly events: readonly string[];
  readonly articles: readonly StoredArticle[];
  /** `Type/slug` of every record that ever had one of the slugs, even if it has been withdrawn since. */
  readonly taken: ReadonlySet<string>;
}

interface StoredArticle {
  readonly slug: string;
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

  const articles = await visibleRows(on, "article", "record", keysOf("Article"));
  const keys = articles.map(({ key }) => key);
  const texts: Awaited<ReturnType<typeof textsOf>> = keys.length === 0 ? new Map() : await textsOf(writing.db, keys);
  const withheld = quotesAll ? new Set() : await withheldAmong(writing, slugsOfType("Article"));
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
    events: slugsOfType("Event"),
    articles: articles.map(({ key, slug }) => {
      const { text, paragraphsJson } = required(texts.get(key), `The text of the article ${slug}`);
      return withheld.has(slug)
        ? { slug, text: "", paragraphs: [] }
        : { slug, text, paragraphs: JSON.parse(paragraphsJson) as Paragraph[] };
    }),
    taken: new Set(known.map(idOf)),
  };
}

/** The slugs of the current claims of an article. */
export async function claimsOfArticle({ db }: Pick<WriteTransaction, "db">, article: number): Promise<string[]> {
  const { rows } = await sql<{ slug: string }>`
    select "slug" from "casualtyReport" where "recordedUntil" is null and "article" = ${article} order by "slug"`.execute(
    db,
  );
  return rows.map(({ slug }) => slug);
}
