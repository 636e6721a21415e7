import {
  type GraphQLFieldResolver,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  isIntrospectionType,
  isObjectType,
  Kind,
} from "graphql";
import { parseZonedTime, TimeFormatError } from "../../domain/time.ts";
import type { Store } from "../../store/db/database.ts";
import { newestRevision } from "../../store/read/asOfRevision.ts";
import { builder, type RecordedAsOf } from "./builder.ts";
import { type Context, contextAnew, contextAt } from "./context.ts";
import { InputError } from "./errors.ts";
import { nearestView, setView } from "./views.ts";

builder.scalarType("RecordedAsOf", {
  description:
    "What the store held at an earlier state of its own. A number is a data revision, as `dataRevision` gives it: `12`, and `2021` too. A text is a time as in PartialTime, taken to its end: `“2021-03-02”` is what was held when that day was over in UTC, `“2021-03-02+04:00”` when it was over where clocks are four hours ahead.",
  serialize: () => {
    throw new Error("RecordedAsOf is for input alone.");
  },
  parseValue: (value) => parse(value),
  parseLiteral: (node) =>
    parse(node.kind === Kind.INT ? Number(node.value) : node.kind === Kind.STRING ? node.value : null),
});

function parse(value: unknown): RecordedAsOf {
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0) return { revision: value };
  try {
    if (typeof value === "string" && !value.includes("/")) return { until: parseZonedTime(value).latest };
  } catch (error) {
    if (error instanceof TimeFormatError)
      throw new InputError("recordedAsOf", `takes a data revision or a time: ${error.message}`);
    throw error;
  }
  throw new InputError(
    "recordedAsOf",
    'takes a data revision from 0, such as 12, or the text of a time, such as "2021-03-02"',
  );
}

/** The argument of every root field of records. */
export const recordedAsOfArgs = builder.args((t) => ({
  recordedAsOf: t.field({
    type: "RecordedAsOf",
    description:
      "Reads the store as it stood then, by data revision or by time, for this field and all that is asked for beneath it. The newest state where it is left out. Text search knows that one alone.",
  }),
}));

type Resolver = GraphQLFieldResolver<unknown, Context>;

/**
 * Lets parts of an answer be read with contexts of their own, each with all beneath it, so that fields which read
 * different states do not meet: every root field with the argument `recordedAsOf` reads the store as it stood then, and
 * each mutation and each event of a subscription reads anew. Resolvers take the context of the nearest field above that has one.
 */
export function readingAsRecorded(schema: GraphQLSchema): GraphQLSchema {
  const query = schema.getQueryType();
  const anew = [schema.getMutationType(), schema.getSubscriptionType()];
  for (const type of Object.values(schema.getTypeMap())) {
    // Those of introspection are the same objects in every schema of this process.
    if (!isObjectType(type) || isIntrospectionType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      const { resolve } = field;
      if (!resolve) continue;
      if (anew.includes(type)) field.resolve = atRootAnew(resolve);
      else if (type !== query) field.resolve = beneath(resolve);
      else if (field.args.some(({ name }) => name === "recordedAsOf")) field.resolve = atRoot(resolve);
    }
  }
  return schema;
}

/** From here on downwards, the store as it stood at a data revision. */
export function readAt(context: Context, { path }: GraphQLResolveInfo, revision: number): Context {
  const view = contextAt(context, revision);
  setView(context.views, path, view);
  return view;
}

const beneath =
  (resolve: Resolver): Resolver =>
  (source, args, context, info) =>
    // Most requests have no view, and pay nothing for those of others.
    resolve(
      source,
      args,
      context.views.beneath.size === 0 ? context : (nearestView(context.views, info.path) ?? context),
      info,
    );

const atRoot =
  (resolve: Resolver): Resolver =>
  (source, args: { recordedAsOf?: RecordedAsOf | null }, context, info) => {
    if (args.recordedAsOf == null) return resolve(source, args, context, info);
    return resolveRevision(context, args.recordedAsOf).then((revision) =>
      resolve(source, args, readAt(context, info, revision), info),
    );
  };

/** All mutations of a request, and all events of a subscription, come with one context, and one after another. */
const atRootAnew =
  (resolve: Resolver): Resolver =>
  (source, args, context, info) => {
    const own = contextAnew(context);
    setView(context.views, info.path, own);
    return resolve(source, args, own, info);
  };

/** The data revision that a value of the scalar means; the newest without one. */
export async function revisionAsked(store: Store, asked: number | string | undefined): Promise<number> {
  const found = asked === undefined ? { until: Number.POSITIVE_INFINITY } : parse(asked);
  return "until" in found ? newestRevision(store, found.until) : found.revision;
}

async function resolveRevision(context: Context, asked: RecordedAsOf): Promise<number> {
  const newestUpTo = context.loader<number, number>("newest revision up to", async (times) => {
    const found = times.map(async (time) => [time, await newestRevision(context.store, time)] as const);
    return new Map(await Promise.all(found));
  });
  if ("until" in asked) return (await newestUpTo.load(asked.until)) ?? 0;
  const newest = (await newestUpTo.load(Number.POSITIVE_INFINITY)) ?? 0;
  if (asked.revision <= newest) return asked.revision;
  throw new InputError(
    "recordedAsOf",
    `is ${asked.revision}, and the newest data revision is ${newest}; give that or less`,
  );
}
