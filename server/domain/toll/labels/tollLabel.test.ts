import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  aClaim,
  anyClaims,
  aQuestion,
  atLeast,
  comparableClaims,
  covering,
  day,
  everybody,
  exactly,
  moreThan,
  onDay,
  shuffled,
  someQuestion,
  testFacts,
  upTo,
  vague,
} from "../../../testing/corpora/claims.ts";
import type { Claim } from "../claim.ts";
import { type Question, reconcile } from "../toll.ts";
import { claimantKeys, tollLabel } from "./tollLabel.ts";

const names = {
  actor: (key: number) => `actor ${key}`,
  place: (key: number) => `place ${key}`,
  event: (key: number) => `event ${key}`,
};
const facts = testFacts();
const claims = (...bounds: Partial<Claim>[]) => bounds.map((bound, index) => aClaim({ party: 10 + index, ...bound }));
const labelOf = (some: readonly Claim[], question: Partial<Question> = {}) => {
  const asked = aQuestion(question);
  const toll = reconcile(asked, some, facts);
  const narrower = toll.narrower.map((subject) => reconcile({ ...asked, subject }, some, facts));
  return tollLabel(toll, { narrower, harms: [] }, names);
};

describe("The label of a toll", () => {
  it.each<[string, Claim[], Partial<Question>]>([
    ["no figure", [], {}],
    [
      "at least 95 killed, according to actor 7 and reports that identify no source (claims, not an estimate)",
      [aClaim(atLeast(95)), aClaim({ ...exactly(95), party: null })],
      {},
    ],
    [
      "10 to 12 killed, according to actor 10 and actor 11 (claims, not an estimate)",
      claims(exactly(10), exactly(12)),
      {},
    ],
    [
      "10 to 13 killed, according to 4 claimants (claims, not an estimate)",
      claims(exactly(10), exactly(11), exactly(12), exactly(13)),
      {},
    ],
    [
      "12 killed, according to actor 11 (the highest claim, not an estimate)",
      claims(exactly(10), exactly(12)),
      { rule: "HIGHEST" },
    ],
    [
      "10 killed, according to actor 10 (the lowest claim, not an estimate)",
      claims(exactly(10), exactly(12)),
      { rule: "LOWEST" },
    ],
    [
      "no single latest figure: several claims may be the latest, and they differ (claims, not an estimate)",
      claims(exactly(10), exactly(12)),
      { rule: "LATEST" },
    ],
    [
      "12 killed, according to actor 10 and actor 11 (the latest claim, not an estimate)",
      claims(exactly(12), exactly(12)),
      { rule: "LATEST" },
    ],
    [
      "at least 20 killed, according to reports by 2 publishers that identify no source (claims, not an estimate)",
      [21, 22].map((publisher) => aClaim({ party: null, publisher })),
      {},
    ],
    [
      "up to 20 killed, according to actor 10 and actor 11 (claims, not an estimate)",
      claims(exactly(20), upTo(20)),
      {},
    ],
    [
      "up to 20 or at least 30 killed, according to actor 10 and actor 11 (claims, not an estimate)",
      claims(upTo(20), atLeast(30)),
      {},
    ],
    [
      "at least 9 killed, according to actor 7; this is about a part of the event, “event 2” (claims, not an estimate)",
      [aClaim({ ...exactly(9), event: 2 })],
      {},
    ],
    [
      "an unstated number killed, according to actor 7; this is about a part of the event, “event 2” (claims, not an estimate)",
      [aClaim({ ...vague(12), event: 2 })],
      {},
    ],
    [
      "5 killed, according to actor 7; this is the figure for one incident, not a running total (claims, not an estimate)",
      [aClaim({ ...exactly(5), scope: "NEW" })],
      {},
    ],
    [
      "no total: 2 parts of the event have their own totals, which are not added",
      [aClaim({ event: 2 }), aClaim({ event: 3 })],
      {},
    ],
    [
      "no total: 2 separate events have their own totals, which are not added",
      [aClaim({ event: 2 }), aClaim({ event: 3 })],
      { subject: { ...everybody, event: null } },
    ],
    [
      "no total: figures for some of the people: 84 members of the military (side: actor 8)",
      [aClaim({ ...exactly(84), victims: "MILITARY", side: 8 })],
      {},
    ],
    [
      "no total: figures for some of the people: 1 civilian; 2 civilians in place 31; 3 civilians in place 32 and 1 more",
      [null, 31, 32, 33].map((place, index) => aClaim({ ...exactly(index + 1), victims: "CIVILIAN", place })),
      {},
    ],
    [
      "no total: increases or single incidents, which are not added: 5 people, in “event 2”; 7 people, in “event 3” and 9 people, in “event 4”",
      [2, 3, 4].map((event) => aClaim({ ...exactly(2 * event + 1), event, scope: "NEW" })),
      {},
    ],
    [
      "no total: increases or single incidents, which are not added: 5 people and 7 people",
      [5, 5, 7].map((number) => aClaim({ ...exactly(number), scope: "NEW" })),
      {},
    ],
    [
      "no total: figures that may be totals or increases: 12 civilians",
      [aClaim({ ...exactly(12), victims: "CIVILIAN", scope: "UNSTATED" })],
      {},
    ],
    ["no figure: 1 claim is not reviewed yet", [aClaim({ ...exactly(12), review: "EXTRACTED" })], {}],
    [
      "no figure: 2 claims are not known to be from that time",
      [aClaim({ stated: null }), aClaim({ stated: onDay(4) })],
      { asOf: day(4) },
    ],
    ["no figure", [aClaim({ status: "HISTORIC" }), aClaim({ review: "REJECTED" })], {}],
    ["more than 150 killed, according to actor 7 (claims, not an estimate)", [aClaim(moreThan(150))], {}],
    [
      "20 to 40 killed, according to reports by 1 publisher and 2 articles with no stated publisher that identify no source (claims, not an estimate)",
      [21, null, null].map((publisher, at) => aClaim({ ...exactly(20 + 10 * at), party: null, publisher })),
      {},
    ],
    [
      "30 to 50 missing, according to actor 10 and actor 11; the figures are of different days, and such a number can fall (claims, not an estimate)",
      claims({ ...exactly(50), stated: onDay(2) }, { ...exactly(30), stated: onDay(9) }).map((claim) => ({
        ...claim,
        harm: "MISSING",
      })),
      { harm: "MISSING" },
    ],
    [
      "0 killed, according to actor 7; 1 other gives no number (claims, not an estimate)",
      [aClaim(exactly(0)), aClaim({ ...vague(12), party: 8 })],
      {},
    ],
    [
      "9 killed, according to actor 7; 2 others give no number (claims, not an estimate)",
      [aClaim(exactly(9)), aClaim({ ...vague(12), party: 8 }), aClaim({ ...vague(), party: null })],
      {},
    ],
    ["an unstated number killed, according to actor 7 (claims, not an estimate)", [aClaim(vague(12))], {}],
    [
      "1 captured, according to actor 7 (claims, not an estimate)",
      [aClaim({ ...exactly(1), harm: "CAPTURED" })],
      { harm: "CAPTURED" },
    ],
    [
      "12 killed or wounded, according to actor 7 (claims, not an estimate)",
      [aClaim({ ...exactly(12), harm: "CASUALTIES" })],
      { harm: "CASUALTIES" },
    ],
  ])("is “%s”", (label, some, question) => {
    expect(labelOf(some, question)).toBe(label);
  });

  it.each([
    ["at least 100 bodies found or handed over", atLeast(100)],
    ["1 body found or handed over", exactly(1)],
    ["an unstated number of bodies found or handed over", vague()],
  ])("of bodies is “%s”, not deaths", (label, bounds) => {
    const subject = { ...everybody, tags: ["bodies"] };
    expect(labelOf([aClaim({ ...bounds, tags: ["bodies"] })], { subject })).toBe(
      `${label}, according to actor 7 (claims, not an estimate)`,
    );
  });

  it("says which time the figures cover if none of them covers the whole event", () => {
    const since = aClaim({ ...exactly(241), period: covering(10, 20) });
    const began = testFacts({ startOf: () => ({ from: onDay(1).from, startsBy: onDay(1).until }) });
    expect(tollLabel(reconcile(aQuestion(), [since], began), { narrower: [], harms: [] }, names)).toBe(
      "at least 241 killed, according to actor 7; this counts only the time from 10 September 2020 on (claims, not an estimate)",
    );
  });

  it("names the other harms for which there are figures", () => {
    const toll = reconcile(aQuestion(), [], facts);
    expect(tollLabel(toll, { narrower: [], harms: ["WOUNDED", "CASUALTIES"] }, names)).toBe(
      "no figure; there are figures for people wounded and people killed or wounded, not divided",
    );
  });

  it("names the party if several of its claimants differ, since they are one source", () => {
    const two = [71, 72].map((claimant) => aClaim({ ...exactly(claimant), claimant }));
    expect(labelOf(two)).toBe("71 to 72 killed, according to actor 7 (claims, not an estimate)");
    expect(labelOf(two.slice(0, 1))).toBe("71 killed, according to actor 71 (claims, not an estimate)");
  });

  it("is complete for any claims and question, and needs no names but those it asks for", () => {
    fc.assert(
      fc.property(anyClaims(), someQuestion, (some, question) => {
        const toll = reconcile(question, some, facts);
        const asked = new Set([...claimantKeys(toll), ...some.flatMap(({ side }) => side ?? [])]);
        const known = { ...names, actor: (key: number) => (asked.has(key) ? `actor ${key}` : "undefined") };
        const narrower = toll.narrower.map((subject) => reconcile({ ...question, subject }, some, facts));
        const label = tollLabel(toll, { narrower, harms: [] }, known);
        expect(label).not.toMatch(/undefined|null|NaN| {2}|, \(|according to( \(|$)|^ /);
        expect(/^no (figure|total)\b/.test(label)).toBe(toll.used.length === 0);
      }),
      { numRuns: 300 },
    );
  });

  it("is the same in any order of the claims", () => {
    fc.assert(
      fc.property(
        comparableClaims().chain((some) => fc.tuple(fc.constant(some), shuffled(some))),
        ([some, other]) => {
          expect(labelOf(other)).toBe(labelOf(some));
        },
      ),
      { numRuns: 100 },
    );
  });
});
