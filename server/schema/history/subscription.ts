import { type FollowedChanges, newestPosition, type RecordChange } from "../../store/changes/changes.ts";
import { followChanges } from "../../store/changes/followChanges.ts";
import { builder } from "../builder/builder.ts";
import type { Context } from "../builder/context.ts";
import { type Rules, recordKeyOf, refs, storeFilter } from "../builder/filter.ts";
import { ChangeKind } from "../enums.ts";
import { refuseUnknown } from "../lists/recordChanges.ts";
import { RecordChangeRef } from "./recordChange.ts";

const HOW = [
  "With `since`: first everything after that position, then what comes.",
  "Without it: from now on.",
  "To go on after a break, give the `position` of the last event that you have dealt with: nothing is lost, and nothing comes twice.",
  "An event with errors is the last of its stream.",
  "The codes `SERVICE_STOPPING` and `SERVICE_UNAVAILABLE` say to connect again, `INTERNAL_SERVER_ERROR` that it failed here.",
].join(" ");

const SINCE =
  "The `position` of the last change that you have dealt with; 0 for all there ever were. One below 0 or beyond the newest is an error: see `changePosition`.";

builder.subscriptionType({
  description:
    "What changes, told as it happens, whichever process made the change: as server-sent events, by POST or GET with `accept: text/event-stream`.",
});

const ReportChangeFilter = builder.inputType("CasualtyReportChangeFilter", {
  description: "Which changes of claims. All fields that are given must hold.",
  fields: (t) => ({
    kinds: t.field({ type: [ChangeKind], description: "Of one of these kinds." }),
    event: t.idList({
      description: refs(
        "Of claims about one of these events, or an event that is part of them, as the same filter of `casualtyReports` has it: before the change or after it, so that you learn of those that leave too.",
      ),
    }),
  }),
});

const rules: Rules = {
  // What was withdrawn has a past to follow, and whoever follows it must be able to go on.
  event: (slugs: string[], argument, context) =>
    Promise.all(slugs.map((slug) => recordKeyOf(context, "Event", slug, argument, context.load.everHeldKey))),
};

builder.subscriptionFields((t) => ({
  casualtyReportChanged: t.field({
    type: RecordChangeRef,
    description: `Claims as they are added, revised and withdrawn. ${HOW}`,
    args: {
      since: t.arg.int({ description: SINCE }),
      filter: t.arg({ type: ReportChangeFilter, description: "Which changes; all of claims where it is left out." }),
    },
    subscribe: async (_root, { since, filter }, context) => {
      const { event, kinds } = await storeFilter<{ event?: number[]; kinds?: FollowedChanges["kinds"] }>(
        context,
        filter,
        rules,
      );
      return follow(context, since, { types: ["CasualtyReport"], kinds, events: event });
    },
    resolve: (change) => change,
  }),
  articleIngested: t.field({
    type: RecordChangeRef,
    description: `Articles as they are added, also such as come back after a withdrawal. ${HOW}`,
    args: { since: t.arg.int({ description: SINCE }) },
    subscribe: (_root, { since }, context) => follow(context, since, { types: ["Article"], kinds: ["ADDED"] }),
    resolve: (change) => change,
  }),
}));

async function follow(
  { store, changePoller, signal }: Context,
  since: number | null | undefined,
  filter: FollowedChanges,
): Promise<AsyncIterable<RecordChange>> {
  if (changePoller === null)
    throw new Error("Nobody looks at the change log here, so that nothing can be subscribed to.");
  changePoller.throwIfStopped();
  const newest = await newestPosition(store);
  if (since != null) refuseUnknown(since, newest);
  return followChanges(store, changePoller, { after: since ?? newest, newest, filter, signal });
}
