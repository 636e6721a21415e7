import type { ObjectRef } from "@pothos/core";
import type { RecordType } from "../../domain/vocabulary.ts";
import { TABLE_OF, type VersionedTable } from "../../store/db/tables.ts";
import { type Row, visibleRows } from "../../store/read/visibleRows.ts";
import type { BuilderTypes, FieldBuilder } from "./builder.ts";
import type { Context } from "./context.ts";
import { InputError } from "./errors.ts";
import { decodeGlobalId, isSlug } from "./globalId.ts";
import { recordedAsOfArgs } from "./recordedAsOfArg.ts";
import { RECORD_REFS } from "./refs.ts";

/**
 * The root field that looks up one record.
 * @param noun the word for the record in the description
 */
export const lookupField = (t: FieldBuilder<object>, type: RecordType, noun: string) =>
  t.field({
    type: RECORD_REFS[type] as ObjectRef<BuilderTypes, object>,
    nullable: true,
    description: `One ${noun}, by slug or global id. Null if no such ${noun} exists or if the ${noun} was withdrawn. For withdrawn records, use \`node\`.`,
    args: {
      id: t.arg.id({ description: "The record's global id. Give this or `slug`." }),
      slug: t.arg.string({
        description: "The record's slug, which is its id in the corpus, such as `armenia`. Give this or `id`.",
      }),
      ...recordedAsOfArgs,
    },
    resolve: async (_root, { id, slug }, context) =>
      (await bySlug(context, type).load(requestedSlug(type, id, slug))) ?? null,
  });

function requestedSlug(type: RecordType, id: string | number | null | undefined, slug: string | null | undefined) {
  if ((id == null) === (slug == null)) throw new InputError("id", "and slug: give exactly one of the two");
  if (slug != null) {
    if (isSlug(slug)) return slug;
    throw new InputError(
      "slug",
      `is “${slug.slice(0, 100)}”, which is not a valid slug; use at most 100 lower-case letters and digits, with single hyphens between them`,
    );
  }
  const decoded = decodeGlobalId(String(id), "id");
  if (decoded.typename === type) return decoded.id;
  throw new InputError("id", `is of the type ${decoded.typename}, not ${type}; use \`node(id:)\` for any type`);
}

/** The loader of a type's records by slug. */
export function bySlug<Table extends VersionedTable>(context: Context, type: RecordType) {
  return context.loader<string, Row<Table>>(`slug ${type}`, async (slugs) => {
    const rows = await visibleRows(context.store, TABLE_OF[type] as Table, "slug", slugs);
    return new Map(rows.map((row) => [(row as { slug: string }).slug, row]));
  });
}
