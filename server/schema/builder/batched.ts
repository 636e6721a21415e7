import { RESOLVE_BATCH, type ResolveBatch } from "../../execution/batch.ts";
import type { Context } from "./context.ts";
import type { Loader } from "./loader.ts";
import { type Reads, reads } from "./reads.ts";
import { nearestView } from "./views.ts";

/** The values of a field for several objects, in their order. An `Error` in place of a value that cannot be given. */
type ResolveAll<Parent, Value> = (
  parents: readonly Parent[],
  context: Context,
) => readonly (Value | Error)[] | Promise<readonly (Value | Error)[]>;

/**
 * The resolver of a field that is read for all objects of a level at once, without a promise for each.
 * @param columns what it reads; null if it may read anything
 * @example t.int({ description: "…", ...batched((reports: readonly Report[], { load }) => load.total.loadMany(keysOf(reports))) })
 */
export const batched = <Parent, Value>(resolveAll: ResolveAll<Parent, Value>, columns: Reads | null = null) => ({
  resolve: async (parent: Parent, _args: object, context: Context): Promise<Value> => {
    const [value] = await resolveAll([parent], context);
    if (value instanceof Error) throw value;
    return value as Value;
  },
  extensions: {
    ...(columns && reads(columns)),
    [RESOLVE_BATCH]: ((parents, _args, context) =>
      resolveAll(parents as readonly Parent[], context)) satisfies ResolveBatch<Context>,
  },
});

/** The resolver of a field with the parts of a version, in the order of the corpus. */
export const partsOf = <Part>(loaderOf: (load: Context["load"]) => Loader<number, readonly Part[]>) =>
  batched(
    async (versions: readonly { readonly key: number }[], { load }) => {
      const parts = await loaderOf(load).loadMany(versions.map(({ key }) => key));
      return parts.map((own) => (own ?? []) as Part[]);
    },
    { own: ["key"] },
  );

/** Gives each object of a batch the context that it is read with. */
export const inNearestContexts =
  (resolveBatch: ResolveBatch<Context>): ResolveBatch<Context> =>
  (parents, args, context, info) => {
    const { views } = context;
    // Most requests have no views and skip the search.
    if (views.children.size === 0) return resolveBatch(parents, args, context, info);
    const contexts = parents.map((_parent, at) => nearestView(views, info(at).path) ?? context);
    return inGroups(contexts, (own, indexes) =>
      resolveBatch(
        indexes.map((at) => parents[at]),
        args,
        own,
        (at) => info(indexes[at] as number),
      ),
    );
  };

/** Resolves the objects of each context together. */
async function inGroups(
  contexts: readonly Context[],
  resolve: (context: Context, indexes: readonly number[]) => readonly unknown[] | Promise<readonly unknown[]>,
): Promise<readonly unknown[]> {
  const values = new Array<unknown>(contexts.length);
  const groups = Map.groupBy(contexts.keys(), (at) => contexts[at] as Context);
  await Promise.all(
    [...groups].map(async ([context, indexes]) => {
      const found = await resolve(context, indexes);
      for (const [index, at] of indexes.entries()) values[at] = found[index];
    }),
  );
  return values;
}

/** Reports the lists of a batch to the request's `Work` before their items are resolved. */
export const reportingBatchedLists =
  (resolveBatch: ResolveBatch<Context>): ResolveBatch<Context> =>
  async (parents, args, context, info) => {
    const lists = await resolveBatch(parents, args, context, info);
    const { work } = context;
    if (work !== null)
      for (const [at, list] of lists.entries()) if (Array.isArray(list)) work.onList(info(at), list.length);
    return lists;
  };
