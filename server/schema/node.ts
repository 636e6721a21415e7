import { brandWithType } from "@pothos/core";
import type { RecordType } from "../domain/vocabulary.ts";
import type { VersionedTable } from "../store/db/tables.ts";
import { type Tombstone, tombstones } from "../store/read/tombstones.ts";
import type { Row } from "../store/read/visibleRows.ts";
import { builder, LARGEST_PAGE } from "./builder/builder.ts";
import type { Context } from "./builder/context.ts";
import { InputError } from "./builder/errors.ts";
import { decodeGlobalId, type GlobalId } from "./builder/globalId.ts";
import { bySlug, ID_WITH_REVISION } from "./builder/lookup.ts";
import { READS_NO_RECORD } from "./builder/reads.ts";
import { contextOfId } from "./builder/recordedAsOf.ts";
import { recordedAsOfArgs } from "./builder/recordedAsOfArg.ts";
import { RECORD_REFS } from "./builder/refs.ts";
import { itemOf, type Place } from "./builder/views.ts";
import { TombstoneRef } from "./history/tombstone.ts";

const tombstoneLoader = (context: Context, type: RecordType) =>
  context.loader<string, Tombstone>(`tombstone ${type}`, (slugs) => tombstones(context.store, type, slugs));

/** What a withdrawal or a merge left of a record. Null if the record was not withdrawn. */
export async function tombstoneLeft(context: Context, type: RecordType, slug: string): Promise<object | null> {
  const found = (await tombstoneLoader(context, type).load(slug)) ?? null;
  brandWithType(found, TombstoneRef);
  return found;
}

/**
 * The record with a global id, or the record that it was merged into, or its tombstone. Null if the store never had such a
 * record.
 */
export async function recordOrTombstone(context: Context, type: RecordType, slug: string): Promise<object | null> {
  const left = tombstoneLoader(context, type);
  // If only an article's text or an actor's name was withdrawn, the record still exists, but its id leads to the reason.
  const tombstone = type === "Article" || type === "Actor" ? await left.load(slug) : undefined;
  const isWordless = tombstone !== undefined && tombstone.what !== "RECORD";
  const record: Row<VersionedTable> | undefined = isWordless ? undefined : await bySlug(context, type).load(slug);
  const found = record ?? (await left.load(slug)) ?? null;
  brandWithType(found, record ? RECORD_REFS[type] : TombstoneRef);
  return found;
}

async function byGlobalId(context: Context, place: Place, id: GlobalId, argument: string): Promise<object | null> {
  return recordOrTombstone(await contextOfId(context, place, id, argument), id.typename, id.id);
}

builder.queryFields((t) => ({
  node: t.field({
    type: builder.nodeInterfaceRef(),
    nullable: true,
    description:
      "Looks up any record by its global id. Returns a `Tombstone` if the record was withdrawn, and null if no record ever had this id. An invalid global id is an error.",
    extensions: READS_NO_RECORD,
    args: {
      id: t.arg.id({
        required: true,
        description: `A global id, from the \`id\` field of any record. ${ID_WITH_REVISION}`,
      }),
      ...recordedAsOfArgs,
    },
    resolve: (_root, { id }, context, info) => byGlobalId(context, info, decodeGlobalId(id, "id"), "id"),
  }),
  nodes: t.field({
    type: [builder.nodeInterfaceRef()],
    nullable: { list: false, items: true },
    description: `Returns up to ${LARGEST_PAGE} records by their global ids, in the requested order: a Tombstone for each withdrawn record, and null for each id that no record ever had.`,
    extensions: READS_NO_RECORD,
    args: {
      ids: t.arg.idList({
        required: true,
        description: `Global ids, from the \`id\` fields of any records. If an id is repeated, so is its record. ${ID_WITH_REVISION}`,
      }),
      ...recordedAsOfArgs,
    },
    resolve: (_root, { ids }, context, info) => {
      if (ids.length > LARGEST_PAGE)
        throw new InputError("ids", `has ${ids.length} values; it takes at most ${LARGEST_PAGE}`);
      const decoded = ids.map((id) => decodeGlobalId(id, "ids"));
      return Promise.all(decoded.map((id, at) => byGlobalId(context, itemOf(info, at), id, "ids")));
    },
  }),
}));
