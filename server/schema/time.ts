import { GraphQLError, Kind } from "graphql";
import { type KnownTime, parseZonedTime, TimeFormatError, type TimeSpan, timeLabel } from "../domain/time.ts";
import { storedTime } from "../store/read/jsonColumns.ts";
import { builder } from "./builder/builder.ts";
import type { Context } from "./builder/context.ts";
import { InputError } from "./builder/errors.ts";
import { TimeBasis, TimePrecision } from "./enums.ts";
import { showsTexts } from "./licence.ts";

builder.scalarType("DateTime", {
  description: "An instant in UTC, ISO 8601 with milliseconds: `2020-09-28T00:00:00.000Z`.",
  serialize: (milliseconds) => new Date(milliseconds).toISOString(),
  parseValue: () => {
    throw new GraphQLError("DateTime is not taken as input; use PartialTime");
  },
});

builder.scalarType("PartialTime", {
  description:
    "A time as exactly as one knows it, ISO 8601: a year `2020`, a month `2020-09`, a day `2020-09-28`, or an instant with its zone `2020-09-28T18:00Z`. Years, months and days are those of UTC unless they have a zone of their own: `2020-09-28+04:00` is that day where clocks are four hours ahead.",
  serialize: () => {
    throw new Error("PartialTime is for input alone.");
  },
  parseValue: (value) => parsePartialTime(value),
  parseLiteral: (node) => parsePartialTime(node.kind === Kind.STRING || node.kind === Kind.INT ? node.value : null),
});

function parsePartialTime(value: unknown): TimeSpan {
  try {
    if (typeof value === "string" && !value.includes("/")) return parseZonedTime(value);
  } catch (error) {
    if (error instanceof TimeFormatError)
      throw new GraphQLError(error.message, { extensions: { code: "BAD_USER_INPUT" } });
    throw error;
  }
  throw new GraphQLError('PartialTime takes text such as "2020-09-28"', { extensions: { code: "BAD_USER_INPUT" } });
}

export const TimeRange = builder.inputType("TimeRange", {
  description:
    "A stretch of time, both ends included. A record matches where its own time, as far as it is known, overlaps it; one without a time never does.",
  fields: (t) => ({
    from: t.field({
      type: "PartialTime",
      description: "From the beginning of this year, month, day or instant. Open where it is left out.",
    }),
    until: t.field({
      type: "PartialTime",
      description: "Up to the end of this year, month, day or instant. Open where it is left out.",
    }),
  }),
});

/** The milliseconds of a range; refuses one whose ends are the wrong way round, or that has none. */
export function timeRange(
  range: { from?: TimeSpan | null | undefined; until?: TimeSpan | null | undefined },
  argument: string,
): { from?: number | undefined; until?: number | undefined } {
  const [from, until] = [range.from?.earliest, range.until?.latest];
  if (from === undefined && until === undefined)
    throw new InputError(argument, "has no end; give `from`, `until` or both");
  if (from !== undefined && until !== undefined && from > until) {
    throw new InputError(
      argument,
      `ends before it begins: \`from\` is ${new Date(from).toISOString()}, \`until\` ${new Date(until).toISOString()}`,
    );
  }
  return { from, until };
}

/** For `asOf`: the last millisecond of a time, itself included. */
export const endOf = ({ latest }: TimeSpan): number => latest;

/** A time, and the articles whose words it may hold: a licence of theirs may forbid showing them. */
export interface TimeOf extends KnownTime {
  readonly articles: (context: Context) => Promise<readonly number[]>;
}

export const ImpreciseTime = builder.objectRef<TimeOf>("ImpreciseTime").implement({
  description:
    "A time as far as the sources tell it, between two instants in UTC, with the ground on which it is known.",
  fields: (t) => ({
    label: t.string({
      description: "For people: “28 September 2020 (inferred)”. In UTC.",
      resolve: (time) => timeLabel(time),
    }),
    at: t.exposeString("at", {
      description:
        "As the corpus gives it: `2020-09`, `2020-09-28`, `2020-09-28T18:00Z`, or a span `2020-09-27/2020-09-29`.",
    }),
    earliest: t.expose("earliest", { type: "DateTime", description: "The first instant that it can mean." }),
    latest: t.expose("latest", {
      type: "DateTime",
      description: "The last millisecond that it can mean: a day's is 23:59:59.999.",
    }),
    precision: t.expose("precision", { type: TimePrecision, description: "How exactly it is known." }),
    basis: t.expose("basis", { type: TimeBasis, description: "Whether the text states it or somebody worked it out." }),
    words: t.string({
      nullable: true,
      resolve: async (time, _args, context) =>
        time.words !== null && (await showsTexts(context, await time.articles(context))) ? time.words : null,
      description: "The text's own words for it, such as “on Monday evening”. Null where they were not kept.",
    }),
    note: t.exposeString("note", { nullable: true, description: "How it was worked out, or what to beware of." }),
  }),
});

/** A time whose words come from these articles. */
export const timeOf = (time: KnownTime, articles: readonly number[] | TimeOf["articles"]): TimeOf => ({
  ...time,
  articles: typeof articles === "function" ? articles : async () => articles,
});

/** The time in a column of JSON text. */
export function knownTime(json: string | null, articles: readonly number[] | TimeOf["articles"]): TimeOf | null {
  const time = storedTime(json);
  return time && timeOf(time, articles);
}
