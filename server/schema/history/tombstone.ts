import { RECORD_TYPES } from "../../domain/vocabulary.ts";
import type { Tombstone } from "../../store/read/tombstones.ts";
import { builder } from "../builder/builder.ts";
import { encodeGlobalId } from "../builder/globalId.ts";
import { RecordType, WithdrawnMatter } from "../enums.ts";
import { RevisionRef, revisionsOf } from "./revision.ts";

export const TombstoneRef = builder.objectRef<Tombstone>("Tombstone").implement({
  interfaces: [builder.nodeInterfaceRef()],
  description:
    "What stands in the place of a record that an administrator withdrew, or whose text or name was: a permalink to it still says what became of it. Its claimant has not taken anything back by this: see `retraction` for that. A record that was withdrawn whole is in no list any more; read it as it was by `recordedAsOf` before `dataRevision`. A withdrawn text or name is shown at no revision.",
  fields: (t) => ({
    id: t.id({
      description: "The record's global id, which it keeps.",
      resolve: ({ type, slug }) => encodeGlobalId(type, slug),
    }),
    recordType: t.expose("type", {
      type: RecordType,
      description: `Of which type the record was: one of ${RECORD_TYPES.join(", ")}.`,
    }),
    slug: t.exposeString("slug", { description: "Its id in the corpus." }),
    what: t.expose("what", {
      type: WithdrawnMatter,
      description: "Whether all of it was withdrawn, or its words alone.",
    }),
    withdrawnAt: t.expose("withdrawnAt", { type: "DateTime", description: "When the store took the withdrawal up." }),
    withdrawnBy: t.exposeString("withdrawnBy", { description: "Who withdrew it: a person's or a corpus's name." }),
    reason: t.exposeString("reason", { description: "Why it was withdrawn." }),
    dataRevision: t.exposeInt("write", {
      description: "The store's data revision that withdrew it. Up to the one before, `recordedAsOf` gives the record.",
    }),
    revisions: t.field({
      type: [RevisionRef],
      description: "Its whole history, oldest first; the withdrawal is the last of it.",
      resolve: ({ type, record }, _args, context) => revisionsOf(context, type, record),
    }),
  }),
});
