import { brandWithType } from "@pothos/core";
import type { RecordType } from "../domain/vocabulary.ts";
import type { Row } from "../store/read/currentRows.ts";
import { type Tombstone, tombstones } from "../store/read/history.ts";
import type { VersionedTable } from "../store/records/rows.ts";
import { builder, LARGEST_PAGE } from "./builder/builder.ts";
import type { Context } from "./builder/context.ts";
import { InputError } from "./builder/errors.ts";
import { decodeGlobalId } from "./builder/globalId.ts";
import { bySlug } from "./builder/lookup.ts";
import { recordedAsOfArgs } from "./builder/recordedAsOfArg.ts";
import { RECORD_REFS } from "./builder/refs.ts";
import { TombstoneRef } from "./history/tombstone.ts";

/** What a global id stands for: the record, or what is left of it; null where the store never held it. */
export async function recordOrTombstone(context: Context, type: RecordType, slug: string): Promise<object | null> {
  const left = context.loader<string, Tombstone>(`tombstone ${type}`, (slugs) =>
    tombstones(context.store, type, slugs),
  );
  // An article without its text and an actor without its name are still there, and their ids tell why.
  const wordless = type === "Article" || type === "Actor" ? await left.load(slug) : undefined;
  const record: Row<VersionedTable> | undefined = wordless ? undefined : await bySlug(context, type).load(slug);
  const found = record ?? (await left.load(slug)) ?? null;
  brandWithType(found, record ? RECORD_REFS[type] : TombstoneRef);
  return found;
}

builder.queryFields((t) => ({
  node: t.field({
    type: builder.nodeInterfaceRef(),
    nullable: true,
    description:
      "Any record by its global id. A `Tombstone` where the record was withdrawn; null where no record ever had it; an error where it is no global id.",
    args: {
      id: t.arg.id({ required: true, description: "As in the `id` field of any record." }),
      ...recordedAsOfArgs,
    },
    resolve: (_root, args, context) => {
      const { typename, id } = decodeGlobalId(args.id, "id");
      return recordOrTombstone(context, typename, id);
    },
  }),
  nodes: t.field({
    type: [builder.nodeInterfaceRef()],
    nullable: { list: false, items: true },
    description: `Up to ${LARGEST_PAGE} records by their global ids, in the order asked for: a Tombstone for those that were withdrawn, null for those that no record ever had.`,
    args: {
      ids: t.arg.idList({
        required: true,
        description: "As in the `id` fields of any records; repeats are answered each time.",
      }),
      ...recordedAsOfArgs,
    },
    resolve: (_root, { ids }, context) => {
      if (ids.length > LARGEST_PAGE)
        throw new InputError("ids", `has ${ids.length} values; it takes at most ${LARGEST_PAGE}`);
      const decoded = ids.map((id) => decodeGlobalId(id, "ids"));
      return Promise.all(decoded.map(({ typename, id }) => recordOrTombstone(context, typename, id)));
    },
  }),
}));
