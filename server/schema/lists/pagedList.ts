import type { InputFieldMap, InputShapeFromFields, ObjectRef } from "@pothos/core";
import type { GraphQLResolveInfo } from "graphql";
import type { Store } from "../../store/db/database.ts";
import type { DirectedTerm } from "../../store/read/lists/orders.ts";
import { type Children, type List, topLevelList } from "../../store/read/page.ts";
import { type BuilderTypes, builder, type FieldBuilder } from "../builder/builder.ts";
import { type ConnectionArgs, connection, withoutNulls } from "../builder/connection.ts";
import type { Context } from "../builder/context.ts";
import { type OrderBy, orderTerms, type Rules, storeFilter } from "../builder/filter.ts";
import { recordedAsOfArgs } from "../builder/recordedAsOfArg.ts";

interface ListArgs<Field extends string> extends ConnectionArgs {
  readonly filter?: object | null | undefined;
  readonly orderBy?: OrderBy<Field> | null | undefined;
}

interface ListDefinition<Filter, Field extends string> {
  readonly type: ObjectRef<BuilderTypes, object>;
  /** The descriptions of the connection and of an edge: “A page of articles.”, “An article”. */
  readonly page: string;
  readonly item: string;
  readonly args: InputFieldMap;
  readonly rules: Rules;
  readonly orders: Readonly<Record<Field, readonly DirectedTerm[]>>;
  /** Refuses combinations of fields that can only give an empty answer. */
  readonly refuse?: (filter: Record<string, unknown>) => void;
  readonly defaultOrder: OrderBy<NoInfer<Field>>;
  readonly table: string;
  all(store: Store, filter: Filter): List;
}

/** Limits the records that match the filter to those that belong to a record. */
interface Within {
  readonly parent: number;
  readonly children: Children;
}

interface ListField<Parent, Args extends InputFieldMap> {
  readonly description: string;
  readonly args?: Args;
  readonly within?: (parent: Parent, args: InputShapeFromFields<Args>) => Within;
}

/** The fields that list one type. At the root and below other records, they take the same filters and orders. */
export function pagedList<Filter, Field extends string>(list: ListDefinition<Filter, Field>) {
  const { type } = list;
  const connectionRef = builder.connectionObject(
    { type, name: `${type.name}Connection`, description: list.page },
    { description: `${list.item}, with its cursor.` },
  );

  function read(context: Context, info: GraphQLResolveInfo, args: ListArgs<Field>, within?: Within) {
    list.refuse?.(withoutNulls(args.filter ?? {}) as Record<string, unknown>);
    return connection<object>(context, info, args, {
      order: orderTerms(list.orders, args.orderBy ?? list.defaultOrder),
      parent: within?.parent ?? 0,
      list: async (parents) => {
        const all = list.all(context.store, await storeFilter<Filter>(context, args.filter, list.rules));
        return within ? within.children(all, list.table, parents, context.store) : topLevelList(all, list.table);
      },
    });
  }

  const field = <Parent, Args extends InputFieldMap>(
    t: FieldBuilder<Parent>,
    { description, args, within }: ListField<Parent, Args>,
  ) =>
    t.connection(
      {
        type,
        description,
        args: { ...list.args, ...args },
        resolve: (parent, args, context, info) =>
          read(context, info, args as ListArgs<Field>, within?.(parent, args as InputShapeFromFields<Args>)),
      },
      connectionRef,
    );

  return {
    field,
    /** All records of the type. */
    atRoot: (t: FieldBuilder<object>, description: string) => field(t, { description, args: recordedAsOfArgs }),
    /** The records that belong to one record. */
    ofRecord: <Parent extends { readonly record: number }>(
      t: FieldBuilder<Parent>,
      { description, children }: { readonly description: string; readonly children: Children },
    ) => field(t, { description, within: ({ record }: Parent) => ({ parent: record, children }) }),
  };
}
