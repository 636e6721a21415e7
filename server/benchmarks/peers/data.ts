import { DatabaseSync } from "node:sqlite";
import { type Count, countLabel } from "../../domain/count.ts";

/** The data of the benchmark by plain SQL, as someone would write it who needs only this data. */

export interface ArticleRow {
  readonly record: number;
  readonly slug: string;
  readonly title: string;
}
export interface ClaimRow extends Count {
  readonly key: number;
  readonly slug: string;
  readonly harm: string;
  readonly article: number;
  readonly event: number;
  readonly claimant: number | null;
}
export interface NamedRow {
  readonly record: number;
  readonly name: string;
}
export interface EventRow {
  readonly record: number;
  readonly slug: string;
  readonly title: string;
}
export interface EvidenceRow {
  readonly report: number;
  readonly quote: string;
}

export interface Reader {
  articles(first: number): Promise<ArticleRow[]>;
  claimsOf(articles: readonly number[], first: number): Promise<ClaimRow[]>;
  claims(page: { readonly first?: number | undefined; readonly last?: number | undefined }): Promise<ClaimRow[]>;
  claimsOfDays(first: number, from: string, until: string): Promise<ClaimRow[]>;
  actors(records: readonly number[]): Promise<NamedRow[]>;
  events(records: readonly number[]): Promise<EventRow[]>;
  evidence(claims: readonly number[]): Promise<EvidenceRow[]>;
  claimCount(): Promise<number>;
  search(word: string): Promise<{ readonly slug: string }[]>;
}

export const labelOf = (claim: ClaimRow): string => countLabel(claim);

const CLAIM = `"casualtyReport"."key", "slug", "harm", "article", "event", "claimant", "qualifier", "min", "max", "best", "countText" as "text", "conventionMin"`;
const PUBLISHED = `coalesce("publishedFrom", -9007199254740991)`;
const STATED = `coalesce("statedFrom", -9007199254740991)`;

/** @param list SQL for the values of a parameter with many integers */
const statements = (list: (parameter: number) => string, parameter: (number: number) => string) => ({
  articles: `select "record", "slug", "title" from "article" where "recordedUntil" is null
    order by ${PUBLISHED} desc, "slug" desc limit ${parameter(1)}`,
  claims: `select ${CLAIM} from "casualtyReport" where "recordedUntil" is null
    order by ${STATED} desc, "slug" desc limit ${parameter(1)}`,
  lastClaims: `select ${CLAIM} from "casualtyReport" where "recordedUntil" is null
    order by ${STATED}, "slug" limit ${parameter(1)}`,
  claimsOfDays: `select ${CLAIM} from "casualtyReport" where "recordedUntil" is null
    and ${STATED} <= (cast(${parameter(2)} as bigint) + 0) and ${STATED} >= (cast(${parameter(1)} as bigint) - 86400000)
    and "statedUntil" >= cast(${parameter(1)} as bigint)
    order by ${STATED} desc, "slug" desc limit ${parameter(3)}`,
  actors: `select "record", "name" from "actor" where "recordedUntil" is null and "record" in (${list(1)})`,
  events: `select "record", "slug", "title" from "event" where "recordedUntil" is null and "record" in (${list(1)})`,
  evidence: `select "report", "quote" from "evidence" where "report" in (${list(1)}) order by "position"`,
  count: `select count(*) as "count" from "casualtyReport" where "recordedUntil" is null`,
});

const PAGE_OF_EACH = `select "key" from "casualtyReport" where "recordedUntil" is null and "article" = parent."value"
  order by ${STATED} desc, "slug" desc limit`;

const range = (from: string, until: string) => [Date.parse(`${from}T00:00Z`), Date.parse(`${until}T23:59:59.999Z`)];

export async function openReader(url: string): Promise<Reader> {
  return url.startsWith("postgres") ? onPostgres(url) : onSqlite(url);
}

