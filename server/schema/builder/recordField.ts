import type { ObjectRef } from "@pothos/core";
import type { BuilderTypes, FieldBuilder } from "./builder.ts";
import { loadOptional, loadRequired } from "./context.ts";
import * as refs from "./refs.ts";

const TYPES = {
  actor: refs.ActorRef,
  article: refs.ArticleRef,
  casualtyReport: refs.CasualtyReportRef,
  event: refs.EventRef,
  place: refs.PlaceRef,
} as const;

/** The properties of a row that contain such values. */
export type PropertyWith<Value, Row> = { [Name in keyof Row]: Row[Name] extends Value ? Name : never }[keyof Row];

/**
 * A field for the record whose key is in a property of the row.
 * @example side: recordField(t, "actor", "side", { nullable: true, description: "The actor whose people they are." })
 */
export function recordField<Row, Nullable extends boolean = false>(
  t: FieldBuilder<Row>,
  table: keyof typeof TYPES,
  property: PropertyWith<Nullable extends true ? number | null : number, Row>,
  { nullable, description }: { readonly nullable?: Nullable; readonly description: string },
) {
  const type = TYPES[table] as ObjectRef<BuilderTypes, object>;
  return nullable
    ? t.field({
        type,
        nullable: true,
        description,
        resolve: (row, _args, { load }) => loadOptional<object>(load[table], row[property] as number | null),
      })
    : t.field({
        type,
        description,
        resolve: (row, _args, { load }) => loadRequired<number, object>(load[table], row[property] as number),
      });
}
