import { columnsOf } from "../../../domain/fields/columns.ts";
import { type Mask, maskFields, maskJson, maskValue } from "../../../domain/fields/maskFields.ts";
import { REVISED } from "../../../domain/fields/parts.ts";
import type { TableName } from "../../db/tableKeys.ts";
import type { Row } from "./rows.ts";
import { fieldsOf } from "./wordColumns.ts";

/** The columns of a row that change if a name is masked, with their new values. @param columns the columns with words */
export function maskRow(table: TableName, row: Row, columns: readonly string[], mask: Mask): Row {
  const fields = fieldsOf(table);
  const ofFields = new Set(Object.entries(fields).flatMap(([name, field]) => Object.values(columnsOf(name, field))));
  const others = columns.flatMap((column): [string, unknown][] => {
    const before = row[column] as string | null;
    if (ofFields.has(column) || before === null) return [];
    const after = maskColumn(column, before, mask);
    return after === before ? [] : [[column, after]];
  });
  return { ...maskFields(fields, row, mask), ...forRequest(table, Object.fromEntries(others)) };
}

function maskColumn(column: string, text: string, mask: Mask): string {
  if (column === "revisedJson") return maskJson(text, (value) => maskValue(REVISED, value, mask));
  return column.endsWith("Json") ? maskJson(text, (value) => maskAll(value, mask)) : mask(text);
}

/** All texts within JSON of no known kind. */
function maskAll(value: unknown, mask: Mask): unknown {
  if (typeof value === "string") return mask(value);
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map((item) => maskAll(item, mask));
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, maskAll(inner, mask)]));
}

/** With blocks, the keys of two callers could be equal, which the table does not allow. */
const forRequest = (table: TableName, changes: Row): Row =>
  table === "request" && ("caller" in changes || "clientKey" in changes) ? { ...changes, clientKey: null } : changes;
