import { maxOrNull, minOrNull, widthOf } from "../../domain/toll/range.ts";
import type { Toll } from "../../domain/toll/toll.ts";
import { type DisputedSubject, disputedSubjects } from "../../store/read/disputedSubjects.ts";
import { builder, LARGEST_PAGE } from "../builder/builder.ts";
import { InputError } from "../builder/errors.ts";
import { costs } from "../builder/extensions.ts";
import { recordedAsOfArgs } from "../builder/recordedAsOfArg.ts";
import { enumOf, Harm } from "../enums.ts";
import { eventClaims } from "./eventClaims.ts";
import { reconciled, type TollOf, unreviewedArgs } from "./question.ts";
import { asFigures, TollRef } from "./toll.ts";

const DisagreementOrder = enumOf("DisagreementOrder", "The measure by which disagreements are ordered, widest first.", {
  DIFFERENCE: "By `highest` minus `lowest`.",
  RATIO: "By `highest` divided by `lowest`. Those with a `lowest` of 0 come last.",
});
type Order = "DIFFERENCE" | "RATIO";

builder.queryField("widestDisagreements", (t) =>
  t.field({
    type: [TollRef],
    extensions: costs({ weight: 25_000, growsWithStore: true }),
    description:
      "The events on whose figures the parties differ most: tolls by the rule RANGE, each of comparable claims about the same people in one event that no single number satisfies, widest first. The width is the distance between the smallest and the greatest stated number. An event can be listed several times, for different people. A toll can also have only one party (see `claimantCount`), if the latest of its figures cannot be determined.",
    args: {
      harm: t.arg({ type: Harm, required: true, description: "The harm that the figures count." }),
      by: t.arg({
        type: DisagreementOrder,
        required: true,
        defaultValue: "DIFFERENCE",
        description: "The measure for the width of a disagreement.",
      }),
      first: t.arg.int({
        required: true,
        defaultValue: 10,
        description: `The number of tolls to return: 1 to ${LARGEST_PAGE}.`,
      }),
      asOf: t.arg({
        type: "PartialTime",
        description:
          "Uses only claims known to have been stated by the end of this instant, day, month or year. Default: all claims.",
      }),
      ...unreviewedArgs,
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
          const known = await eventClaims(context, event, harm);
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
 * The widest of tolls that are costly to compute. The subjects come in the order of their greatest possible width, so it
 * stops when the next one cannot be wider than the last toll of a full answer.
 */
async function widest(
  by: Order,
  first: number,
  toll: (subject: DisputedSubject) => Promise<TollOf>,
  subjects: (page: { limit: number; offset: number }) => Promise<readonly DisputedSubject[]>,
): Promise<TollOf[]> {
  // There is no ratio to 0: such tolls come last.
  const width = ({ toll: { range } }: TollOf): number => {
    const { difference, ratio } = widthOf(range);
    return by === "DIFFERENCE" ? difference : (ratio ?? 0);
  };
  let found: TollOf[] = [];
  for (let offset = 0; ; offset += CHUNK) {
    const chunk = await subjects({ limit: CHUNK, offset });
    const made = await Promise.all(chunk.map(toll));
    // A disagreement about a part of the event is listed under the part.
    const own = made.filter(({ toll: { about, question } }) => about === question.subject.event);
    found = [...found, ...own.filter(({ toll }) => isDisputed(toll))]
      .sort((a, b) => width(b) - width(a))
      .slice(0, first);
    const last = found.at(-1);
    const isFull = found.length === first && last !== undefined;
    if (chunk.length < CHUNK || (isFull && width(last) >= (chunk.at(-1)?.maxDisagreement ?? 0))) return found;
  }
}

/** Whether no single number satisfies all its claims. */
function isDisputed({ used }: Toll): boolean {
  const [highestLower, lowestUpper] = [
    maxOrNull(used.map(({ lower }) => lower)),
    minOrNull(used.map(({ upper }) => upper)),
  ];
  return highestLower !== null && lowestUpper !== null && highestLower > lowestUpper;
}
