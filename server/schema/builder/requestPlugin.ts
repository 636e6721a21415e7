import SchemaBuilder, { BasePlugin, type PothosOutputFieldConfig, type SchemaTypes } from "@pothos/core";
import { defaultFieldResolver, type GraphQLFieldResolver } from "graphql";
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
  override wrapResolve(
    resolve: GraphQLFieldResolver<unknown, Types["Context"], object>,
    { kind, args, type }: PothosOutputFieldConfig<Types>,
  ): GraphQLFieldResolver<unknown, Types["Context"], object> {
    // A field that only passes on a property needs neither.
    if (resolve === defaultFieldResolver) return resolve;
    const inContext = withContext(resolve as Resolver, kind, "recordedAsOf" in args);
    return (type.kind === "List" ? reportingLists(inContext) : inContext) as typeof resolve;
  }
}

export const REQUEST_PLUGIN = "request";
SchemaBuilder.registerPlugin(REQUEST_PLUGIN, RequestPlugin);

/**
 * Parts of an answer can be read with their own context, each with all fields below it, so that fields which read different
 * states do not share loaders. A root field with the argument `recordedAsOf` reads the store as of then. Each mutation and
 * each event of a subscription loads again. All other resolvers take the context of the nearest field above that has one.
 */
function withContext(resolve: Resolver, kind: string, takesRecordedAsOf: boolean): Resolver {
  if (kind === "Mutation" || kind === "Subscription") return inNewContext(resolve);
  if (kind !== "Query") return inNearestContext(resolve);
  return takesRecordedAsOf ? asRecorded(resolve) : resolve;
}

const inNearestContext =
  (resolve: Resolver): Resolver =>
  (source, args, context, info) =>
    // Most requests have no view: they skip the search.
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

/** All mutations of a request, and all events of a subscription, get one context, one after another. */
const inNewContext =
  (resolve: Resolver): Resolver =>
  (source, args, context, info) => {
    const own = freshContext(context);
    setView(context.views, info.path, own);
    return resolve(source, args, own, info);
  };
