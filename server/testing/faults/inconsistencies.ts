import { sql } from "kysely";
import { RECORD_TYPES } from "../../domain/vocabulary.ts";
import type { Store } from "../../store/db/database.ts";
import { TABLE_OF } from "../../store/db/tables.ts";

/**
 * Finds incomplete writes in a store, one per line. It checks conditions that the store's own code assumes.
 */
export async function findInconsistencies(store: Store): Promise<string[]> {
  const found: string[] = [];
  const ask = async (what: string, query: ReturnType<typeof sql<{ it: unknown }>>) => {
    const { rows } = await query.execute(store.db);
    if (rows.length > 0)
      found.push(
        `${what}: ${rows
          .slice(0, 5)
          .map(({ it }) => String(it))
          .join(", ")}`,
      );
  };
  const id = sql`record.type || '/' || record.slug`;
  const key = store.dialect === "postgres" ? sql`"record"` : sql`rowid`;

  await ask(
    "A record without an entry in the change log",
    sql`select ${id} as "it" from "record" where key not in (select record from "change")`,
  );
  await ask(
    "A write without changes",
    sql`select number as "it" from "write" where number not in (select write from "change")`,
  );
  await ask(
    "A request whose write is missing",
    sql`select write as "it" from "request" where write not in (select number from "write")`,
  );
  await ask(
    "A change whose write is missing",
    sql`select position as "it" from "change" where write not in (select number from "write")`,
  );
  for (const type of RECORD_TYPES) {
    const table = sql.table(TABLE_OF[type]);
    await ask(
      `A ${type} whose log and versions differ`,
      sql`select ${id} as "it" from "record" where type = ${type} and
        (select count(*) from ${table} as v where v.record = record.key) <>
        (select count(*) from "change" where change.record = record.key and kind <> 'WITHDRAWN')`,
    );
    await ask(
      `A version of a ${type} from a different write than the log says`,
      sql`select v.record as "it" from ${table} as v where not exists (
        select 1 from "change" where change.record = v.record and change.version = v.version and change.write = v."recordedFrom")`,
    );
    await ask(
      `A ${type} with two current versions`,
      sql`select record as "it" from ${table} where "recordedUntil" is null group by record having count(*) > 1`,
    );
    await ask(
      `A current ${type} that is missing from the search`,
      sql`select record as "it" from ${table} where "recordedUntil" is null and record not in (select ${key} from "search")`,
    );
    await ask(
      `A withdrawn ${type} that is still in the search`,
      sql`select key as "it" from "record" where type = ${type} and key in (select ${key} from "search")
        and key not in (select record from ${table} where "recordedUntil" is null)`,
    );
  }
  await ask(
    "A claim without evidence",
    sql`select record as "it" from "casualtyReport" where key not in (select report from "evidence" where report is not null)`,
  );
  await ask(
    "An article of the API without its claim",
    sql`select slug as "it" from "record" where type = 'Article' and slug like 'report-%' and not exists (
      select 1 from "casualtyReport" as claim where claim.article = record.key)`,
  );
  await ask(
    "An article without its text",
    sql`select record as "it" from "article" where key not in (select article from "articleText")`,
  );
  if (store.dialect === "sqlite") {
    await ask(
      "SQLite's integrity check of the file",
      sql`select * from (select integrity_check as "it" from pragma_integrity_check) where "it" <> 'ok'`,
    );
    await ask("A reference to a missing row", sql`select "table" as "it" from pragma_foreign_key_check`);
  }
  return found;
}
