import { type Selectable, sql } from "kysely";
import type { AffiliationEdge } from "../../domain/affiliation.ts";
import { required } from "../../domain/required.ts";
import type { KnownTime } from "../../domain/time.ts";
import { executeCompiled } from "../db/compiledStatement.ts";
import type { Tables } from "../db/tables.ts";
import { isInList, listParameter } from "../db/valueList.ts";
import type { StoredCell } from "../records/storedCell.ts";
import { type ReadScope, visibleAt } from "./asOfRevision.ts";

/** The rows that belong to versions of records, in order and grouped by version. One statement for any number of versions. */

export type ParticipantRow = Selectable<Tables["participant"]>;
export type DenialRow = Selectable<Tables["denial"]>;
export type EvidenceRow = Selectable<Tables["evidence"]>;
/** A passage of an article, as evidence rows and JSON columns store it. */
export type EvidenceSpan = Pick<
  EvidenceRow,
  "article" | "articleHash" | "start" | "end" | "paragraph" | "quote" | "prefix" | "suffix"
> &
  StoredCell;
/** The JSON in a report's `retractionJson`. */
export interface StoredRetraction {
  readonly statedAt: KnownTime | null;
  readonly words: string | null;
  readonly evidence: readonly EvidenceSpan[];
  readonly note: string | null;
}
/** The JSON in a report's `basisJson`: the articles by their keys. */
export interface StoredBasis {
  readonly words: string | null;
  readonly articles: readonly number[];
}
export type MentionRow = Selectable<Tables["mention"]>;
export type AffiliationRow = Selectable<Tables["affiliation"]>;
export type ArticleTextRow = Selectable<Tables["articleText"]>;

type Database = Pick<ReadScope, "db" | "dialect" | "columnsOf">;
type Column<Table extends keyof Tables> = keyof Tables[Table] & string;

async function rowsByOwner<Table extends keyof Tables>(
  { db, dialect, columns = null }: Pick<Database, "db" | "dialect"> & { readonly columns?: readonly string[] | null },
  table: Table,
  owner: Column<Table>,
  owners: readonly number[],
  ...order: readonly Column<Table>[]
): Promise<ReadonlyMap<number, readonly Selectable<Tables[Table]>[]>> {
  const rows = await executeCompiled(
    { db, dialect },
    `${table} of ${owner} ${columns?.join() ?? "*"}`,
    { list: listParameter(dialect, owners) },
    ({ list }) => sql<Selectable<Tables[Table]>>`
      select ${columns === null ? sql`*` : sql.join(columns.map((column) => sql.ref(column)))}
      from ${sql.table(table)} where ${isInList(dialect, sql.ref(owner), list)}
      order by ${sql.join(order.map((column) => sql.ref(column)))}`,
  );
  return Map.groupBy(rows, (row) => required(row[owner as keyof typeof row] as number | null, `The ${owner} of a row`));
}

export const agenciesOf = (db: Database, articleVersions: readonly number[]) =>
  rowsByOwner(db, "articleAgency", "article", articleVersions, "position");

export const mentionsOf = (db: Database, articleVersions: readonly number[]) =>
  rowsByOwner(db, "mention", "version", articleVersions, "start", "key");

export const affiliationsOf = (db: Database, actorVersions: readonly number[]) =>
  rowsByOwner(db, "affiliation", "actor", actorVersions, "key");

export const participantsOf = (db: Database, eventVersions: readonly number[]) =>
  rowsByOwner(db, "participant", "event", eventVersions, "position");

export const denialsOf = (db: Database, owner: "event" | "report", versions: readonly number[]) =>
  rowsByOwner(db, "denial", owner, versions, "position");

/** The needed columns of evidence, and in any case the articles: whether words may be shown depends on them. */
export function evidenceOf(on: Database, owner: "event" | "report" | "denial", keys: readonly number[]) {
  const needed = on.columnsOf?.("evidence") ?? null;
  const columns = needed && [...new Set([owner, "article", ...needed])];
  return rowsByOwner({ ...on, columns }, "evidence", owner, keys, "position");
}

/** The texts of versions of articles, by the version's key. */
export async function textsOf(
  { db }: Database,
  articleVersions: readonly number[],
): Promise<ReadonlyMap<number, ArticleTextRow>> {
  const rows = await db.selectFrom("articleText").selectAll().where("article", "in", articleVersions).execute();
  return new Map(rows.map((row) => [row.article, row]));
}

/** The affiliations of these actors and, recursively, of the organisations they belong to. One statement. */
export async function affiliationsAbove(scope: ReadScope, actors: readonly number[]): Promise<AffiliationEdge[]> {
  // Binds all keys as one value: there may be more keys than a statement can bind.
  const list = JSON.stringify(actors);
  const keys =
    scope.dialect === "postgres"
      ? sql`select cast("value" as integer) from json_array_elements_text(cast(${list} as json)) as j("value")`
      : sql`select "value" from json_each(${list})`;
  const { rows } = await sql<AffiliationEdge>`
    with recursive above("member", "organisation", "from", "until") as (
      select "member", "organisation", "validFrom", "validUntil" from "affiliation"
      where "member" in (${keys}) and "actor" in (select "key" from "actor" where ${visibleAt(scope)})
      union
      select a."member", a."organisation", a."validFrom", a."validUntil" from "affiliation" as a
      join above on a."member" = above."organisation"
      where a."actor" in (select "key" from "actor" where ${visibleAt(scope)})
    ) select * from above`.execute(scope.db);
  return rows;
}
