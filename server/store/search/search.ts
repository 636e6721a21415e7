import { type RawBuilder, type SqlBool, sql } from "kysely";
import { required } from "../../domain/required.ts";
import { RECORD_TYPES, type RecordType } from "../../domain/vocabulary.ts";
import { chunks, insertAll } from "../db/batchInsert.ts";
import { executeCompiled } from "../db/compiledStatement.ts";
import type { Store } from "../db/database.ts";
import { indexedTerms, parseSearch } from "./terms.ts";

type Database = Pick<Store, "db" | "dialect">;

/** The searchable text of a record. */
export interface SearchDocument {
  readonly record: number;
  readonly title: string;
  readonly body: string;
}

/** Replaces the documents of these records in the index. */
export async function indexDocuments(database: Database, documents: readonly SearchDocument[]): Promise<void> {
  await removeDocuments(
    database,
    documents.map(({ record }) => record),
  );
  await addDocuments(database, documents);
}

/** Adds documents of records that have none. */
export async function addDocuments(database: Database, documents: readonly SearchDocument[]): Promise<void> {
  const rows = documents.map(({ record, title, body }) => {
    const terms = indexedTerms(title, body);
    return database.dialect === "postgres"
      ? { record, document: toTsvector(terms) }
      : { rowid: record, title: toFts5Text(terms.title), body: toFts5Text(terms.body) };
  });
  await insertAll(database, "search", rows as never);
}

export async function removeDocuments(database: Database, records: readonly number[]): Promise<void> {
  for (const some of chunks(records)) {
    await sql`delete from "search" where ${recordColumn(database)} in (${sql.join(some)})`.execute(database.db);
  }
}

/** SQL condition: the record's document matches the text. `text` must contain a word (see parseSearch). */
export function matches(database: Database, record: RawBuilder<unknown>, text: string): RawBuilder<SqlBool> {
  return sql<SqlBool>`${record} in (select ${recordColumn(database)} from "search" where ${matchCondition(database, toQuery(database, parseSearch(text)))})`;
}

export interface SearchHit {
  readonly record: number;
  readonly type: RecordType;
  readonly slug: string;
  /** Higher is better. Scores are comparable only within one result: the two databases use different scales. */
  readonly score: number;
}

export interface SearchPage {
  /** Best first; ranks start at 1. */
  readonly hits: readonly (SearchHit & { readonly rank: number })[];
  /** The number of all matches, whether they were ranked or not; null unless `includeTotal`. */
  readonly total: number | null;
  /** Whether all matches were ranked: false if there are more than MOST_RANKED. */
  readonly isComplete: boolean;
}

/** How many matches are ranked at most. Ranking takes most of the time of a search for a common word. */
export const MOST_RANKED = 10_000;

interface SearchOptions {
  readonly types: readonly RecordType[];
  readonly after?: number;
  readonly before?: number;
  readonly limit: number;
  readonly backwards?: boolean;
  readonly includeTotal?: boolean;
  readonly mostRanked?: number;
}

/**
 * The matches with ranks between `after` and `before` (both exclusive): the first matches or, if `backwards`, the last.
 * One statement.
 */
export async function searchRecords(
  database: Database,
  phrases: readonly (readonly string[])[],
  options: SearchOptions,
): Promise<SearchPage> {
  const { types, limit, backwards = false, includeTotal = false, mostRanked = MOST_RANKED } = options;
  const [after, before] = [asRank(options.after ?? 0), asRank(options.before ?? MAX_RANK)];
  const values = { query: toQuery(database, phrases), after, before, limit, mostRanked, candidates: mostRanked + 1 };
  const isEveryType = types.length === RECORD_TYPES.length;
  const name = `search ${isEveryType} ${backwards} ${includeTotal}`;
  const statement = { database, types: isEveryType ? null : types, backwards, includeTotal };
  const rows = await executeCompiled(
    database,
    isEveryType ? name : { name, otherValues: types.join() },
    values,
    (given) => searchStatement(statement, given),
  );
  const first = required(rows[0], "The number of matches");
  const found = rows.filter(({ record }) => record !== null);
  const rankOfFirst = backwards ? Math.min(before, Number(first.candidates) + 1) - found.length : after + 1;
  const hits = found
    .map(({ total: _total, candidates: _candidates, ...hit }, at) => ({ ...hit, rank: rankOfFirst + at }))
    .filter(({ rank }) => rank > after && rank < before);
  return {
    hits,
    total: first.total === null ? null : Number(first.total),
    isComplete: Number(first.candidates) <= mostRanked,
  };
}

