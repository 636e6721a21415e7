import { mergeRecords } from "../../ingest/mergeRecords.ts";
import { changesOfWrite, type RecordChange } from "../../store/changes/changes.ts";
import { recordName } from "../../store/read/recordKeys.ts";
import { builder } from "../builder/builder.ts";
import { requireScope, takesScope } from "../builder/caller.ts";
import { RecordChangeRef } from "../history/recordChange.ts";
import { recordOrTombstone } from "../node.ts";
import { NO_REVISION, recordToChange } from "./givenIds.ts";
import { KEY } from "./ingestArticle.ts";
import { type Done, resolvesTo, WriteFaultsRef, writing } from "./outcome.ts";

const Merged = builder.objectRef<Done>("Merged").implement({
  description: "A completed merge.",
  fields: (t) => ({
    record: t.field({
      type: builder.nodeInterfaceRef(),
      nullable: true,
      description: "The kept record in its current version. A tombstone if the record has been withdrawn since.",
      resolve: async ({ record }, _args, context) => {
        const { type, slug } = await recordName(context.store.db, record);
        return recordOrTombstone(context, type, slug);
      },
    }),
    dataRevision: t.exposeInt("write", { description: "The data revision at which the store recorded the merge." }),
    changes: t.field({
      type: [RecordChangeRef],
      description: "The change log entries for both records and for every record that referred to the duplicate.",
      resolve: ({ write }, _args, { store }): Promise<RecordChange[]> => changesOfWrite(store, write),
    }),
  }),
});

const MergeResult = builder.unionType("MergeResult", {
  description: "The merged records, or all faults of the request.",
  types: [Merged, WriteFaultsRef],
  resolveType: resolvesTo("Merged", "WriteFaults"),
});

builder.mutationField("merge", (t) =>
  t.field({
    type: MergeResult,
    description:
      "Merges a duplicate actor, place or event (`id`) into the record to keep (`into`), for example a provisional actor that `ingestText` made. Records that refer to the duplicate are revised to refer to the kept record. If it is an actor or a place, the kept record also gets the duplicate's names. From then on, the duplicate's id resolves to the kept record. Earlier data revisions do not change. A merge cannot be undone. Requires the scope `review`.",
    extensions: takesScope("review"),
    args: {
      id: t.arg.id({
        required: true,
        description: `The global id of the duplicate, which is withdrawn. A record from the folder of a corpus cannot be withdrawn this way. ${NO_REVISION}`,
      }),
      into: t.arg.id({ required: true, description: `The global id of the record to keep. ${NO_REVISION}` }),
      reason: t.arg.string({
        required: true,
        description: "The reason for the merge, shown in the history of all records that it changes.",
      }),
      key: t.arg.string({ description: KEY }),
    },
    resolve: async (_root, { id, into, reason, key }, context) => {
      requireScope(context, "review");
      const [from, kept] = [recordToChange(id), recordToChange(into, "into")];
      const merge = {
        from: { type: from.typename, slug: from.id },
        into: { type: kept.typename, slug: kept.id },
        reason,
      };
      return writing(context, "review", key, (on, sender) => mergeRecords(on, merge, sender), { takesLong: true });
    },
  }),
);
