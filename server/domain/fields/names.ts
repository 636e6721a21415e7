import { columnsOf } from "./columns.ts";
import type { FieldTable, Kind, KindName, KindOf } from "./kinds.ts";

/** For each kind, the roles of the columns that can contain a person's name. A withdrawn name is masked there. */
const NAME_ROLES: { readonly [Name in KindName]: (kind: KindOf<Name>) => readonly string[] } = {
  text: () => ["value"],
  words: () => ["value"],
  line: () => ["value", "sort"],
  term: () => [],
  language: () => [],
  url: () => [],
  code: () => [],
  integer: () => [],
  decimal: () => [],
  flag: () => [],
  oneOf: () => [],
  source: () => [],
  reference: () => [],
  list: ({ of }) => (nameRoles(of).length > 0 ? ["json"] : []),
  part: () => ["json"],
  attribution: () => ["words"],
  time: () => ["json"],
  count: () => ["text"],
  quote: () => ["quote", "prefix", "suffix", "folded"],
  evidence: () => ["json"],
  statusNote: () => ["json"],
};

const nameRoles = (kind: Kind): readonly string[] => (NAME_ROLES[kind.is] as (kind: Kind) => readonly string[])(kind);

/** The columns of a table of fields that can contain a name. */
export const columnsWithNames = (fields: FieldTable): string[] =>
  Object.entries(fields).flatMap(([name, field]) => {
    const columns = columnsOf(name, field);
    return nameRoles(field.kind).flatMap((role) => columns[role] ?? []);
  });

/** The columns that refer to records, each with the column of the words for the record, if there is one. */
export const references = (fields: FieldTable): { readonly column: string; readonly words: string | null }[] =>
  Object.entries(fields).flatMap(([name, field]) => {
    const { value, actor, words = null } = columnsOf(name, field);
    if (field.kind.is === "reference" && value !== undefined) return [{ column: value, words: null }];
    return actor === undefined ? [] : [{ column: actor, words }];
  });
