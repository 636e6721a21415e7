import { columnsOf } from "./columns.ts";
import type { FieldTable } from "./kinds.ts";

/** The columns that refer to records, each with the column of the words for the record, if there is one. */
export const references = (fields: FieldTable): { readonly column: string; readonly words: string | null }[] =>
  Object.entries(fields).flatMap(([name, field]) => {
    const { value, actor, words = null } = columnsOf(name, field);
    if (field.kind.is === "reference" && value !== undefined) return [{ column: value, words: null }];
    return actor === undefined ? [] : [{ column: actor, words }];
  });
