import { sql } from "kysely";
import type { Store } from "../db/database.ts";

/** The most texts to compare with, the newest first. */
const MOST = 5000;

/** The texts of the articles that were published within a time (UTC milliseconds), the earliest first. One statement. */
export async function recentTexts(
  { db }: Pick<Store, "db">,
  { from, until }: { readonly from: number; readonly until: number },
): Promise<{ readonly id: string; readonly text: string }[]> {
  const { rows } = await sql<{ id: string; text: string }>`
    select "article"."slug" as "id", "articleText"."text"
    from "article" join "articleText" on "articleText"."article" = "article"."key"
    where "article"."recordedUntil" is null and "article"."isTextWithdrawn" = 0
      and "article"."publishedFrom" between ${from} and ${until}
    order by "article"."publishedFrom" desc, "article"."slug" limit ${MOST}`.execute(db);
  return rows.reverse();
}
