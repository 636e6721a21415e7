import { sql } from "kysely";
import { expect, it } from "vitest";
import { columnsOf } from "../../domain/fields/columns.ts";
import type { Field, FieldTable } from "../../domain/fields/kinds.ts";
import { FIELDS_BY_TABLE } from "../../domain/fields/recordFields.ts";
import { testStore } from "../../testing/testApp.ts";

/** The columns that do not belong to a field: the row's owner and position, and computed columns. */
const OTHERS: Readonly<Record<string, readonly string[]>> = {
  article: ["textHash", "isTextWithdrawn"],
  affiliation: ["actor", "member"],
  denial: ["report", "event", "position"],
  mention: ["version"],
  participant: ["event", "position"],
};
const OF_VERSIONS =
  "record slug version recordedFrom recordedUntil validFrom recordedAt recordedBy reason revisedJson contentHash".split(
    " ",
  );

it.each(Object.keys(FIELDS_BY_TABLE) as (keyof typeof FIELDS_BY_TABLE)[])(
  "The table %s has the columns of its fields, and no others",
  async (table) => {
    await using test = await testStore("SQLite");
    const { rows } = await sql<{ name: string }>`select name from pragma_table_info(${table})`.execute(test.store.db);
    const fields: FieldTable = FIELDS_BY_TABLE[table];
    const declared = Object.entries<Field>(fields).flatMap(([name, field]) => Object.values(columnsOf(name, field)));
    const isVersioned = rows.some(({ name }) => name === "recordedFrom");
    expect(rows.map(({ name }) => name).sort(), "Add a migration for the columns of a new field.").toEqual(
      ["key", ...(isVersioned ? OF_VERSIONS : []), ...(OTHERS[table] ?? []), ...declared].sort(),
    );
  },
);
