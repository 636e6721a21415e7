import type { ObjectRef } from "@pothos/core";
import type { RecordType } from "../../domain/vocabulary.ts";
import { TABLE_OF, type VersionedTable } from "../../store/db/tables.ts";
import { mergedInto } from "../../store/read/merges.ts";
import { type Row, visibleRows } from "../../store/read/visibleRows.ts";
import type { BuilderTypes, FieldBuilder } from "./builder.ts";
import type { Context } from "./context.ts";
import { InputError } from "./errors.ts";
import { decodeGlobalId, type GlobalId, isSlug } from "./globalId.ts";
import { READS_NO_RECORD } from "./reads.ts";
import { contextOfId } from "./recordedAsOf.ts";
import { recordedAsOfArgs } from "./recordedAsOfArg.ts";
import { RECORD_REFS } from "./refs.ts";

/** Describes what a root field does with the id of a record that was read at a data revision. */
export const ID_WITH_REVISION =
  "If an id contains a data revision, its record and everything below it are read as of that revision. A `recordedAsOf` that means a different revision is then an error.";

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
      id: t.arg.id({ description: `The record's global id. Give this or \`slug\`. ${ID_WITH_REVISION}` }),
      slug: t.arg.string({
        description: "The record's slug, which is its id in the corpus, such as `armenia`. Give this or `id`.",
      }),
      ...recordedAsOfArgs,
    },
    extensions: READS_NO_RECORD,
    resolve: async (_root, { id, slug }, context, info) => {
      const requested = requestedRecord(type, id, slug);
      return (await bySlug(await contextOfId(context, info, requested, "id"), type).load(requested.id)) ?? null;
    },
  });

function requestedRecord(
  type: RecordType,
  id: string | number | null | undefined,
  slug: string | null | undefined,
): GlobalId {
  if ((id == null) === (slug == null)) throw new InputError("id", "and slug: give exactly one of the two");
  if (slug != null) {
    if (isSlug(slug)) return { typename: type, id: slug, revision: null };
    throw new InputError(
      "slug",
      `is “${slug.slice(0, 100)}”, which is not a valid slug; use at most 100 lower-case letters and digits, with single hyphens between them`,
    );
  }
  const decoded = decodeGlobalId(String(id), "id");
  if (decoded.typename === type) return decoded;
  throw new InputError("id", `is of the type ${decoded.typename}, not ${type}; use \`node(id:)\` for any type`);
}

/** The loader of a type's records by slug. The slug of a merged record resolves to the record that it was merged into. */
export function bySlug<Table extends VersionedTable>(context: Context, type: RecordType) {
  return context.loader<string, Row<Table>>(`slug ${type}`, async (slugs) => {
    const rows = await visibleRows(context.store, TABLE_OF[type] as Table, "slug", slugs);
    const found = new Map(rows.map((row) => [(row as { slug: string }).slug, row]));
    const merged = await mergedInto(
      context.store,
      type,
      slugs.filter((slug) => !found.has(slug)),
    );
    if (merged.size === 0) return found;
    const keys = [...new Set(merged.values())];
    const others = await visibleRows(context.store, TABLE_OF[type] as Table, "record", keys);
    const byKey = new Map(others.map((row) => [(row as { record: number }).record, row]));
    for (const [slug, key] of merged) {
      const row = byKey.get(key);
      if (row) found.set(slug, row);
    }
    return found;
  });
}
