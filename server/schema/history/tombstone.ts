import { brandWithType } from "@pothos/core";
import { RECORD_TYPES } from "../../domain/vocabulary.ts";
import { TABLE_OF } from "../../store/db/tables.ts";
import { mergedInto } from "../../store/read/merges.ts";
import type { Tombstone } from "../../store/read/tombstones.ts";
import { visibleRows } from "../../store/read/visibleRows.ts";
import { builder } from "../builder/builder.ts";
import { encodeGlobalId } from "../builder/globalId.ts";
import { RECORD_REFS } from "../builder/refs.ts";
import { RecordType, WithdrawnMatter } from "../enums.ts";
import { RevisionRef, revisionsOf } from "./revision.ts";

export const TombstoneRef = builder.objectRef<Tombstone>("Tombstone").implement({
  interfaces: [builder.nodeInterfaceRef()],
  description:
    "What remains after an administrator withdrew a record, or only its text or its name. Permalinks to the record lead to the tombstone, which says what happened. A withdrawal is not a claimant's retraction: for retractions, see `retraction`. A record that was withdrawn completely is not in any list, but you can still read it with a `recordedAsOf` before `dataRevision`. A withdrawn text or name is not shown at any revision.",
  fields: (t) => ({
    id: t.id({
      description:
        "The record's global id, which the withdrawal does not change. If the tombstone is read at a data revision, the id contains that revision.",
      resolve: ({ type, slug }, _args, { store }) => encodeGlobalId(type, slug, store.revision),
    }),
    recordType: t.expose("type", {
      type: RecordType,
      description: `The type of the record: one of ${RECORD_TYPES.join(", ")}.`,
    }),
    slug: t.exposeString("slug", { description: "The record's id in the corpus." }),
    what: t.expose("what", {
      type: WithdrawnMatter,
      description: "Whether the whole record was withdrawn, or only its text or its name.",
    }),
    withdrawnAt: t.expose("withdrawnAt", { type: "DateTime", description: "When the store recorded the withdrawal." }),
    withdrawnBy: t.exposeString("withdrawnBy", {
      description: "The author of the withdrawal: the name of a person or a corpus.",
    }),
    reason: t.exposeString("reason", { description: "The reason for the withdrawal." }),
    dataRevision: t.exposeInt("write", {
      description:
        "The data revision of the withdrawal. With a lower number as `recordedAsOf`, the record can still be read.",
    }),
    mergedInto: t.field({
      type: builder.nodeInterfaceRef(),
      nullable: true,
      description:
        "The record that this record was merged into. Its id now resolves to that record. Null if the record was withdrawn without a replacement.",
      resolve: async ({ type, slug }, _args, { store }) => {
        const record = (await mergedInto(store, type, [slug])).get(slug);
        if (record === undefined) return null;
        const [row] = await visibleRows(store, TABLE_OF[type], "record", [record]);
        brandWithType(row, RECORD_REFS[type]);
        return row ?? null;
      },
    }),
    revisions: t.field({
      type: [RevisionRef],
      description: "The record's whole history, oldest first. The withdrawal is the last entry.",
      resolve: ({ type, record }, _args, context) => revisionsOf(context, type, record),
    }),
  }),
});
