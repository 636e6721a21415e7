import {
  type GraphQLFieldResolver,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  getNullableType,
  isIntrospectionType,
  isListType,
  isObjectType,
} from "graphql";

/** Who watches what a request makes the service do. Null in a context where nobody does: in exports, and in tests. */
export interface Work {
  /**
   * A list is about to be answered.
   * @throws where its items are more than the request may cost
   */
  onList(info: GraphQLResolveInfo, length: number): void;
  /**
   * Something is about to be done for which no document tells how much it is.
   * @throws where it is more than the request may cost
   */
  onWork(units: number): void;
  /**
   * Something is about to be kept that cannot be taken back: until that is done, time does not run out.
   * @returns what says that it is done
   * @throws where time is up already, or whoever asked has gone
   */
  onKeeping(): () => void;
}

/** Lets the request's watcher know of each list before its items are answered. */
export function watchingLists(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || isIntrospectionType(type)) continue;
    for (const field of Object.values(type.getFields()))
      if (field.resolve && isListType(getNullableType(field.type))) field.resolve = watched(field.resolve);
  }
  return schema;
}

type Resolver = GraphQLFieldResolver<unknown, { readonly work: Work | null }>;

const watched =
  (resolve: Resolver): Resolver =>
  (source, args, context, info) => {
    const result: unknown = resolve(source, args, context, info);
    const { work } = context;
    if (work === null) return result;
    return result instanceof Promise ? result.then((list) => told(list, work, info)) : told(result, work, info);
  };

function told(list: unknown, work: Work, info: GraphQLResolveInfo): unknown {
  if (Array.isArray(list)) work.onList(info, list.length);
  return list;
}
