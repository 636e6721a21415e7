import type { TimeSpan } from "../../domain/time.ts";
import type { Subject } from "../../domain/toll/subject.ts";
import { type Question, reconcileIndexed, type Toll } from "../../domain/toll/toll.ts";
import type {
  Harm as HarmValue,
  TollRule as RuleValue,
  TollTime as TollTimeValue,
  Victims as VictimsValue,
} from "../../domain/vocabulary.ts";
import { builder } from "../builder/builder.ts";
import type { Context } from "../builder/context.ts";
import { checkTags, referencesTo, storeFilter } from "../builder/filter.ts";
import { Harm, TollRule, TollTime, Victims } from "../enums.ts";
import type { EventClaims } from "./claimCache.ts";
import { eventClaims } from "./eventClaims.ts";

/** A toll with the data that its fields need. */
export interface TollOf {
  readonly toll: Toll;
  readonly known: EventClaims;
  /** The tolls of some of its people, computed once on first use. */
  readonly narrower: () => readonly TollOf[];
  /** The actors whose claims alone are used. */
  readonly party: readonly number[] | undefined;
}

const one = (what: string) => `${what} By slug (\`armenia\`) or global id. An unknown one is an error.`;

export const unreviewedArgs = builder.args((t) => ({
  includeUnreviewed: t.boolean({
    required: true,
    defaultValue: false,
    description: "Whether to use claims that a program has read and no person has checked yet.",
  }),
}));

/** The arguments of every toll, except for its event. */
export const questionArgs = builder.args((t) => ({
  harm: t.field({ type: Harm, required: true, description: "The harm. Figures of different harms are never mixed." }),
  victims: t.field({
    type: Victims,
    description:
      "Only civilians or only the military. Default, or UNSPECIFIED: everyone, from claims that name neither group.",
  }),
  side: t.id({
    description: one(
      "Only claims whose words name exactly this actor as the side of the people counted. Claims about the people of its ministries or forces are in `narrower`. A state's people do not include the people of another entity. Default: claims that name no side.",
    ),
  }),
  place: t.id({
    description: one(
      "Only claims whose words name exactly this place. Claims about a place in it are in `narrower`. Default: claims that name no place.",
    ),
  }),
  tags: t.stringList({
    description:
      "Only people whom these tags describe, such as `children`. If the words also call them civilians, add `victims: CIVILIAN`. `bodies` counts bodies found or handed over, which is not the same measure as deaths.",
  }),
  party: t.idList({
    description: referencesTo(
      "Only claims by these actors, or by anyone who belonged to them when the claim was stated.",
    ),
  }),
  asOf: t.field({
    type: "PartialTime",
    description:
      "Uses only claims known to have been stated (with `by: COVERED`, known to be about the time) by the end of this instant, day, month or year. A day ends in UTC unless it has an offset, as in `2020-09-28+04:00`. Default: all claims.",
  }),
  by: t.field({
    type: TollTime,
    required: true,
    defaultValue: "STATED",
    description:
      "Whether times are those when claims were stated or those that figures cover: for `asOf`, and for the steps of a timeline.",
  }),
  ...unreviewedArgs,
}));

export const ruleArg = builder.args((t) => ({
  rule: t.field({
    type: TollRule,
    required: true,
    defaultValue: "RANGE",
    description: "How the bounds are chosen from the positions. The answer names the rule.",
  }),
}));

export interface QuestionArgs {
  readonly harm: HarmValue;
  readonly victims?: VictimsValue | null | undefined;
  readonly side?: string | number | null | undefined;
  readonly place?: string | number | null | undefined;
  readonly tags?: readonly string[] | null | undefined;
  readonly party?: readonly (string | number)[] | null | undefined;
  readonly asOf?: TimeSpan | null | undefined;
  readonly by: TollTimeValue;
  readonly rule?: RuleValue;
  readonly includeUnreviewed: boolean;
}

/** The toll on an event and all its parts, or on all events if `event` is null. */
export async function tollOf(context: Context, event: number | null, args: QuestionArgs): Promise<TollOf> {
  const { question, party } = await questionOf(context, event, args);
  return reconciled(question, await eventClaims(context, event, question.harm), party);
}

export function reconciled(question: Question, known: EventClaims, party: TollOf["party"]): TollOf {
  const toll = reconcileIndexed(question, known.index(question, party), known.facts);
  let narrower: readonly TollOf[] | null = null;
  return {
    toll,
    known,
    party,
    narrower: () => {
      narrower ??= toll.narrower.map((subject) => reconciled({ ...question, subject }, known, party));
      return narrower;
    },
  };
}

export async function questionOf(
  context: Context,
  event: number | null,
  { harm, victims, side, place, tags, party, asOf, by, rule = "RANGE", includeUnreviewed }: QuestionArgs,
): Promise<{ question: Question; party: readonly number[] | undefined }> {
  const found = await storeFilter<{ side?: [number]; place?: [number]; party?: number[] }>(
    context,
    { side: side == null ? null : [side], place: place == null ? null : [place], party },
    { side: "Actor", place: "Place", party: "Actor" },
    null,
  );
  const subject: Subject = {
    event,
    victims: victims ?? "UNSPECIFIED",
    side: found.side?.[0] ?? null,
    place: found.place?.[0] ?? null,
    tags: [...new Set(checkTags(tags ?? [], "tags"))].sort(),
  };
  return {
    question: { harm, subject, rule, asOf: asOf?.latest ?? null, by, includeUnreviewed },
    party: found.party,
  };
}
