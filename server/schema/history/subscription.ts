import { type FollowedChanges, newestPosition, type RecordChange } from "../../store/changes/changes.ts";
import { followChanges } from "../../store/changes/followChanges.ts";
import { builder } from "../builder/builder.ts";
import type { Context } from "../builder/context.ts";
import { type Rules, recordKeyOf, referencesTo, storeFilter } from "../builder/filter.ts";
import { ChangeKind } from "../enums.ts";
import { checkPosition } from "../lists/recordChanges.ts";
import { RecordChangeRef } from "./recordChange.ts";

const HOW = [
  "With `since`, you first get all changes after that position, and then new changes.",
  "Without `since`, you get only new changes.",
  "To continue after a break, give the `position` of the last event that you have handled: you miss nothing and get nothing twice.",
  "An event with errors is the last event of its stream.",
  "If the code is `SERVICE_STOPPING` or `SERVICE_UNAVAILABLE`, connect again. `INTERNAL_SERVER_ERROR` means that the server failed.",
].join(" ");

const SINCE =
  "The `position` of the last change that you have handled; 0 for all changes. A position below 0 or beyond the newest (see `changePosition`) is an error.";

builder.subscriptionType({
  description:
    "Changes as they happen, no matter which process made them. To receive server-sent events, send the subscription by POST or GET with `accept: text/event-stream`.",
});

const ReportChangeFilter = builder.inputType("CasualtyReportChangeFilter", {
  description: "Filters changes of claims. A change must match all given fields.",
  fields: (t) => ({
    kinds: t.field({ type: [ChangeKind], description: "Changes of one of these kinds." }),
    event: t.idList({
      description: referencesTo(
        "Changes of claims about one of these events or one of its parts, as with the same filter of `casualtyReports`. A change matches if the claim matched before or after the change, so that you also learn which claims no longer match.",
      ),
    }),
  }),
});

const rules: Rules = {
  // A withdrawn event still has a history, and its subscribers must be able to continue.
  event: (slugs: string[], argument, context) =>
    Promise.all(slugs.map((slug) => recordKeyOf(context, "Event", slug, argument, context.load.everRecordedKey))),
};

builder.subscriptionFields((t) => ({
  casualtyReportChanged: t.field({
    type: RecordChangeRef,
    description: `Claims as they are added, revised and withdrawn. ${HOW}`,
    args: {
      since: t.arg.int({ description: SINCE }),
      filter: t.arg({ type: ReportChangeFilter, description: "Filters the changes. Default: all changes of claims." }),
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
    description: `Articles as they are added, including articles that come back after a withdrawal. ${HOW}`,
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
    throw new Error("This service does not follow the change log, so subscriptions are not available.");
  changePoller.throwIfStopped();
  const newest = await newestPosition(store);
  if (since != null) checkPosition(since, newest);
  return followChanges(changePoller, { after: since ?? newest, newest, filter, signal });
}
