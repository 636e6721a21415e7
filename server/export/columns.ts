/** The value of a cell. Null and an empty list give an empty cell. The value of a `json` column is its JSON text. */
export type CellValue = string | number | boolean | null | readonly string[];

/**
 * `time`: an instant in UTC, ISO 8601. `list`: texts; in CSV, separated by semicolons, which no text contains. `json`: a value
 * with fields of its own, or a list of such values.
 */
export type ColumnType = "text" | "integer" | "decimal" | "boolean" | "time" | "list" | "json";

/** One column of a table. The files of all formats, the data dictionary and the metadata are made from it. */
export interface Column<Of> {
  readonly name: string;
  readonly description: string;
  readonly type: ColumnType;
  /** The unit of a number, such as people or claims. */
  readonly unit?: string;
  /** All values that the column can have. */
  readonly values?: readonly string[];
  /** The object that the value depends on, if that is less than the whole row and many rows may share it. */
  of?(of: Of): object | null;
  value(of: Of): CellValue;
}

interface Named {
  readonly slug: string;
  readonly name: string;
}

type Value<Of> = (of: Of) => CellValue;

const ofType =
  (type: ColumnType) =>
  <Of>(name: string, description: string, value: Value<Of>): Column<Of> => ({ name, description, type, value });

export const text = ofType("text");
export const flag = ofType("boolean");
export const instant = ofType("time");
export const list = ofType("list");
export const json = ofType("json");

/** A value of a vocabulary, whose table has the values as keys. */
export const oneOf = <Of>(name: string, values: object, description: string, value: Value<Of>): Column<Of> => ({
  ...text(name, description, value),
  values: Object.keys(values),
});

const inUnits =
  (type: "integer" | "decimal") =>
  <Of>(name: string, unit: string, description: string, value: Value<Of>): Column<Of> => ({
    ...ofType(type)(name, description, value),
    unit,
  });

export const number = inUnits("integer");
export const decimal = inUnits("decimal");

/** Columns that show one object, which many rows may share. */
export const shared = <Of>(of: (of: Of) => object | null, columns: readonly Column<Of>[]): Column<Of>[] =>
  columns.map((column) => ({ ...column, of }));

/** @param who describes the actor or place; “: the slug.” is added */
export const actor = <Of>(name: string, who: string, of: (of: Of) => Named | null): Column<Of>[] => [
  ...shared(of, [
    text(`${name}_id`, `${who}: the slug.`, (row) => of(row)?.slug ?? null),
    text(`${name}_name`, `${who}: the name.`, (row) => of(row)?.name ?? null),
  ]),
];

/** The unit of every count. */
export const PEOPLE = "people";
