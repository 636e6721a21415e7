import { describe, expect, it } from "vitest";
import {
  aClaim,
  aQuestion,
  at,
  atLeast,
  covering,
  exactly,
  moreThan,
  onDay,
  testFacts,
  vague,
} from "../../testing/corpora/claims.ts";
import type { Claim } from "./claim.ts";
import { subjectLabel } from "./labels/subjectLabel.ts";
import { tollLabel } from "./labels/tollLabel.ts";
import { compare, relationReason } from "./relation.ts";
import { RULES } from "./rules.ts";
import { subjectOf } from "./subject.ts";
import { type Question, reconcile } from "./toll.ts";

const [MINISTRY, AGENCY, POLICE] = [7, 8, 9];
const [EVENT, MONDAY, TUESDAY] = [1, 2, 3];
const names = {
  actor: (key: number) => `the ${{ [MINISTRY]: "ministry", [AGENCY]: "agency", [POLICE]: "police" }[key]}`,
  place: String,
  event: (key: number) => ({ [MONDAY]: "Monday", [TUESDAY]: "Tuesday" })[key] ?? "",
};
const war = testFacts({ startOf: () => ({ from: onDay(1).from, startsBy: onDay(1).until }) });

const ministry = (differences: Partial<Claim>) => aClaim({ party: MINISTRY, event: EVENT, ...differences });
const agency = (differences: Partial<Claim>) => aClaim({ party: AGENCY, event: EVENT, ...differences });
const unnamed = (differences: Partial<Claim>) => aClaim({ party: null, publisher: null, event: EVENT, ...differences });

function labelOf(claims: readonly Claim[], question: Partial<Question> = {}): string {
  const toll = reconcile(aQuestion(question), claims, war);
  return tollLabel(toll, { narrower: [], harms: [] }, names);
}

function reasonOf(a: Claim, b: Claim): string {
  const figure = ({ lower, party }: Claim) => `${lower} (${party === null ? "" : names.actor(party)})`;
  const people = (claim: Claim) => subjectLabel(subjectOf(claim), names);
  return relationReason(compare(a, b, war), a, b, { figure, people });
}

const MONDAYS_DISPATCH = 100;

/** What the service makes of each example. */
const RESULTS: Readonly<Record<keyof typeof RULES, () => string>> = {
  comparable: () => labelOf([agency(exactly(95)), ministry({ ...exactly(11), victims: "CIVILIAN" })]),
  parties: () =>
    labelOf([
      ministry({ ...exactly(84), stated: at(7) }),
      ministry({ ...exactly(95), stated: at(8) }),
      agency({ ...exactly(90), stated: at(8) }),
    ]),
  covered: () =>
    labelOf([
      ministry({ ...exactly(390), stated: at(11), period: covering(1, 10) }),
      ministry({ ...exactly(371), stated: at(12), period: covering(1, 5) }),
    ]),
  later: () => labelOf([ministry({ ...exactly(95), stated: at(7) }), ministry({ ...exactly(90), stated: at(8) })]),
  weaker: () => labelOf([ministry({ ...exactly(95), stated: at(7) }), ministry({ ...vague(12), stated: at(8) })]),
  unclear: () =>
    labelOf([ministry({ ...exactly(10), stated: onDay(7) }), ministry({ ...exactly(12), stated: onDay(7) })]),
  start: () =>
    labelOf([
      ministry({ ...exactly(678), stated: at(12), period: covering(1, 12) }),
      ministry({ ...exactly(24), stated: at(20), period: covering(12, 20) }),
    ]),
  // The store gives a copy the time of its original: see claims.test.ts.
  copies: () =>
    labelOf([
      ministry({ ...atLeast(30), stated: onDay(7), article: MONDAYS_DISPATCH }),
      ministry({ ...atLeast(45), stated: onDay(8) }),
      ministry({ ...atLeast(30), stated: onDay(7), origin: MONDAYS_DISPATCH }),
    ]),
  unnamed: () => labelOf([unnamed({ ...exactly(20), stated: at(7) }), unnamed({ ...exactly(30), stated: at(8) })]),
  parts: () =>
    reasonOf(
      ministry({ ...exactly(59), stated: onDay(7) }),
      agency({ ...exactly(70), victims: "CIVILIAN", stated: onDay(7) }),
    ),
  falling: () =>
    reasonOf(
      agency({ ...exactly(120), harm: "MISSING", stated: at(2) }),
      ministry({ ...exactly(80), harm: "MISSING", stated: at(9) }),
    ),
  bounds: () => labelOf([ministry(exactly(95)), agency(moreThan(150))]),
  increments: () =>
    labelOf([
      aClaim({ ...exactly(5), party: POLICE, event: MONDAY, scope: "NEW" }),
      aClaim({ ...exactly(7), party: POLICE, event: TUESDAY, scope: "NEW" }),
    ]),
  denials: () => labelOf([ministry({ ...exactly(12), denials: [at(9).from] })]),
  missing: () => labelOf([ministry({ review: "EXTRACTED" }), agency({ review: "EXTRACTED" })]),
};

describe("The rule", () => {
  it.each(Object.entries(RULES))("%s: its example has the result that is shown", (id, { result }) => {
    expect(RESULTS[id as keyof typeof RULES]()).toBe(result);
  });
});
