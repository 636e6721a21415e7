import type { GraphQLResolveInfo } from "graphql";
import type { SelectQueryBuilder } from "kysely";
import type { Store } from "../../store/db/database.ts";
import type { Tables } from "../../store/db/tables.ts";
import type { OrderTerm, pagesByParent } from "../../store/read/page.ts";
import { type Connection, type ConnectionArgs, connection, withoutNulls } from "../builder/connection.ts";
import type { Context } from "../builder/context.ts";
import { orderTerms, type Rules, storeFilter } from "../builder/filter.ts";

// biome-ignore lint/suspicious/noExplicitAny: a list over any table, as in store/page.ts
type List = SelectQueryBuilder<Tables, any, any>;
type PagedLists = Parameters<typeof pagesByParent>[1];

export interface ListArgs<Field extends string> extends ConnectionArgs {
  readonly filter?: object | null | undefined;
  readonly orderBy?: { readonly field: Field; readonly direction: "ASC" | "DESC" } | null | undefined;
}

/** A record's list, if it is not the whole: narrows down all records of the type that match the filter. */
export interface Within {
  readonly parent: number;
  lists(all: List, parents: readonly number[]): PagedLists;
}

/** A type's lists: the same filters and orders for the list at the root and for lists of other records. */
export function pagedList<Row, Filter, Field extends string>(definition: {
  readonly rules: Rules;
  readonly orders: Readonly<Record<Field, readonly ((descending: boolean) => OrderTerm)[]>>;
  /** Refuses combinations of fields that can only give an empty answer. */
  readonly refuse?: (filter: Record<string, unknown>) => void;
  readonly defaultOrder: { readonly field: NoInfer<Field>; readonly direction: "ASC" | "DESC" };
  all(store: Store, filter: Filter): List;
  /** The list at the root: all records, as the list of one parent. */
  whole(all: List): PagedLists;
}) {
  return (
    context: Context,
    info: GraphQLResolveInfo,
    args: ListArgs<Field>,
    within?: Within,
  ): Promise<Connection<Row>> => {
    definition.refuse?.(withoutNulls(args.filter ?? {}) as Record<string, unknown>);
    return connection<Row>(context, info, args, {
      order: orderTerms(definition.orders, args.orderBy ?? definition.defaultOrder),
      parent: within?.parent ?? 0,
      list: async (parents) => {
        const all = definition.all(context.store, await storeFilter<Filter>(context, args.filter, definition.rules));
        return within ? within.lists(all, parents) : definition.whole(all);
      },
    });
  };
}
