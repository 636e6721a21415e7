import type { GraphQLFieldResolver, GraphQLResolveInfo } from "graphql";

/** Counts what a request makes the service do. Null in contexts where nobody counts: in exports and in tests. */
export interface Work {
  /**
   * A list is about to be resolved.
   * @throws if its items cost more than the request may
   */
  onList(info: GraphQLResolveInfo, length: number): void;
  /**
   * Work is about to start that the query's text does not show.
   * @throws if it costs more than the request may
   */
  onWork(units: number): void;
  /**
   * A write is about to start that cannot be undone. Until it is done, the request does not time out.
   * @returns call it when the write is done
   * @throws if time is up already, or if the client has left
   */
  onKeeping(): () => void;
}

/** A list field's resolver that reports each list to the request's `Work` before its items are resolved. */
export const reportingLists =
  <Context extends { readonly work: Work | null }, Args>(
    resolve: GraphQLFieldResolver<unknown, Context, Args>,
  ): GraphQLFieldResolver<unknown, Context, Args> =>
  (source, args, context, info) => {
    const result: unknown = resolve(source, args, context, info);
    const { work } = context;
    if (work === null) return result;
    return result instanceof Promise ? result.then((list) => report(list, work, info)) : report(result, work, info);
  };

function report(list: unknown, work: Work, info: GraphQLResolveInfo): unknown {
  if (Array.isArray(list)) work.onList(info, list.length);
  return list;
}
