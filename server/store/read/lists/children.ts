import { type SqlBool, sql } from "kysely";
import type { ReadScope } from "../asOfRevision.ts";
import type { Relation } from "../relations.ts";
import type { List, ListsOfParents } from "./pageStatements.ts";

/** Limits a list of all rows of a table to the children of some parents. */
export type Children = (all: () => List, table: string, parents: readonly number[], scope: ReadScope) => ListsOfParents;

/** The children of each parent: the rows whose `column` is the parent's key. */
export const byForeignKey =
  (column: string): Children =>
  (all, table, parents) => {
    const parent = sql.ref<number>(`${table}.${column}`);
    return {
      list: () => all().where(sql<SqlBool>`${parent} in (${sql.join(parents)})`),
      table,
      parent,
      ofParent: (key) => all().where(sql<SqlBool>`${parent} = ${key}`),
    };
  };

/** The children of each parent: the rows whose `column` is the `child` of a pair in the relation. */
export const byRelation =
  (column: "key" | "record" | "event", relation: Relation): Children =>
  (all, table, parents, scope) => {
    const list = () => {
      const [pairs, child] = [relation(scope, parents), sql.ref(`${table}.${column}`)];
      const joined = all().innerJoin(sql`(${pairs})`.as("relation") as never, (join) =>
        join.on(sql<SqlBool>`relation.child = ${child}`),
      ) as List;
      // SQLite expects many pairs of a recursive query, and would read the whole table. A single list is read in its order.
      return scope.dialect === "sqlite" && parents.length > 1
        ? joined.where(sql<SqlBool>`${child} in (select "child" from (${pairs}) as children)`)
        : joined;
    };
    return { list, table, parent: sql.ref<number>("relation.parent") };
  };

/** The parent of the rows of a list that belongs to no record. */
export const TOP_LEVEL = 0;

/** A list that belongs to no record. */
export const topLevelList = (list: () => List, table: string): ListsOfParents => ({
  list,
  table,
  parent: sql<number>`${sql.lit(TOP_LEVEL)}`,
});
