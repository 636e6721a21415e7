import { maxOrNull, minOrNull, spreadOf } from "../../domain/toll/range.ts";
import type { Toll } from "../../domain/toll/toll.ts";
import { type DisputedSubject, disputedSubjects } from "../../store/read/disputed.ts";
import { builder, LARGEST_PAGE } from "../builder/builder.ts";
import { InputError } from "../builder/errors.ts";
import { recordedAsOfArgs } from "../builder/recordedAsOf.ts";
import { Harm } from "../enums.ts";
import { knownOf, reconciled, type TollOf } from "./question.ts";
import { asFigures, TollRef } from "./toll.ts";

const DisagreementOrder = builder.enumType("DisagreementOrder", {
  description: "By what disagreements are ordered, widest first.",
  values: {
    DIFFERENCE: { description: "By `high` less `low`." },
    RATIO: { description: "By `high` over `low`; those with a `low` of 0 come last." },
  } as const,
});
type Order = "DIFFERENCE" | "RATIO";

builder.queryField("widestDisagreements", (t) =>
  t.field({
    type: [TollRef],
    description:
      "The events on whose figures the parties lie furthest apart: tolls by the rule RANGE, each of comparable claims about the same people in one event that no single number satisfies, widest first. Only stated bounds count, so a toll with an open end is not among them: how wide it is nobody states. An event can be there several times, for different people in it; and with one party alone (see `claimantCount`), where the times do not tell which of its figures is the latest.",
    args: {
      harm: t.arg({ type: Harm, required: true, description: "What befell the people whom the figures count." }),
      by: t.arg({
        type: DisagreementOrder,
        required: true,
        defaultValue: "DIFFERENCE",
        description: "What makes a disagreement wide.",
      }),
      first: t.arg.int({ required: true, defaultValue: 10, description: `How many: 1 to ${LARGEST_PAGE}.` }),
      asOf: t.arg({
        type: "PartialTime",
        description:
          "Only what was known to have been stated by the end of this instant, day, month or year. Left out: all that is known.",
      }),
      includeUnreviewed: t.arg.boolean({
        required: true,
        defaultValue: false,
        description: "Whether claims that a program has read and no person has checked yet have a say.",
      }),
      ...recordedAsOfArgs,
    },
    resolve: async (_root, { harm, by, first, asOf, includeUnreviewed }, context) => {
      if (first < 1 || first > LARGEST_PAGE)
        throw new InputError("first", `is ${first}; it takes 1 to ${LARGEST_PAGE}`);
      const question = { harm, rule: "RANGE" as const, asOf: asOf?.latest ?? null, includeUnreviewed };
      const tolls = await widest(
        by,
        first,
        async ({ event, victims, side, place, tags }) => {
          const known = await knownOf(context, event, harm);
          return reconciled({ ...question, subject: { event, victims, side, place, tags } }, known, undefined);
        },
        (page) => disputedSubjects(context.store, harm, by, page),
      );
      return tolls.map(asFigures);
    },
  }),
);

const CHUNK = 100;

/**
 * The widest of tolls that are costly to make, from a list of what each can at most be, widest first: once the tolls
 * that are made fill the answer and the next can be no wider than the last of them, no other needs to be made.
 */
async function widest(
  by: Order,
  first: number,
  toll: (subject: DisputedSubject) => Promise<TollOf>,
  subjects: (page: { limit: number; offset: number }) => Promise<readonly DisputedSubject[]>,
): Promise<TollOf[]> {
  // A ratio to 0 is none: such tolls come last.
  const width = ({ toll: { range } }: TollOf): number => {
    const spread = spreadOf(range);
    return (by === "DIFFERENCE" ? spread?.difference : spread?.ratio) ?? 0;
  };
  let found: TollOf[] = [];
  for (let offset = 0; ; offset += CHUNK) {
    const chunk = await subjects({ limit: CHUNK, offset });
    const made = await Promise.all(chunk.map(toll));
    // What a part of the event disagrees on is listed as the part's own.
    const own = made.filter(({ toll: { about, question } }) => about === question.subject.event);
    found = [...found, ...own.filter(({ toll }) => isDisputed(toll))]
      .sort((a, b) => width(b) - width(a))
      .slice(0, first);
    const last = found.at(-1);
    const isFull = found.length === first && last !== undefined;
    if (chunk.length < CHUNK || (isFull && width(last) >= (chunk.at(-1)?.most ?? 0))) return found;
  }
}

/** Whether no single number satisfies all its claims, and both ends are bounded. */
function isDisputed({ used, range }: Toll): boolean {
  const [highestLower, lowestUpper] = [
    maxOrNull(used.map(({ lower }) => lower)),
    minOrNull(used.map(({ upper }) => upper)),
  ];
  return spreadOf(range) !== null && highestLower !== null && lowestUpper !== null && highestLower > lowestUpper;
}