function onSqlite(path: string): Reader {
  const database = new DatabaseSync(path, { readOnly: true });
  const sql = statements(
    () => "select value from json_each(?)",
    (number) => `?${number}`,
  );
  const prepare = <Row>(text: string) => {
    const statement = database.prepare(text);
    return async (...values: (number | string)[]) => statement.all(...values) as Row[];
  };
  const keys = (values: readonly number[]) => JSON.stringify(values);
  const [articles, claims, lastClaims] = [
    prepare<ArticleRow>(sql.articles),
    prepare<ClaimRow>(sql.claims),
    prepare<ClaimRow>(sql.lastClaims),
  ];
  const claimsOf = prepare<ClaimRow>(
    `select ${CLAIM} from json_each(?1) as parent join "casualtyReport" on "casualtyReport"."key" in (${PAGE_OF_EACH} ?2)
     order by ${STATED} desc, "slug" desc`,
  );
  const [days, actors, events, evidence, count] = [
    prepare<ClaimRow>(sql.claimsOfDays),
    prepare<NamedRow>(sql.actors),
    prepare<EventRow>(sql.events),
    prepare<EvidenceRow>(sql.evidence),
    prepare<{ count: number }>(sql.count),
  ];
  const search = prepare<{ slug: string }>(
    `select record.slug from "search" join "record" on record.key = search.rowid where "search" match ?
     order by bm25("search", 10.0, 1.0), record.type, record.slug limit 20`,
  );
  return {
    articles: (first) => articles(first),
    claimsOf: (records, first) => claimsOf(keys(records), first),
    claims: async ({ first, last }) => (last === undefined ? claims(first ?? 20) : (await lastClaims(last)).reverse()),
    claimsOfDays: (first, from, until) => days(...range(from, until), first),
    actors: (records) => actors(keys(records)),
    events: (records) => events(keys(records)),
    evidence: (records) => evidence(keys(records)),
    claimCount: async () => (await count())[0]?.count ?? 0,
    search: (word) => search(`"${word}"`),
  };
}

async function onPostgres(url: string): Promise<Reader> {
  const { default: pg } = await import("pg");
  const types = new pg.TypeOverrides();
  types.setTypeParser(pg.types.builtins.INT8, Number);
  const pool = new pg.Pool({ connectionString: url, types });
  const sql = statements(
    (number) => `select unnest(cast($${number} as integer[]))`,
    (number) => `$${number}`,
  );
  const prepare =
    <Row>(name: string, text: string) =>
    async (...values: unknown[]) =>
      (await pool.query({ name, text, values })).rows as Row[];
  const claimsOf = prepare<ClaimRow>(
    "claimsOf",
    `select ${CLAIM} from unnest(cast($1 as integer[])) as parent("value")
     join lateral (${PAGE_OF_EACH} $2) as page on true join "casualtyReport" on "casualtyReport"."key" = page."key"
     order by ${STATED} desc, "slug" desc`,
  );
  const [articles, claims, lastClaims, days] = [
    prepare<ArticleRow>("articles", sql.articles),
    prepare<ClaimRow>("claims", sql.claims),
    prepare<ClaimRow>("lastClaims", sql.lastClaims),
    prepare<ClaimRow>("days", sql.claimsOfDays),
  ];
  const [actors, events, evidence, count] = [
    prepare<NamedRow>("actors", sql.actors),
    prepare<EventRow>("events", sql.events),
    prepare<EvidenceRow>("evidence", sql.evidence),
    prepare<{ count: number }>("count", sql.count),
  ];
  const search = prepare<{ slug: string }>(
    "search",
    `select record.slug from "search" join "record" on record.key = search.record
     where search.document @@ cast($1 as tsquery)
     order by ts_rank('{0.1, 0.1, 0.1, 1}', search.document, cast($1 as tsquery)) desc, record.type, record.slug limit 20`,
  );
  return {
    articles: (first) => articles(first),
    claimsOf: (records, first) => claimsOf(records, first),
    claims: async ({ first, last }) => (last === undefined ? claims(first ?? 20) : (await lastClaims(last)).reverse()),
    claimsOfDays: (first, from, until) => days(...range(from, until), first),
    actors: (records) => actors(records),
    events: (records) => events(records),
    evidence: (records) => evidence(records),
    claimCount: async () => (await count())[0]?.count ?? 0,
    search: (word) => search(`'${word}'`),
  };
}
