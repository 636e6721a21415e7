import type { RecordChange } from "../../store/changes/changes.ts";
import { builder } from "../builder/builder.ts";
import type { Context } from "../builder/context.ts";
import { readAt } from "../builder/context.ts";
import { OPERATORS } from "../builder/extensions.ts";
import { CHANGE_ID_TYPE, encodeGlobalId } from "../builder/globalId.ts";
import { ChangeKind, RecordType } from "../enums.ts";
import { changeArgs, changeList, newestChangePosition } from "../lists/recordChanges.ts";
import { recordOrTombstone, tombstoneLeft } from "../node.ts";
import { RevisionRef, revisionsOf } from "./revision.ts";

export const RecordChangeRef = builder.objectRef<RecordChange>("RecordChange").implement({
  description:
    "An entry of the change log: a record was added, revised or withdrawn. The log is permanent: a position always means the same change, and no entry is ever removed.",
  fields: (t) => ({
    position: t.exposeInt("position", {
      description:
        "The position of the change in this store's log. Positions increase in the order of the changes; some numbers may be missing. To continue after a break, save the last position that you have handled and give it as `since`: you miss nothing and get nothing twice.",
    }),
    kind: t.expose("kind", { type: ChangeKind, description: "Whether the record was added, revised or withdrawn." }),
    recordType: t.expose("type", {
      type: RecordType,
      description: "The type of the record, even if `record` is a Tombstone.",
    }),
    id: t.id({
      description:
        "The id of the change itself. Each change has a different id, and `node` does not accept it. For the record's id, see `recordId`.",
      resolve: ({ position }) => encodeGlobalId(CHANGE_ID_TYPE, String(position)),
    }),
    recordId: t.id({
      description: "The record's global id, as in the newest state. It is the same in all changes of one record.",
      resolve: ({ type, slug }) => encodeGlobalId(type, slug),
    }),
    slug: t.exposeString("slug", { description: "The record's id in its corpus." }),
    dataRevision: t.exposeInt("write", {
      description:
        "The data revision of the write that made the change. One write, such as loading a corpus, may make many changes with the same data revision.",
    }),
    revision: t.field({
      type: RevisionRef,
      description:
        "The same change as an entry of the record's history, with author, time, reason, and old and new values.",
      resolve: (change, _args, context) => revisionOf(change, context),
    }),
    record: t.field({
      type: builder.nodeInterfaceRef(),
      description:
        "The record as this change left it, even if the record has changed since. Everything below the record is read as of the same data revision, and the `id` of each record contains that revision. A `Tombstone` if the record was withdrawn. Words that may no longer be shown are not shown here either.",
      resolve: (change, _args, context, info) => recordLeft(change, readAt(context, info, change.write)),
    }),
  }),
});

async function revisionOf({ type, record, write }: RecordChange, context: Context) {
  const entries = await revisionsOf(context, type, record);
  const own = entries.find(({ recordedFrom }) => recordedFrom === write);
  if (own) return own;
  throw new Error(
    `Data revision ${write} changed the ${type} with the key ${record}, but its history in the database has no entry for that revision.`,
  );
}

async function recordLeft({ type, slug, kind, write }: RecordChange, view: Context): Promise<object> {
  // The id of a merged record leads to another record.
  const find = kind === "WITHDRAWN" ? tombstoneLeft : recordOrTombstone;
  const left = await find(view, type, slug);
  if (left) return left;
  throw new Error(
    `Data revision ${write} changed the ${type} ${slug}, but the database has neither a version nor a withdrawal of it at that revision.`,
  );
}

const RecordChangeConnection = builder.connectionObject(
  { type: RecordChangeRef, name: "RecordChangeConnection", description: "A page of the change log." },
  { description: "A change, with its cursor." },
);

builder.queryFields((t) => ({
  changes: t.connection(
    {
      type: RecordChangeRef,
      extensions: { tags: [OPERATORS] },
      description:
        "The change log, oldest change first: which records were added, revised or withdrawn. To continue, give the last `position` as `since`. The subscriptions use the same positions.",
      args: changeArgs,
      resolve: (_root, args, context, info) => changeList(context, info, args),
    },
    RecordChangeConnection,
  ),
  changePosition: t.int({
    extensions: { tags: [OPERATORS] },
    description:
      "The position of the newest change; 0 if there is none. Give this position as `since` to get only later changes. Read the position before you read the data that you want to keep up to date: otherwise you may miss a change.",
    resolve: (_root, _args, context) => newestChangePosition(context),
  }),
}));
