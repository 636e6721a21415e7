import { isDay } from "./days.ts";
import type { TableFault } from "./faults.ts";
import { slugPart } from "./ids.ts";
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
  /** What was found wrong in this row. A column may be read twice. */
  #told: Set<string> | null = null;

  constructor(file: string, row: TableRow, faults: TableFault[]) {
    this.file = file;
    this.row = row.number;
    this.#row = row;
    this.#faults = faults;
  }

  fault(column: string, problem: string): void {
    const { number, line } = this.#row;
    this.#told ??= new Set();
    const key = JSON.stringify([column, problem]);
    if (this.#told.has(key)) return;
    this.#told.add(key);
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

  /** The value without blanks around it. An empty value is a fault. */
  text(column: string): string {
    const value = this.optional(column);
    if (value === null) this.fault(column, "is empty; a value is needed");
    return value ?? "";
  }

  /** A whole number. */
  integer(column: string, min = 0, max = 2_147_483_646): number {
    const value = this.raw(column).trim();
    const number = /^-?\d+(?:\.0+)?$/.test(value) ? Number(value) : Number.NaN;
    if (number >= min && number <= max) return number;
    this.fault(column, `is “${value}”, not a whole number from ${min} to ${max}`);
    return min;
  }

  optionalInteger(column: string, min = 0, max = 2_147_483_646): number | null {
    return this.optional(column) === null ? null : this.integer(column, min, max);
  }

  optionalDecimal(column: string, min: number, max: number): number | null {
    const value = this.optional(column);
    if (value === null) return null;
    const number = /^-?\d+(?:\.\d+)?(?:e-?\d+)?$/i.test(value) ? Number(value) : Number.NaN;
    if (number >= min && number <= max) return number;
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

  /** A part of an id that is made from an id of the dataset. */
  idPart(column: string): string {
    const value = this.text(column);
    const part = slugPart(value);
    if (value !== "" && (part === "" || part.length > LONGEST_ID))
      this.fault(column, `is “${value}”, not an id of at most ${LONGEST_ID} letters and digits`);
    return part;
  }

  /**
   * The day of a date such as 2020-09-27 or 2020-09-27 00:00:00.000.
   * @param written the date, if the file writes it in another form
   */
  day(column: string, written: string = this.raw(column).trim()): string {
    const day = /^\d{4}-\d{2}-\d{2}(?=$|[T ])/.exec(written)?.[0] ?? "";
    if (isDay(day)) return day;
    this.fault(column, `is “${this.raw(column).trim()}”, not a date such as 2020-09-27`);
    return "1970-01-01";
  }

  /** A day or a span of days, in the form of the corpus. */
  days(firstColumn: string, lastColumn: string): string {
    const [first, last] = [this.day(firstColumn), this.day(lastColumn)];
    if (last >= first) return first === last ? first : `${first}/${last}`;
    this.fault(lastColumn, `is “${last}”, before ${firstColumn}, which is ${first}`);
    return first;
  }
}

/** Ids of records have at most 100 characters, with the dataset before and the figure after this part. */
const LONGEST_ID = 60;
