import type { Field, FieldTable, Kind } from "../../domain/fields/kinds.ts";
import { EVIDENCE } from "../../domain/fields/parts.ts";
import { hashPart, slugPart } from "../ids.ts";
import type { TableRow } from "../tables/table.ts";
import { type DateOrder, isoDate } from "./dateText.ts";
import { figureIn, wholeNumber } from "./figureText.ts";
import type { TableMap, Template } from "./mapShape.ts";

const COLUMN = /\{([^{}]+)\}/g;
/** Whether a template has a brace that does not belong to a column, such as the one of `{date`. */
export function hasStrayBrace(template: Template): boolean {
  if (typeof template === "string") return /[{}]/.test(template.replace(COLUMN, ""));
  return template !== null && typeof template === "object" && Object.values(template).some(hasStrayBrace);
}

/** The dates of a span, between slashes that are not in the name of a column. */
const DATES = /(?:\{[^{}]*\}|[^/{}])+/g;

/** The columns that a template names. */
export function columnsIn(template: Template): string[] {
  if (typeof template === "string") return [...template.matchAll(COLUMN)].map(([, name = ""]) => name.trim());
  if (template === null || typeof template !== "object") return [];
  return Object.values(template).flatMap(columnsIn);
}

const fieldOf = (fields: FieldTable, name: string): Field | undefined =>
  Object.hasOwn(fields, name) ? fields[name] : undefined;

/** Fills the templates of a map with the values of a row, field by field. */
export class RowFiller {
  readonly #row: TableRow;
  readonly #values: TableMap["values"];
  readonly #order: DateOrder | null;
  readonly #fault: (column: string, problem: string) => void;

  constructor(
    row: TableRow,
    { values, dates }: Pick<TableMap, "values" | "dates">,
    fault: (column: string, problem: string) => void,
  ) {
    this.#row = row;
    this.#values = values;
    this.#order = dates ?? null;
    this.#fault = fault;
  }

  /** A record with the fields that the row has values for. */
  record(fields: FieldTable, template: Readonly<Record<string, Template>>): Record<string, unknown> {
    const { id, ...others } = template;
    const made = Object.entries(others).flatMap(([name, inner]) => {
      const field = fieldOf(fields, name);
      const value = field ? this.#value(field.kind, inner) : inner;
      return value === undefined ? [] : [[name, value] as const];
    });
    return { id: id == null || typeof id === "object" ? undefined : this.#slug(`${id}`), ...Object.fromEntries(made) };
  }

  /** Undefined if a column that the template names is empty. */
  #value(kind: Kind, template: Template): unknown {
    if (template === null || typeof template === "boolean" || typeof template === "number") return template;
    switch (kind.is) {
      case "list":
        return (Array.isArray(template) ? template : [template]).flatMap((item) => this.#value(kind.of, item) ?? []);
      case "count":
        return typeof template === "string" ? this.#figure(template) : this.#fields(kind.fields, template);
      case "time":
        return typeof template === "string"
          ? this.#date(template)
          : this.#fields({ ...kind.fields, at: { ...kind.fields.at, kind } as Field }, template);
      case "part":
      case "attribution":
        return typeof template === "string" && kind.short !== undefined
          ? this.#fields(kind.fields, { [kind.short]: template })
          : this.#fields(kind.fields, template);
      case "evidence":
        return this.#fields(EVIDENCE.fields, template);
      case "reference":
      case "source":
        return typeof template === "string" ? this.#slug(template) : template;
      case "integer":
      case "decimal":
        return typeof template === "string" ? this.#number(kind.is, template) : template;
      default:
        return typeof template === "string" ? this.#text(template) : template;
    }
  }

  /** Undefined if a required field has no value. */
  #fields(fields: FieldTable, template: Template): unknown {
    if (template === null || typeof template !== "object" || Array.isArray(template)) return template;
    const made: Record<string, unknown> = {};
    for (const [name, inner] of Object.entries(template)) {
      const field = fieldOf(fields, name);
      const value = field ? this.#value(field.kind, inner) : inner;
      if (value !== undefined) made[name] = value;
      else if (field?.required) return undefined;
    }
    return Object.keys(made).length === 0 ? undefined : made;
  }

  #cell(column: string): string {
    const written = (this.#row.values[column] ?? "").trim();
    const known = Object.hasOwn(this.#values, column) ? this.#values[column] : undefined;
    if (!known || written === "") return written;
    if (!Object.hasOwn(known, written)) {
      this.#fault(
        column,
        `is the unknown category “${written}”; known in the map under \`values\`: ${Object.keys(known).join(", ")}`,
      );
      return "";
    }
    return `${known[written] ?? ""}`;
  }

  #text(template: string): string | undefined {
    let isComplete = true;
    const text = template.replace(COLUMN, (_whole, name: string) => {
      const value = this.#cell(name.trim());
      if (value === "") isComplete = false;
      return value;
    });
    return isComplete ? text : undefined;
  }

  /** An id. Texts that leave nothing of an id, such as those in other scripts, are hashed. */
  #slug(template: string): string | undefined {
    if (this.#text(template) === undefined) return undefined;
    const parts = template.split(COLUMN).map((part, at) => {
      if (at % 2 === 0) return part;
      const value = this.#cell(part.trim());
      return /[^\p{ASCII}]/u.test(value.normalize("NFKD").replace(/\p{M}/gu, "")) ? hashPart(value) : value;
    });
    const slug = slugPart(parts.join(""));
    return slug.length <= 100 ? slug : `${slug.slice(0, 80).replace(/-$/, "")}-${hashPart(slug)}`;
  }

  #number(kind: "integer" | "decimal", template: string): number | undefined {
    const text = this.#text(template);
    if (text === undefined) return undefined;
    const number = kind === "integer" ? wholeNumber(text) : Number(text.replace(/^(-?\d+),(\d+)$/, "$1.$2"));
    if (number !== null && Number.isFinite(number)) return number;
    this.#fault(columnsIn(template)[0] ?? "", `is “${text}”, not a ${kind === "integer" ? "whole number" : "number"}`);
    return undefined;
  }

  #figure(template: string): unknown {
    const text = this.#text(template);
    const figure = text === undefined ? null : figureIn(text);
    if (figure === undefined)
      this.#fault(
        columnsIn(template)[0] ?? "",
        `is “${text}”, which is not a figure such as 12, 1,200, 5-10, 10+, at least 10, >10, ~10 or dozens`,
      );
    return figure ?? undefined;
  }

  /** A template such as `{from}/{until}` gives a span. */
  #date(template: string): string | undefined {
    const parts = (template.match(DATES) ?? []).map((part) => {
      const text = this.#text(part);
      if (text === undefined) return undefined;
      if (this.#order === null && /^\d{1,2}[./-]\d{1,2}[./-]\d{4}$/.test(text)) {
        this.#fault(
          columnsIn(part)[0] ?? "",
          `is “${text}”; say with \`dates: dmy\` or \`dates: mdy\` which part is the day`,
        );
        return undefined;
      }
      const date = isoDate(text, this.#order ?? "ymd");
      if (date === undefined)
        this.#fault(
          columnsIn(part)[0] ?? "",
          `is “${text}”, not a date such as 2020-09-27, 27 September 2020 or 27/09/2020`,
        );
      return date;
    });
    const known = [...new Set(parts.filter((part) => part !== undefined))];
    return known.length === 0 ? undefined : known.join("/");
  }
}
