import type { RecordType } from "../../domain/vocabulary.ts";
import { TABLE_OF, type VersionedTable } from "../../store/db/tables.ts";
import { type Row, visibleRows } from "../../store/read/visibleRows.ts";
import type { Context } from "./context.ts";
import { InputError } from "./errors.ts";
import { decodeGlobalId, isSlug } from "./globalId.ts";

/** The arguments of the fields that look up one record. */
export const LOOKUP = {
  id: "The record's global id. Give this or `slug`.",
  slug: "The record's slug, which is its id in the corpus, such as `armenia`. Give this or `id`.",
} as const;

/** The visible record with a slug or a global id, or null. */
export async function lookUp<Table extends VersionedTable>(
  context: Context,
  type: RecordType & keyof { [Type in RecordType as (typeof TABLE_OF)[Type] extends Table ? Type : never]: Type },
  { id, slug }: { id?: string | number | null | undefined; slug?: string | null | undefined },
): Promise<Row<Table> | null> {
  if ((id == null) === (slug == null)) throw new InputError("id", "and slug: give exactly one of the two");
  if (slug != null) {
    if (!isSlug(slug))
      throw new InputError("slug", `is “${slug.slice(0, 100)}”; slugs have lower-case letters, digits and hyphens`);
    return (await bySlug<Table>(context, type).load(slug)) ?? null;
  }
  const decoded = decodeGlobalId(String(id), "id");
  if (decoded.typename !== type)
    throw new InputError("id", `is of the type ${decoded.typename}, not ${type}; use \`node(id:)\` for any type`);
  return (await bySlug<Table>(context, type).load(decoded.id)) ?? null;
}

/** The loader of a type's records by slug. */
export function bySlug<Table extends VersionedTable>(context: Context, type: RecordType) {
  return context.loader<string, Row<Table>>(`slug ${type}`, async (slugs) => {
    const rows = await visibleRows(context.store, TABLE_OF[type] as Table, "slug", slugs);
    return new Map(rows.map((row) => [(row as { slug: string }).slug, row]));
  });
}
