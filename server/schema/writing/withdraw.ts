import { required } from "../../domain/required.ts";
import { withdrawRecord } from "../../ingest/withdrawRecord.ts";
import { vacuumIfCheap } from "../../store/db/vacuum.ts";
import { tombstoneOf } from "../../store/read/tombstones.ts";
import { builder } from "../builder/builder.ts";
import { requireScope, takesScope } from "../builder/caller.ts";
import { WithdrawnMatter } from "../enums.ts";
import { TombstoneRef } from "../history/tombstone.ts";
import { NO_REVISION, recordToChange } from "./givenIds.ts";
import { KEY } from "./ingestArticle.ts";
import { type Done, resolvesTo, WriteFaultsRef, writing } from "./outcome.ts";

interface DoneWithdrawal extends Done {
  readonly isErased: boolean;
}

const Withdrawn = builder.objectRef<DoneWithdrawal>("Withdrawn").implement({
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
    isErased: t.exposeBoolean("isErased", {
      description:
        "Whether the database's files no longer contain a withdrawn name. False for a withdrawn text, which stays in the database; on PostgreSQL, whose files keep old rows until they are rewritten; and if an SQLite file is larger than 1 GiB or another program keeps it open. Then rewrite the files with the command `vacuum`.",
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
      "Withdraws a record, an article's text or an actor's name. The record's id then leads to a tombstone with the reason. A withdrawn text or name is not shown at any revision. A withdrawal cannot be undone. Requires the scope `admin`.\n\nA name is removed from all texts of the store. It is found as whole words that stand next to each other: with any capitals, with or without accents, with any spaces, hyphens, initials or particles between the words, with the family name first, written as one word, and in web addresses. A name of one word is found only with its capital letter, except in addresses and tags: “Ali” does not match “California”. In records that refer to the actor or contain the whole name, and in their articles and claims, the single words of a person's name are removed too. Ids (slugs) do not change.",
    extensions: takesScope("admin"),
    args: {
      id: t.arg.id({ required: true, description: `The record's global id. ${NO_REVISION}` }),
      what: t.arg({
        type: WithdrawnMatter,
        required: true,
        description: "The part of the record to withdraw: the whole record, or only the text or the name.",
      }),
      spellings: t.arg.stringList({
        description:
          "Further forms of a name to remove, such as declined forms and other transliterations, which the store does not know as aliases. Repeat a withdrawal with more spellings if a form has remained, or if a later text brought the name back.",
      }),
      reason: t.arg.string({
        required: true,
        description:
          "The reason for the withdrawal, shown to everybody in place of the record. The name is removed from it.",
      }),
      key: t.arg.string({ description: KEY }),
    },
    resolve: async (_root, { id, what, spellings, reason, key }, context) => {
      requireScope(context, "admin");
      const { typename: type, id: slug } = recordToChange(id);
      const request = { type, slug, what, spellings: spellings ?? [], reason };
      let isErased = false;
      const outcome = await writing(context, "admin", key, (on, sender) => withdrawRecord(on, request, sender), {
        takesLong: true,
        async onDone() {
          isErased = type === "Actor" && (await vacuumIfCheap(context.store));
        },
      });
      return { ...outcome, isErased };
    },
  }),
);
