import { GraphQLError, Kind } from "graphql";
import { type KnownTime, parseZonedTime, TimeFormatError, type TimeSpan, timeLabel } from "../domain/time.ts";
import { storedTime } from "../store/read/jsonColumns.ts";
import { builder } from "./builder/builder.ts";
import type { Context } from "./builder/context.ts";
import { InputError } from "./builder/errors.ts";
import { READS_NO_RECORD } from "./builder/reads.ts";
import { TimeBasis, TimePrecision } from "./enums.ts";
import { showsTexts } from "./licence.ts";

builder.scalarType("DateTime", {
  description: "An instant in UTC, in ISO 8601 with milliseconds: `2020-09-28T00:00:00.000Z`.",
  serialize: (milliseconds) => new Date(milliseconds).toISOString(),
  parseValue: () => {
    throw new GraphQLError("DateTime is not an input type; use PartialTime");
  },
});

builder.scalarType("PartialTime", {
  description:
    "A time in ISO 8601, as exact as it is known: a year `2020`, a month `2020-09`, a day `2020-09-28`, or an instant with a time zone `2020-09-28T18:00Z`. Years, months and days are in UTC unless they have an offset: `2020-09-28+04:00` is that day in a time zone four hours ahead of UTC.",
  serialize: () => {
    throw new Error("PartialTime is only an input type.");
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
    "A period that includes both ends. A record matches if its time, or the span of its possible times, overlaps the period. A record without a time never matches.",
  fields: (t) => ({
    from: t.field({
      type: "PartialTime",
      description: "The period begins at the start of this year, month, day or instant. Default: no lower limit.",
    }),
    until: t.field({
      type: "PartialTime",
      description: "The period ends at the end of this year, month, day or instant. Default: no upper limit.",
    }),
  }),
});

/** A range in UTC milliseconds. @throws InputError if the range has neither end, or ends before it begins */
export function timeRange(
  range: { from?: TimeSpan | null | undefined; until?: TimeSpan | null | undefined },
  argument: string,
): { from?: number | undefined; until?: number | undefined } {
  const [from, until] = [range.from?.earliest, range.until?.latest];
  if (from === undefined && until === undefined)
    throw new InputError(argument, "is empty; give `from`, `until` or both");
  if (from !== undefined && until !== undefined && from > until) {
    throw new InputError(
      argument,
      `ends before it begins: \`from\` is ${new Date(from).toISOString()}, \`until\` ${new Date(until).toISOString()}`,
    );
  }
  return { from, until };
}

/** For `asOf`: the last millisecond of a time, inclusive. */
export const endOf = ({ latest }: TimeSpan): number => latest;

/** A time, and the articles that its words come from. The articles' licences may forbid showing the words. */
export interface TimeOf extends KnownTime {
  readonly articles: (context: Context) => Promise<readonly number[]>;
}

export const ImpreciseTime = builder.objectRef<TimeOf>("ImpreciseTime").implement({
  extensions: READS_NO_RECORD,
  description:
    "A time, as exact as the sources state it: a span between two instants in UTC, and how the time is known.",
  fields: (t) => ({
    label: t.string({
      description: "The time in words, in UTC: “28 September 2020 (inferred)”.",
      resolve: (time) => timeLabel(time),
    }),
    at: t.exposeString("at", {
      description:
        "The time as written in the corpus: `2020-09`, `2020-09-28`, `2020-09-28T18:00Z`, or a span `2020-09-27/2020-09-29`.",
    }),
    earliest: t.expose("earliest", { type: "DateTime", description: "The first instant that the time can mean." }),
    latest: t.expose("latest", {
      type: "DateTime",
      description: "The last millisecond that the time can mean: for a day, 23:59:59.999.",
    }),
    precision: t.expose("precision", { type: TimePrecision, description: "How exactly the time is known." }),
    basis: t.expose("basis", {
      type: TimeBasis,
      description: "Whether the text states the time or someone inferred it.",
    }),
    words: t.string({
      nullable: true,
      resolve: (time, _args, context) => (time.words === null ? null : shownWords(time, context)),
      description:
        "The text's own words for the time, such as “on Monday evening”. Null if the words were not recorded.",
    }),
    note: t.exposeString("note", { nullable: true, description: "How the time was inferred, or a caution about it." }),
  }),
});

async function shownWords(time: TimeOf, context: Context): Promise<string | null> {
  return (await showsTexts(context, await time.articles(context))) ? time.words : null;
}

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
