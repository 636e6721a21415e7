import { sql } from "kysely";
import { ACTOR } from "../../../domain/fields/actor.ts";
import { columnsOf } from "../../../domain/fields/columns.ts";
import type { Field } from "../../../domain/fields/kinds.ts";
import { FIELDS_BY_TABLE } from "../../../domain/fields/recordFields.ts";
import { references } from "../../../domain/fields/references.ts";
import { fold } from "../../../domain/fold.ts";
import type { GivenName } from "../../../domain/names/nameForms.ts";
import type { Alias } from "../../../domain/records.ts";
import type { WriteTransaction } from "../../db/database.ts";
import type { TableName } from "../../db/tableKeys.ts";
import { broughtBy, type OnChange, type Row, rowsOf, updateRow } from "./rows.ts";

/** The text that replaces a withdrawn name of an actor. */
export const WITHDRAWN_NAME = "name withdrawn";

/** All names that versions of the actor have, and whether the actor is a person. */
export async function storedNames(
  { db }: Pick<WriteTransaction, "db">,
  actor: number,
): Promise<{ readonly names: readonly GivenName[]; readonly isPerson: boolean }> {
  const versions = await db
    .selectFrom("actor")
    .select(["name", "aliasesJson", "kind"])
    .where("record", "=", actor)
    .execute();
  const names = versions.flatMap(({ name, aliasesJson }) => [
    ...(name === WITHDRAWN_NAME ? [] : [{ text: name, isOwn: true }]),
    ...(JSON.parse(aliasesJson) as Alias[]).map((alias) => ({ text: alias.name, isOwn: false })),
  ]);
  return { names, isPerson: versions.some(({ kind }) => kind === "PERSON") };
}

/** Empties all fields of an actor that may identify it, in all versions. */
export async function emptyActor(on: WriteTransaction, actor: number, onChange: OnChange): Promise<void> {
  const naming = Object.entries<Field>(ACTOR).filter(([, { isAnonymous }]) => !isAnonymous);
  const empty = naming.flatMap(([name, field]) =>
    Object.entries(columnsOf(name, field)).map(([role, column]) => [column, role === "json" ? "[]" : null] as const),
  );
  const values: Row = {
    ...Object.fromEntries(empty),
    name: WITHDRAWN_NAME,
    sortName: fold(WITHDRAWN_NAME),
    revisedJson: null,
  };
  for await (const row of rowsOf(on, "actor", sql`"record" = ${actor}`)) {
    if (Object.entries(values).every(([column, value]) => row[column] === value)) continue;
    await updateRow(on, "actor", row, values);
    onChange("actor", row);
  }
}

/** Reports everything that named an actor before its name was removed. */
export async function touchNamed(on: WriteTransaction, actor: number, onChange: OnChange): Promise<void> {
  for await (const row of rowsOf(on, "actor", sql`"record" = ${actor}`)) onChange("actor", row);
  for (const [name, fields] of Object.entries(FIELDS_BY_TABLE))
    for (const { column, words } of references(fields)) {
      if (words === null) continue;
      const table = name as TableName;
      for await (const row of rowsOf(on, table, sql`${sql.ref(column)} = ${actor}`)) onChange(table, row);
    }
}

/**
 * Removes the words that stand beside a reference to the actor: they name the actor, in whatever form.
 * @param write null: in all versions; otherwise only in what the write brought
 */
export async function removeWordsFor(
  on: WriteTransaction,
  actor: number,
  write: number | null,
  onChange: OnChange,
): Promise<void> {
  for (const [name, fields] of Object.entries(FIELDS_BY_TABLE))
    for (const { column, words } of references(fields)) {
      if (words === null) continue;
      const table = name as TableName;
      const isNew = write === null ? sql`1 = 1` : broughtBy(table, write);
      const condition = sql<boolean>`${sql.ref(column)} = ${actor} and ${sql.ref(words)} is not null and ${isNew}`;
      for await (const row of rowsOf(on, table, condition)) {
        await updateRow(on, table, row, { [words]: null });
        onChange(table, row);
      }
    }
}
