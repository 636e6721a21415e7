import { type RawBuilder, sql } from "kysely";
import type { Store } from "../store/db/database.ts";

/** How far the times of each copy lie after those of the copy before it: 90 days, in milliseconds. */
const LATER = 90 * 86_400_000;

/** Harms for every tenth claim, since the invented claims are all about people killed. */
const HARM = sql`case "key" % 10 when 0 then 'WOUNDED' when 1 then 'WOUNDED' when 2 then 'DISPLACED' when 3 then 'MISSING' else 'KILLED' end`;

/**
 * Copies all claims inside the database until there are so many times as many: making millions of claims one by one takes hours.
 * The copies have times of their own, but no evidence and denials, and no entries in the change log.
 */
export async function multiplyClaims(store: Store, times: number): Promise<void> {
  const { db } = store;
  await sql`update "casualtyReport" set "harm" = ${HARM}`.execute(db);
  const { rows } = await sql<Record<string, unknown>>`select * from "casualtyReport" limit 1`.execute(db);
  const columns = Object.keys(rows[0] ?? {}).filter((name) => name !== "key");
  for (let copy = 1; copy < times; copy++) await addCopy(store, columns, copy);
  if (store.dialect === "postgres") await sql`vacuum analyze`.execute(db);
}

async function addCopy({ db }: Store, columns: readonly string[], copy: number): Promise<void> {
  const suffix = `-copy-${copy}`;
  await sql`insert into "record" ("type", "slug", "corpus")
    select "type", "slug" || ${suffix}, "corpus" from "record"
    where "type" = 'CasualtyReport' and "slug" not like '%-copy-%'`.execute(db);
  const later = copy * LATER;
  const changed: Readonly<Record<string, RawBuilder<unknown>>> = {
    record: sql`copied."key"`,
    slug: sql`copied."slug"`,
    statedFrom: sql`c."statedFrom" + ${sql.lit(later)}`,
    statedUntil: sql`c."statedUntil" + ${sql.lit(later)}`,
  };
  const values = columns.map((name) => changed[name] ?? sql.ref(`c.${name}`));
  await sql`insert into "casualtyReport" (${sql.join(columns.map((name) => sql.ref(name)))})
    select ${sql.join(values)} from "casualtyReport" as c
    join "record" as copied on copied."type" = 'CasualtyReport' and copied."slug" = c."slug" || ${suffix}
    where c."slug" not like '%-copy-%'`.execute(db);
}
