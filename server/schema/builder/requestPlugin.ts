import SchemaBuilder, { BasePlugin, type PothosOutputFieldConfig, type SchemaTypes } from "@pothos/core";
import { defaultFieldResolver, type GraphQLFieldResolver } from "graphql";
import { RESOLVE_BATCH, type ResolveBatch } from "../../execution/batch.ts";
import { inNearestContexts, reportingBatchedLists } from "./batched.ts";
import { type Context, freshContext, readAt } from "./context.ts";
import { type RecordedAsOf, resolveRevision } from "./recordedAsOf.ts";
import { nearestView, setView } from "./views.ts";
import { reportingLists } from "./work.ts";

declare global {
  export namespace PothosSchemaTypes {
    interface Plugins<Types extends SchemaTypes> {
      request: RequestPlugin<Types>;
    }
  }
}

type Resolver = GraphQLFieldResolver<unknown, Context, object>;

/** Gives each resolver the context that it reads with, and reports lists to the request's `Work`. */
class RequestPlugin<Types extends SchemaTypes> extends BasePlugin<Types> {
  override onOutputFieldConfig(config: PothosOutputFieldConfig<Types>): PothosOutputFieldConfig<Types> {
    const resolveBatch = config.extensions?.[RESOLVE_BATCH] as ResolveBatch<Context> | undefined;
    if (!resolveBatch) return config;
    const inContexts = inNearestContexts(resolveBatch);
    const reporting = config.type.kind === "List" ? reportingBatchedLists(inContexts) : inContexts;
    return { ...config, extensions: { ...config.extensions, [RESOLVE_BATCH]: reporting } };
  }

  override wrapResolve(
    resolve: GraphQLFieldResolver<unknown, Types["Context"], object>,
    { kind, args, type, parentType, name }: PothosOutputFieldConfig<Types>,
  ): GraphQLFieldResolver<unknown, Types["Context"], object> {
    if (name === "nodes" && parentType.endsWith("Connection"))
      return reportingLists(rowsOfConnection) as typeof resolve;
    // A field that only returns a property needs neither.
    if (resolve === defaultFieldResolver) return resolve;
    const inContext = withContext(resolve as Resolver, kind, "recordedAsOf" in args);
    return (type.kind === "List" ? reportingLists(inContext) : inContext) as typeof resolve;
  }
}

/** The plugin for Relay would make the edges of a connection to find its nodes. */
const rowsOfConnection = (connection: unknown) => (connection as { readonly rows: readonly unknown[] }).rows;

export const REQUEST_PLUGIN = "request";
SchemaBuilder.registerPlugin(REQUEST_PLUGIN, RequestPlugin);

/**
 * A field can have its own context, which applies to all fields below it. Fields that read different states therefore do
 * not share loaders. A root field with the argument `recordedAsOf` reads the store as of that revision or time. Each
 * mutation and each event of a subscription gets a new context. All other resolvers use the context of the nearest field
 * above that has one.
 */
function withContext(resolve: Resolver, kind: string, takesRecordedAsOf: boolean): Resolver {
  if (kind === "Mutation" || kind === "Subscription") return inNewContext(resolve);
  if (kind !== "Query") return inNearestContext(resolve);
  return takesRecordedAsOf ? asRecorded(resolve) : resolve;
}

const inNearestContext =
  (resolve: Resolver): Resolver =>
  (source, args, context, info) =>
    // Most requests have no views and skip the search.
    resolve(
      source,
      args,
      context.views.children.size === 0 ? context : (nearestView(context.views, info.path) ?? context),
      info,
    );

const asRecorded =
  (resolve: Resolver): Resolver =>
  (source, args: { recordedAsOf?: RecordedAsOf | null }, context, info) => {
    if (args.recordedAsOf == null) return resolve(source, args, context, info);
    return resolveRevision(context, args.recordedAsOf).then((revision) =>
      resolve(source, args, readAt(context, info, revision), info),
    );
  };

/** Gives each mutation of a request, and each event of a subscription, a new context. */
const inNewContext =
  (resolve: Resolver): Resolver =>
  (source, args, context, info) => {
    const own = freshContext(context);
    setView(context.views, info.path, own);
    return resolve(source, args, own, info);
  };
