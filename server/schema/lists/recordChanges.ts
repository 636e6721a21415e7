import type { GraphQLResolveInfo } from "graphql";
import {
  CHANGE_ORDER,
  newestPosition,
  type RecordChange,
  recordChanges,
  type ChangeFilter as StoreFilter,
} from "../../store/changes/changes.ts";
import { wholeList } from "../../store/read/page.ts";
import { builder } from "../builder/builder.ts";
import { type Connection, type ConnectionArgs, connection } from "../builder/connection.ts";
import { type Context, readOnce } from "../builder/context.ts";
import { InputError } from "../builder/errors.ts";
import { storeFilter } from "../builder/filter.ts";
import { ChangeKind, RecordType } from "../enums.ts";

const ChangeFilter = builder.inputType("ChangeFilter", {
  description: "Which changes. All fields that are given must hold.",
  fields: (t) => ({
    types: t.field({ type: [RecordType], description: "Of records of one of these types." }),
    kinds: t.field({ type: [ChangeKind], description: "Of one of these kinds." }),
  }),
});

export const changeArgs = builder.args((t) => ({
  since: t.int({
    description:
      "Only changes after this position: the last one that you have dealt with. From the beginning where it is 0 or left out. One beyond the newest is an error.",
  }),
  filter: t.field({ type: ChangeFilter, description: "Which changes; all where it is left out." }),
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
  connection<RecordChange>(
    context,
    info,
    { ...args, ...(since && { since }) },
    {
      order: CHANGE_ORDER,
      parent: 0,
      list: async () => {
        if (since) refuseUnknown(since, await newest(context));
        const filter = await storeFilter<StoreFilter>(context, args.filter, {});
        return wholeList(recordChanges(context.store, since ?? 0, filter), "change");
      },
    },
  );

/** The newest position, read once for all fields of a request that ask for it. */
export const newest = (context: Context): Promise<number> =>
  readOnce(context, "newest position", () => newestPosition(context.store));

/** @throws InputError where a position cannot be one that this store has given */
export function refuseUnknown(since: number, newest: number): void {
  if (since >= 0 && since <= newest) return;
  throw new InputError(
    "since",
    `is ${since}, and the newest position in this store is ${newest}: give 0 to ${newest}. If a store did give it to you, that was another one, or this one has been made anew; then begin again from 0`,
  );
}
