import { parseTime, TimeFormatError } from "../domain/time.ts";
import type { TableFault } from "./faults.ts";
import type { TableRow } from "./tables/table.ts";

/**
 * Reads the values of one row by column, and notes a fault for each value that is not as the column promises. After a fault, a
 * stand-in is returned, so that all faults of a row are found at once. Use the results only if there are none.
 */
export class RowReader {
  readonly file: string;
  readonly row: number;
  readonly #row: TableRow;
  readonly #faults: TableFault[];

  constructor(file: string, row: TableRow, faults: TableFault[]) {
    this.file = file;
    this.row = row.number;
    this.#row = row;
    this.#faults = faults;
  }

  fault(column: string, problem: string): void {
    const { number, line } = this.#row;
    this.#faults.push({ file: this.file, row: number, line, column, problem });
  }

  /** The value as it is in the file. */
  raw(column: string): string {
    return this.#row.values[column] ?? "";
  }

  /** The value without blanks around it; null if it is empty. */
  optional(column: string): string | null {
    const value = this.raw(column).trim();
    return value === "" ? null : value;
  }

  text(column: string): string {
    const value = this.optional(column);
    if (value === null) this.fault(column, "is empty; a value is needed");
    return value ?? "";
  }

  /** A whole number. */
  integer(column: string, min = 0, max = 2_147_483_646): number {
    const value = this.raw(column).trim();
    const number = Number(value);
    if (value !== "" && Number.isInteger(number) && number >= min && number <= max) return number;
    this.fault(column, `is “${value}”, not a whole number from ${min} to ${max}`);
    return min;
  }

  optionalInteger(column: string, min = 0, max = 2_147_483_646): number | null {
    return this.optional(column) === null ? null : this.integer(column, min, max);
  }

  optionalDecimal(column: string, min: number, max: number): number | null {
    const value = this.optional(column);
    if (value === null) return null;
    const number = Number(value);
    if (Number.isFinite(number) && number >= min && number <= max) return number;
    this.fault(column, `is “${value}”, not a number from ${min} to ${max}`);
    return null;
  }

  /** One of the keys of a table of categories. An unknown category is a fault, because its meaning is unknown. */
  category<Value>(column: string, categories: Readonly<Record<string, Value>>): Value {
    const value = this.raw(column).trim();
    if (Object.hasOwn(categories, value)) return categories[value] as Value;
    const known = Object.keys(categories).map((name) => (name === "" ? "(empty)" : name));
    this.fault(column, `is the unknown category “${value}”; known here: ${known.join(", ")}`);
    return Object.values(categories)[0] as Value;
  }

  /** The day of a date such as 2020-09-27 or 2020-09-27 00:00:00.000. */
  day(column: string): string {
    const value = this.raw(column).trim();
    const day = /^\d{4}-\d{2}-\d{2}(?=$|[T ])/.exec(value)?.[0] ?? value;
    try {
      if (parseTime(day).precision === "DAY") return day;
    } catch (error) {
      if (!(error instanceof TimeFormatError)) throw error;
    }
    this.fault(column, `is “${value}”, not a date such as 2020-09-27`);
    return "1970-01-01";
  }
}
