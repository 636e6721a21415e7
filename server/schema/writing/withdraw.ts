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
  description: "What was withdrawn.",
  fields: (t) => ({
    tombstone: t.field({
      type: TombstoneRef,
      description: "What its id leads to from now on.",
      resolve: async ({ record }, _args, { store }) => required(await tombstoneOf(store, record), "The tombstone"),
    }),
    dataRevision: t.exposeInt("write", { description: "The data revision of the store that withdrew it." }),
  }),
});

const WithdrawResult = builder.unionType("WithdrawResult", {
  description: "What was withdrawn, or why nothing was.",
  types: [Withdrawn, WriteFaultsRef],
  resolveType: resolvesTo("Withdrawn", "WriteFaults"),
});

builder.mutationField("withdraw", (t) =>
  t.field({
    type: WithdrawResult,
    description:
      "Withdraws a record, an article's text or an actor's name. A tombstone with the reason stays under its id; a text or a name is then shown at no revision. This cannot be undone. Requires the scope `admin`.",
    extensions: takesScope("admin"),
    args: {
      id: t.arg.id({ required: true, description: "The record's global id." }),
      what: t.arg({ type: WithdrawnMatter, required: true, description: "All of it, or only its words." }),
      reason: t.arg.string({ required: true, description: "Why. Everybody sees this instead of the record." }),
      key: t.arg.string({ description: KEY }),
    },
    resolve: (_root, { id, what, reason, key }, context) => {
      requireScope(context, "admin");
      const { typename: type, id: slug } = decodeGlobalId(id, "id");
      return writing(context, "admin", key, (on, sender) => withdrawRecord(on, { type, slug, what, reason }, sender));
    },
  }),
);
