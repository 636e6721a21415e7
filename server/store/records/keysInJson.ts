import { columnsOf } from "../../domain/fields/columns.ts";
import type { FieldTable, Kind } from "../../domain/fields/kinds.ts";

/** The JSON columns that contain keys of records, each with the kind of its field. */
export const jsonWithKeys = (fields: FieldTable): { readonly column: string; readonly kind: Kind }[] =>
  Object.entries(fields).flatMap(([name, field]) => {
    const { json } = columnsOf(name, field);
    return json !== undefined && hasKeys(field.kind) ? [{ column: json, kind: field.kind }] : [];
  });

function hasKeys(kind: Kind): boolean {
  switch (kind.is) {
    case "list":
      return hasKeys(kind.of);
    case "part":
      return Object.values(kind.fields).some((field) => hasKeys(field.kind));
    default:
      return ["reference", "attribution", "evidence", "statusNote"].includes(kind.is);
  }
}

/** The keys of records in a JSON value as written by rows.ts. */
export function keysIn(kind: Kind, value: unknown): number[] {
  if (value == null) return [];
  switch (kind.is) {
    case "reference":
      return [value as number];
    case "list":
      return (value as readonly unknown[]).flatMap((item) => keysIn(kind.of, item));
    case "part":
      return Object.entries(kind.fields).flatMap(([name, field]) =>
        keysIn(field.kind, (value as Readonly<Record<string, unknown>>)[name]),
      );
    case "attribution": {
      const { actor } = value as { actor: number | null };
      return actor === null ? [] : [actor];
    }
    case "evidence":
      return (value as readonly { article: number }[]).map(({ article }) => article);
    case "statusNote": {
      const { by, evidence } = value as { by: number | null; evidence: { article: number } };
      return by === null ? [evidence.article] : [by, evidence.article];
    }
    default:
      return [];
  }
}
