import type { ObjectRef } from "@pothos/core";
import type { RecordType } from "../../domain/vocabulary.ts";
import { TABLE_OF } from "../../store/db/tables.ts";
import { batched } from "./batched.ts";
import type { BuilderTypes, FieldBuilder } from "./builder.ts";
import { loadAllOptional, loadAllRequired } from "./context.ts";
import { RECORD_REFS } from "./refs.ts";

/** The properties of a row that contain values of this type. */
export type PropertyWith<Value, Row> = { [Name in keyof Row]: Row[Name] extends Value ? Name : never }[keyof Row];

/**
 * A field for the record whose key is in a property of the row.
 * @example side: recordField(t, "Actor", "side", { nullable: true, description: "The actor whose people are counted." })
 */
export function recordField<Row, Nullable extends boolean = false>(
  t: FieldBuilder<Row>,
  type: RecordType,
  property: PropertyWith<Nullable extends true ? number | null : number, Row>,
  { nullable, description }: { readonly nullable?: Nullable; readonly description: string },
) {
  const ref: ObjectRef<BuilderTypes, object> = RECORD_REFS[type];
  const table = TABLE_OF[type];
  return nullable
    ? t.field({
        type: ref,
        nullable: true,
        description,
        ...batched(
          (rows: readonly Row[], { load }) =>
            loadAllOptional<number, object>(
              load[table],
              rows.map((row) => row[property] as number | null),
            ),
          { own: [property as string] },
        ),
      })
    : t.field({
        type: ref,
        description,
        ...batched(
          (rows: readonly Row[], { load }) =>
            loadAllRequired<number, object>(
              load[table],
              rows.map((row) => row[property] as number),
            ),
          { own: [property as string] },
        ),
      });
}
