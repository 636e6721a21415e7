import type { InputFieldMap, InputShapeFromFields, ObjectRef } from "@pothos/core";
import type { GraphQLResolveInfo } from "graphql";
import { required } from "../../domain/required.ts";
import { RESOLVE_BATCH, type ResolveBatch } from "../../execution/batch.ts";
import type { Store } from "../../store/db/database.ts";
import { type Children, topLevelList } from "../../store/read/lists/children.ts";
import type { DirectedTerm } from "../../store/read/lists/orders.ts";
import type { List } from "../../store/read/lists/pageStatements.ts";
import { type BuilderTypes, builder, type FieldBuilder } from "../builder/builder.ts";
import { type Connection, type ConnectionArgs, connections, withoutNulls } from "../builder/connection.ts";
import type { Context } from "../builder/context.ts";
import { type OrderBy, orderTerms, type Rules, storeFilter } from "../builder/filter.ts";
import { READS_NO_RECORD } from "../builder/reads.ts";
import { recordedAsOfArgs } from "../builder/recordedAsOfArg.ts";
import { type Facets, facetsField } from "../facets/facetsField.ts";

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
  /** The properties by which the records can be counted. Default: none. */
  readonly facets?: Facets;
  all(store: Store, filter: Filter): List;
  /** Looks up what the list needs of the database to be fast. */
  readonly prepare?: (store: Store, filter: Filter) => Promise<Filter>;
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

/** Identifies the values of a filter. Empty without a filter. */
const identityOf = (filter: object): string =>
  Object.keys(filter).length === 0 ? "" : JSON.stringify(filter, withInfinity);

/** JSON has no infinite numbers. */
const withInfinity = (_key: string, value: unknown): unknown =>
  typeof value === "number" && !Number.isFinite(value) ? String(value) : value;

/** The fields that list one type. At the root and below other records, they take the same filters and orders. */
export function pagedList<Filter, Field extends string>(list: ListDefinition<Filter, Field>) {
  const { type } = list;
  const connectionRef = builder.connectionObject(
    {
      type,
      name: `${type.name}Connection`,
      description: list.page,
      ...(list.facets && { fields: facetsField(type.name, list.facets) as never }),
    },
    { description: `${list.item}, with its cursor.` },
  );

  /** @param withins the records that have the lists; null for the list of all records */
  function read(
    context: Context,
    info: GraphQLResolveInfo,
    args: ListArgs<Field>,
    withins: readonly Within[] | null,
  ): Promise<Connection<object>[]> {
    list.refuse?.(withoutNulls(args.filter ?? {}) as Record<string, unknown>);
    return connections<object>(context, info, args, {
      order: orderTerms(list.orders, args.orderBy ?? list.defaultOrder),
      parents: withins?.map(({ parent }) => parent) ?? [0],
      list: async (parents) => {
        const given = await storeFilter<Filter>(context, args.filter, list.rules);
        const filter = (await list.prepare?.(context.store, given)) ?? given;
        const all = () => list.all(context.store, filter);
        // The children are the same for all records, since the field and its arguments determine them.
        const children = withins?.[0]?.children;
        const lists = children ? children(all, list.table, parents, context.store) : topLevelList(all, list.table);
        // Without `ofParent`, the SQL contains the parents.
        if (children && !lists.ofParent) return lists;
        return { ...lists, name: nameOfList(info, args), otherValues: identityOf(filter as object) };
      },
    });
  }

  /** Identifies the SQL of a list and, with the values of the filter, its values. */
  const nameOfList = ({ parentType, fieldName }: GraphQLResolveInfo, { orderBy }: ListArgs<Field>): string => {
    const { field, direction } = orderBy ?? list.defaultOrder;
    return `${list.table} ${parentType.name}.${fieldName} ${field} ${direction}`;
  };

  const field = <Parent, Args extends InputFieldMap>(
    t: FieldBuilder<Parent>,
    { description, args, within }: ListField<Parent, Args>,
  ) =>
    t.connection(
      {
        type,
        description,
        args: { ...list.args, ...args },
        resolve: async (parent, args, context, info) => {
          const withins = within ? [within(parent, args as InputShapeFromFields<Args>)] : null;
          const [page] = await read(context, info, args as ListArgs<Field>, withins);
          return required(page, "The page");
        },
        extensions: {
          ...READS_NO_RECORD,
          ...(within && {
            [RESOLVE_BATCH]: ((parents, args, context, info) => {
              const withins = parents.map((parent) => within(parent as Parent, args as InputShapeFromFields<Args>));
              return read(context, info(0), args as unknown as ListArgs<Field>, withins);
            }) satisfies ResolveBatch<Context>,
          }),
        },
      },
      connectionRef,
    );

  return {
    field,
    table: list.table,
    /**
     * All records that match a filter, for readers that need no pages.
     * @throws InputError
     */
    async matching(context: Context, filter: object): Promise<List> {
      const { store } = context;
      list.refuse?.(withoutNulls(filter) as Record<string, unknown>);
      const given = await storeFilter<Filter>(context, filter, list.rules, null);
      return list.all(store, (await list.prepare?.(store, given)) ?? given);
    },
    /** The type of a page, for fields that list the records in another way. */
    connectionRef,
    /** All records of the type. */
    atRoot: (t: FieldBuilder<object>, description: string) => field(t, { description, args: recordedAsOfArgs }),
    /** The records that belong to one record. */
    ofRecord: <Parent extends { readonly record: number }>(
      t: FieldBuilder<Parent>,
      { description, children }: { readonly description: string; readonly children: Children },
    ) => field(t, { description, within: ({ record }: Parent) => ({ parent: record, children }) }),
  };
}
