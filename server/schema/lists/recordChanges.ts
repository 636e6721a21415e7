import type { GraphQLResolveInfo } from "graphql";
import {
  CHANGE_ORDER,
  newestPosition,
  type RecordChange,
  recordChanges,
  type ChangeFilter as StoreFilter,
} from "../../store/changes/changes.ts";
import { topLevelList } from "../../store/read/lists/children.ts";
import { builder } from "../builder/builder.ts";
import { type Connection, type ConnectionArgs, topLevelConnection } from "../builder/connection.ts";
import { type Context, readOnce } from "../builder/context.ts";
import { InputError } from "../builder/errors.ts";
import { storeFilter } from "../builder/filter.ts";
import { ChangeKind, RecordType } from "../enums.ts";

const ChangeFilter = builder.inputType("ChangeFilter", {
  description: "Filters changes. A change must match all given fields.",
  fields: (t) => ({
    types: t.field({ type: [RecordType], description: "Changes of records of one of these types." }),
    kinds: t.field({ type: [ChangeKind], description: "Changes of one of these kinds." }),
  }),
});

export const changeArgs = builder.args((t) => ({
  since: t.int({
    description:
      "Only changes after this position: the position of the last change that you have handled. Default: 0, the beginning of the log. A position beyond the newest is an error.",
  }),
  filter: t.field({ type: ChangeFilter, description: "Filters the list. Default: all changes." }),
}));

interface ChangeArgs extends ConnectionArgs {
  readonly since?: number | null | undefined;
  readonly filter?: object | null | undefined;
}

/** A page of the change log, oldest first. */
export const changeList = (
  context: Context,
  info: GraphQLResolveInfo,
  { since, ...args }: ChangeArgs,
): Promise<Connection<RecordChange>> =>
  topLevelConnection<RecordChange>(
    context,
    info,
    { ...args, ...(since && { since }) },
    {
      order: CHANGE_ORDER,
      list: async () => {
        if (since) checkPosition(since, await newestChangePosition(context));
        const filter = await storeFilter<StoreFilter>(context, args.filter, {});
        return topLevelList(() => recordChanges(context.store, since ?? 0, filter), "change");
      },
    },
  );

/** The newest position, read once per request. */
export const newestChangePosition = (context: Context): Promise<number> =>
  readOnce(context, "newest position", () => newestPosition(context.store));

/** @throws InputError if the position cannot come from this store */
export function checkPosition(since: number, newest: number): void {
  if (since >= 0 && since <= newest) return;
  throw new InputError(
    "since",
    `is ${since}, but the newest position in this store is ${newest}: give 0 to ${newest}. If the position is from an earlier answer, this is a different store or the store was rebuilt since: start again from 0`,
  );
}
