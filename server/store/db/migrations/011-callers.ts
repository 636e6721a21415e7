import { sql } from "kysely";
import type { Migration } from "./migration.ts";

/** Which key or token made a write. A request that was repeated by another caller names only that one. */
export const callers: Migration = {
  name: "011-callers",
  async up(db) {
    await db.schema.alterTable("write").addColumn("caller", "text").execute();
    await sql`update "write" set "caller" = (
      select min(request."caller") from "request" where request."write" = "write"."number")`.execute(db);
  },
};