interface SearchStatement {
  readonly database: Database;
  /** Null for all types. */
  readonly types: readonly RecordType[] | null;
  readonly backwards: boolean;
  readonly includeTotal: boolean;
}

interface SearchValues {
  readonly query: string;
  readonly after: number;
  readonly before: number;
  readonly limit: number;
  readonly mostRanked: number;
  /** One more, to find out whether there are more. */
  readonly candidates: number;
}

function searchStatement(
  { database, types, backwards, includeTotal }: SearchStatement,
  { query, after, before, limit, mostRanked, candidates }: SearchValues,
) {
  // A word in the title has ten times the weight of a word in the body.
  const score =
    database.dialect === "postgres"
      ? sql`ts_rank('{0.1, 0.1, 0.1, 1}', search.document, ${query}::tsquery)`
      : sql`-bm25("search", 10.0, 1.0)`;
  // On SQLite, a cross join keeps its order: first the few matches, then their records.
  const join = sql.raw(database.dialect === "sqlite" ? "cross join" : "join");
  const matching =
    types === null
      ? sql`from "search" where ${matchCondition(database, query)}`
      : sql`from "search" ${join} "record" as typed on typed.key = ${searchedRecord(database)}
          where ${matchCondition(database, query)} and typed.type in (${sql.join(types)})`;
  const total = includeTotal
    ? sql`case when counted."candidates" <= ${mostRanked} then counted."candidates" else (select count(*) ${matching}) end`
    : sql`null`;
  const [direction, reverse] = (backwards ? ["asc", "desc"] : ["desc", "asc"]).map((name) => sql.raw(name));
  const all = sql`(select count(*) from found)`;
  const skipped = backwards ? sql`case when ${all} < ${before} then 0 else ${all} - ${before} + 1 end` : sql`${after}`;
  // A materialized CTE is needed because FTS5 computes bm25 only in a direct query of the index.
  return sql<SearchHit & { readonly total: number | null; readonly candidates: number }>`
    with found as materialized (
      select ${searchedRecord(database)} as "key", ${score} as "score" ${matching} limit ${candidates}),
    page as (
      select record.key as "record", record.type as "type", record.slug as "slug", found."score"
      from found ${join} "record" on record.key = found."key"
      order by found."score" ${direction}, record.type ${reverse}, record.slug ${reverse} limit ${limit} offset ${skipped}
    )
    select counted."candidates", ${total} as "total", page.*
    from (select ${all} as "candidates") as counted left join page on 1 = 1
    order by page."score" desc, page."type", page."slug"`;
}

/** The record of a document, in a statement that may have a table of records as well. */
const searchedRecord = ({ dialect }: Database): RawBuilder<number> =>
  dialect === "postgres" ? sql`search."record"` : sql`search.rowid`;

/** Above every rank, and within the range of an integer on both databases. */
const MAX_RANK = 2_147_483_647;

/** A forged cursor may have any number. */
const asRank = (given: number): number => Math.min(Math.max(0, given), MAX_RANK);

const recordColumn = ({ dialect }: Database): RawBuilder<number> =>
  dialect === "postgres" ? sql`"record"` : sql`rowid`;

function matchCondition(database: Database, query: string): RawBuilder<SqlBool> {
  return database.dialect === "postgres" ? sql`search.document @@ ${query}::tsquery` : sql`"search" match ${query}`;
}

/** Terms consist of letters and digits, so quoting them is enough in both query languages. */
function toQuery({ dialect }: Database, phrases: readonly (readonly string[])[]): string {
  return dialect === "postgres"
    ? phrases.map((phrase) => `(${phrase.map((term) => `'${term}'`).join(" <-> ")})`).join(" & ")
    : phrases.map((phrase) => `"${phrase.join(" ")}"`).join(" AND ");
}

type IndexedTerms = ReturnType<typeof indexedTerms>;

/** The terms in order. A character that no query contains takes the place of each term that is left out. */
const toFts5Text = (terms: readonly (string | null)[]): string => terms.map((term) => term ?? "·").join(" ");

/** A tsvector as text, which PostgreSQL does not parse again. A gap prevents phrases from matching across title and body. */
function toTsvector({ title, body }: IndexedTerms): string {
  const positions = new Map<string, string[]>();
  const add = (term: string | null, position: string) => {
    if (term !== null) positions.set(term, [...(positions.get(term) ?? []), position]);
  };
  title.forEach((term, index) => {
    add(term, `${index + 1}A`);
  });
  body.forEach((term, index) => {
    add(term, `${title.length + index + 3}`);
  });
  return [...positions].map(([term, at]) => `'${term}':${at.join(",")}`).join(" ");
}
