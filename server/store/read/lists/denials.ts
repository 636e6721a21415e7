import { type SqlBool, sql } from "kysely";
import { type ReadScope, visibleAt } from "../asOfRevision.ts";
import { byKey } from "./orders.ts";

/** The denials in the visible versions of events and reports. */
export function denials(scope: ReadScope) {
  const visible = (table: string) => sql`(select "key" from ${sql.table(table)} where ${visibleAt(scope)})`;
  return scope.db
    .selectFrom("denial")
    .where(sql<SqlBool>`(denial.event in ${visible("event")} or denial.report in ${visible("casualtyReport")})`);
}

export const DENIAL_ORDERS = { POSITION: [byKey("denial.key")] } as const;
