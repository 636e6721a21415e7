import type { RecordChange } from "../../store/changes/changes.ts";
import { builder } from "../builder/builder.ts";
import type { Context } from "../builder/context.ts";
import { readAt } from "../builder/context.ts";
import { OPERATORS } from "../builder/extensions.ts";
import { encodeGlobalId } from "../builder/globalId.ts";
import { ChangeKind, RecordType } from "../enums.ts";
import { changeArgs, changeList, newest } from "../lists/recordChanges.ts";
import { recordOrTombstone } from "../node.ts";
import { RevisionRef, revisionsOf } from "./revision.ts";

export const RecordChangeRef = builder.objectRef<RecordChange>("RecordChange").implement({
  description:
    "An entry of the change log: that a record was added, revised or withdrawn. The log is durable: a position always means the same change, and none is ever taken out.",
  fields: (t) => ({
    position: t.exposeInt("position", {
      description:
        "Where it stands in the log of this store. Positions only grow, in the order in which the changes were made, and some numbers may be missing. Keep the last one that you have dealt with, and give it as `since` to go on after it: nothing is lost, and nothing comes twice.",
    }),
    kind: t.expose("kind", { type: ChangeKind, description: "Whether the record was added, revised or withdrawn." }),
    recordType: t.expose("type", {
      type: RecordType,
      description: "Of which type the record is, or was, where `record` is a Tombstone.",
    }),
    id: t.id({
      description: "The record's global id: equal in all changes of one record.",
      resolve: ({ type, slug }) => encodeGlobalId(type, slug),
    }),
    slug: t.exposeString("slug", { description: "The record's id in its corpus." }),
    dataRevision: t.exposeInt("write", {
      description:
        "The store's data revision that brought it. One write, such as a load, may bring many changes: they share it.",
    }),
    revision: t.field({
      type: RevisionRef,
      description: "The same as an entry of the record's history: who made it, when and why, with old and new values.",
      resolve: (change, _args, context) => revisionOf(change, context),
    }),
    record: t.field({
      type: builder.nodeInterfaceRef(),
      description:
        "The record as this change left it, whatever has become of it since, with all beneath it as of the same data revision: a `Tombstone` where it was withdrawn. Words that may no longer be shown are withheld here too.",
      resolve: (change, _args, context, info) => recordLeft(change, readAt(context, info, change.write)),
    }),
  }),
});

async function revisionOf({ type, record, write }: RecordChange, context: Context) {
  const entries = await revisionsOf(context, type, record);
  const own = entries.find(({ recordedFrom }) => recordedFrom === write);
  if (own) return own;
  throw new Error(`The history of the ${type} with the key ${record} lacks the write ${write}.`);
}

async function recordLeft({ type, slug, write }: RecordChange, view: Context): Promise<object> {
  const left = await recordOrTombstone(view, type, slug);
  if (left) return left;
  throw new Error(`The ${type} ${slug} is neither there nor withdrawn at the data revision ${write} that changed it.`);
}

const RecordChangeConnection = builder.connectionObject(
  { type: RecordChangeRef, name: "RecordChangeConnection", description: "A page of the change log." },
  { description: "A change, and where it stands in the list." },
);

builder.queryFields((t) => ({
  changes: t.connection(
    {
      type: RecordChangeRef,
      extensions: { tags: [OPERATORS] },
      description:
        "The change log, oldest first: which records were added, revised or withdrawn. Go on where you left off with the last `position` as `since`; the subscriptions take the same positions.",
      args: changeArgs,
      resolve: (_root, args, context, info) => changeList(context, info, args),
    },
    RecordChangeConnection,
  ),
  changePosition: t.int({
    extensions: { tags: [OPERATORS] },
    description:
      "The position of the newest change, 0 while there is none: give it as `since` for what comes from now on. Ask for it before you read what you want to keep up to date, so that nothing falls between the two.",
    resolve: (_root, _args, context) => newest(context),
  }),
}));
