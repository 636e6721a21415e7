import type { GraphQLFieldResolver, GraphQLResolveInfo } from "graphql";

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
