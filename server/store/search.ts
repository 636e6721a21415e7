import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { RecordType } from "../domain/vocabulary.ts";
import type { Store } from "./database.ts";
import { indexTerms, parseSearch } from "./terms.ts";

type On = Pick<Store, "db" | "dialect">;

/** What of a record is searched. */
export interface SearchDocument {
  readonly record: number;
  readonly title: string;
  readonly body: string;
}

/** Puts the documents in the place of what the index held of these records. */
export async function indexDocuments(on: On, documents: readonly SearchDocument[]): Promise<void> {
  await removeDocuments(
    on,
    documents.map(({ record }) => record),
  );
  for (const { record, title, body } of documents) {
    const [titleTerms, bodyTerms] = [indexTerms(title), indexTerms(body)];
    await (on.dialect === "postgres"
      ? sql`insert into "search" ("record", "document") values (${record}, ${toVector(titleTerms, bodyTerms)}::tsvector)`
      : sql`insert into "search" (rowid, title, body) values (${record}, ${titleTerms.join(" ")}, ${bodyTerms.join(" ")})`
    ).execute(on.db);
  }
}

export async function removeDocuments(on: On, records: readonly number[]): Promise<void> {
  if (records.length > 0) await sql`delete from "search" where ${key(on)} in (${sql.join(records)})`.execute(on.db);
}

/** A condition: the index holds the text's words under this record. `text` must hold a word (see parseSearch). */
export function matches(on: On, record: RawBuilder<unknown>, text: string): RawBuilder<SqlBool> {
  return sql<SqlBool>`${record} in (select ${key(on)} from "search" where ${matching(on, parseSearch(text))})`;
}

export interface SearchHit {
  readonly record: number;
  readonly type: RecordType;
  readonly slug: string;
  /** Greater is better. Comparable within one answer only; the two databases score on scales of their own. */
  readonly score: number;
}

/** One page of the records that match, best first; `total` counts all of them. */
export async function searchRecords(
  on: On,
  phrases: readonly (readonly string[])[],
  { types, offset, limit }: { types: readonly RecordType[]; offset: number; limit: number },
): Promise<{ hits: SearchHit[]; total: number }> {
  const query = toQuery(on, phrases);
  // A word in the title weighs as much as ten in the text.
  const score =
    on.dialect === "postgres"
      ? sql`ts_rank('{0.1, 0.1, 0.1, 1}', search.document, ${query}::tsquery)`
      : sql`-bm25("search", 10.0, 1.0)`;
  // FTS5 gives bm25 only where the index itself is read, not beside a window: hence the materialized step.
  const { rows } = await sql<SearchHit & { total: number }>`
    with found as materialized (select ${key(on)} as "key", ${score} as "score" from "search" where ${matching(on, phrases)})
    select record.key as "record", record.type as "type", record.slug as "slug", found."score", count(*) over () as "total"
    from found join "record" on record.key = found."key"
    where record.type in (${sql.join(types)})
    order by found."score" desc, record.type, record.slug
    limit ${limit} offset ${offset}`.execute(on.db);
  return { hits: rows.map(({ total: _total, ...hit }) => hit), total: Number(rows[0]?.total ?? 0) };
}

const key = ({ dialect }: On): RawBuilder<number> => (dialect === "postgres" ? sql`"record"` : sql`rowid`);

function matching(on: On, phrases: readonly (readonly string[])[]): RawBuilder<SqlBool> {
  const query = toQuery(on, phrases);
  return on.dialect === "postgres" ? sql`search.document @@ ${query}::tsquery` : sql`"search" match ${query}`;
}

/** Terms hold letters and digits alone, so quoting them is enough in both query languages. */
function toQuery({ dialect }: On, phrases: readonly (readonly string[])[]): string {
  return dialect === "postgres"
    ? phrases.map((phrase) => `(${phrase.map((term) => `'${term}'`).join(" <-> ")})`).join(" & ")
    : phrases.map((phrase) => `"${phrase.join(" ")}"`).join(" AND ");
}

/** A tsvector in its text form, so that no parser of PostgreSQL's has a say. A gap keeps phrases out of title and body at once. */
function toVector(title: readonly string[], body: readonly string[]): string {
  const positions = new Map<string, string[]>();
  const add = (term: string, position: string) => positions.set(term, [...(positions.get(term) ?? []), position]);
  title.forEach((term, index) => {
    add(term, `${index + 1}A`);
  });
  body.forEach((term, index) => {
    add(term, `${title.length + index + 3}`);
  });
  return [...positions].map(([term, at]) => `'${term}':${at.join(",")}`).join(" ");
}
