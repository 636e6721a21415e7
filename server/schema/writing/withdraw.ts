import { required } from "../../domain/required.ts";
import { withdrawRecord } from "../../ingest/withdrawRecord.ts";
import { tombstoneOf } from "../../store/read/tombstones.ts";
import { builder } from "../builder/builder.ts";
import { requireScope, takesScope } from "../builder/caller.ts";
import { decodeGlobalId } from "../builder/globalId.ts";
import { WithdrawnMatter } from "../enums.ts";
import { TombstoneRef } from "../history/tombstone.ts";
import { KEY } from "./ingestArticle.ts";
import { type Done, resolvesTo, WriteFaultsRef, writing } from "./outcome.ts";

const Withdrawn = builder.objectRef<Done>("Withdrawn").implement({
  description: "A completed withdrawal.",
  fields: (t) => ({
    tombstone: t.field({
      type: TombstoneRef,
      description: "The tombstone to which the record's id now leads.",
      resolve: async ({ record }, _args, { store }) => required(await tombstoneOf(store, record), "The tombstone"),
    }),
    dataRevision: t.exposeInt("write", {
      description: "The data revision at which the store recorded the withdrawal.",
    }),
  }),
});

const WithdrawResult = builder.unionType("WithdrawResult", {
  description: "The withdrawal, or all faults of the request.",
  types: [Withdrawn, WriteFaultsRef],
  resolveType: resolvesTo("Withdrawn", "WriteFaults"),
});

builder.mutationField("withdraw", (t) =>
  t.field({
    type: WithdrawResult,
    description:
      "Withdraws a record, an article's text or an actor's name. The record's id then leads to a tombstone with the reason. A withdrawn text or name is not shown at any revision. A withdrawal cannot be undone. Requires the scope `admin`.",
    extensions: takesScope("admin"),
    args: {
      id: t.arg.id({ required: true, description: "The record's global id." }),
      what: t.arg({
        type: WithdrawnMatter,
        required: true,
        description: "The part of the record to withdraw: the whole record, or only the text or the name.",
      }),
      reason: t.arg.string({
        required: true,
        description: "The reason for the withdrawal, shown to everybody in place of the record.",
      }),
      key: t.arg.string({ description: KEY }),
    },
    resolve: (_root, { id, what, reason, key }, context) => {
      requireScope(context, "admin");
      const { typename: type, id: slug } = decodeGlobalId(id, "id");
      return writing(context, "admin", key, (on, sender) => withdrawRecord(on, { type, slug, what, reason }, sender));
    },
  }),
);
