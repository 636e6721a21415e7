import type { GraphQLFieldResolver, GraphQLResolveInfo } from "graphql";

/** Counts the work that a request causes. Null in contexts that do not count: in exports and in tests. */
export interface Work {
  /**
   * Called before the items of a list are resolved.
   * @throws if the items cost more than the request is allowed
   */
  onList(info: GraphQLResolveInfo, length: number): void;
  /**
   * Called before work that the query's text does not show.
   * @throws if the work costs more than the request is allowed
   */
  onWork(units: number): void;
  /**
   * Called while an answer is made, with its length in bytes so far.
   * @throws if the answer is longer than allowed
   */
  onLength(length: number): void;
  /**
   * Called before a write that cannot be undone. From then on, no limit ends the request: an error would look as if the write
   * had been refused.
   * @throws if the request has already timed out, or if the client has disconnected
   */
  onKeeping(): void;
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
