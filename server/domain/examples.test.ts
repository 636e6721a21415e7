import { describe, expect, it } from "vitest";
import {
  aClaim,
  aQuestion,
  at,
  atLeast,
  everybody,
  exactly,
  onDay,
  testFacts,
  vague,
} from "../testing/corpora/claims.ts";
import { claimsOn, outletKey, outletOf } from "../testing/corpora/eventReports.ts";
import type { Claim } from "./toll/claim.ts";
import { tollLabel } from "./toll/labels/tollLabel.ts";
import { spreadOf } from "./toll/range.ts";
import { compare } from "./toll/relation.ts";
import { type Question, reconcile } from "./toll/toll.ts";
import type { Relation } from "./vocabulary.ts";

const facts = testFacts();
const tollOf = (claims: readonly Claim[], question: Partial<Question> = {}) =>
  reconcile(aQuestion(question), claims, facts);
const names = { actor: String, place: String, event: String };

describe("The sentences that define a toll", () => {
  it("“26 more, bringing the total to 84” is two claims, one of them a total", () => {
    const total = aClaim({ ...exactly(84), stated: onDay(28) });
    const more = aClaim({ ...exactly(26), scope: "NEW", partOf: total.id, partKind: "PERIOD", stated: onDay(28) });
    const before = aClaim({ ...exactly(58), stated: onDay(27) });
    const toll = tollOf([more, total, before]);
    expect(toll).toMatchObject({ used: [total], range: { low: 84, high: 84 } });
    expect(toll.positions[0]?.stepBacks).toEqual([{ claim: before, reason: "SUPERSEDED" }]);
    expect(compare(total, more, facts).relation).toBe("OTHER_PERIOD");
    expect(compare(total, before, facts)).toMatchObject({ relation: "LATER_TOTAL", later: total });
  });

  it("“at least 55 in a second day” and “at least 95 in the fighting” do not contradict", () => {
    const fighting = aClaim({ ...atLeast(95), party: 8 });
    const secondDay = aClaim({ ...atLeast(55), event: 2, scope: "NEW", party: 9 });
    expect(compare(fighting, secondDay, facts).relation).not.toBe("CONTRADICTS");
    expect(tollOf([fighting, secondDay]).range).toMatchObject({ low: 95, high: null });
  });

  it("“105 killed” and “100 bodies offered” do not contradict and are never mixed", () => {
    const killed = aClaim({ ...exactly(105), victims: "MILITARY", side: 8, party: 8 });
    const bodies = aClaim({ ...atLeast(100), victims: "MILITARY", side: 8, party: 7, tags: ["bodies"] });
    expect(compare(killed, bodies, facts).relation).toBe("OTHER_MEASURE");
    const subject = { ...everybody, victims: "MILITARY" as const, side: 8 };
    expect(tollOf([killed, bodies], { subject })).toMatchObject({ used: [killed], range: { low: 105, high: 105 } });
    expect(tollOf([killed, bodies], { subject: { ...subject, tags: ["bodies"] } })).toMatchObject({ used: [bodies] });
  });

  it("“dozens” sets no bound, with or without an “11” from another claimant", () => {
    const [dozens, eleven] = [aClaim({ ...vague(12), party: 8 }), aClaim(exactly(11))];
    expect(tollOf([dozens, eleven]).range).toMatchObject({ low: 11, high: 11, conventionLow: null });
    expect(tollOf([dozens]).range).toMatchObject({ low: null, high: null, conventionLow: 12 });
  });

  it("“at least 95” from a named claimant and “95” without a claimant are one claimant, without corroboration", () => {
    const claims = [aClaim(atLeast(95)), aClaim({ ...exactly(95), party: null, publisher: 21 })];
    const toll = tollOf(claims);
    expect(toll).toMatchObject({ claimants: 1, sources: 1, unattributed: 1 });
    expect(tollLabel(toll, { narrower: [], harms: [] }, names)).toBe(
      "at least 95 killed, according to 7 and reports that identify no source (claims, not an estimate)",
    );
  });

  it("If two governments deny having shot down a jet, its pilot still counts and the claim is flagged", () => {
    const pilot = aClaim({ ...exactly(1), scope: "NEW", denials: [at(3).from, at(4).from] });
    expect(tollOf([pilot])).toMatchObject({ range: { low: 1, high: 1 }, denied: [pilot] });
    expect(tollOf([pilot], { asOf: at(2).until })).toMatchObject({ range: { low: 1, high: 1 }, denied: [] });
  });

  it("If nobody gave a figure, the toll has no figure, which is not zero", () => {
    expect(tollOf([])).toMatchObject({
      used: [],
      range: { low: null, high: null },
      latest: { undetermined: "NO_CLAIM" },
    });
    expect(tollOf([aClaim(exactly(0))]).range).toMatchObject({ low: 0, high: 0 });
  });
});

describe("Several outlets that disagree about one event", () => {
  const bounds = (event: string, question: Partial<Question> = {}) => {
    const { range, claimants, latest } = tollOf(claimsOn(event), question);
    return {
      low: range.low,
      high: range.high,
      spread: spreadOf(range),
      claimants,
      latest: outletOf(latest.claim?.party ?? null),
    };
  };
  const relation = (event: string, a: string, b: string): Relation => {
    const last = (outlet: string) => claimsOn(event).findLast(({ party }) => party === outletKey(outlet)) as Claim;
    return compare(last(a), last(b), facts).relation;
  };

  // Xinhua said 8 on 3 January and 14 on 6 January: its position is 14, so 8 is not a bound. Reuters said 33 on
  // 10 January, Amnesty 40 on 1 May, and UNOCI, the latest, 37 on 10 May. 40 - 14 = 26.
  it("CIV-0001: 14 to 40, and an earlier 8 from one outlet", () => {
    expect(bounds("CIV-0001")).toEqual({
      low: 14,
      high: 40,
      spread: { difference: 26, ratio: 40 / 14 },
      claimants: 4,
      latest: "UNOCI",
    });
    expect(bounds("CIV-0001", { asOf: Date.parse("2011-01-05") })).toMatchObject({ low: 8, high: 8, claimants: 1 });
    expect(bounds("CIV-0001", { asOf: Date.parse("2011-01-31") })).toMatchObject({ low: 14, high: 33, claimants: 2 });
    // Totals grow, so a larger total that was stated later does not contradict. A lower total does.
    expect(relation("CIV-0001", "Xinhua News Agency", "Reuters")).toBe("LATER_TOTAL");
    expect(relation("CIV-0001", "Amnesty", "UNOCI")).toBe("CONTRADICTS");
  });

  // Six outlets, one figure each: from 1 (LEJD) to 7 (The Times, the latest).
  it("CIV-0004: 1 to 7", () => {
    expect(bounds("CIV-0004")).toMatchObject({
      low: 1,
      high: 7,
      spread: { difference: 6, ratio: 7 },
      claimants: 6,
      latest: "The Times",
    });
    expect(relation("CIV-0004", "LEJD", "Reuters")).toBe("CONTRADICTS"); // 1 and 5, of one day
    expect(relation("CIV-0004", "Reuters", "Amnesty International")).toBe("COMPATIBLE_BOUNDS"); // 5 and 5
    expect(relation("CIV-0004", "LEJD", "The Times")).toBe("LATER_TOTAL"); // 1, and 7 three days later
  });

  // 11-30, 20-30, 9-23, 10-45, 20: lowest lower bound 9 (The Wall Street Journal), highest upper 45 (The New York Times).
  it("CIV-0062: ranges that overlap: 9 to 45", () => {
    expect(bounds("CIV-0062")).toMatchObject({
      low: 9,
      high: 45,
      spread: { difference: 36, ratio: 5 },
      latest: "African Press Organization",
    });
    expect(relation("CIV-0062", "The Wall Street Journal", "AP")).toBe("COMPATIBLE_BOUNDS"); // 9-23 and 20-30: 20 to 23
    const { lowestClaims, highestClaims } = tollOf(claimsOn("CIV-0062")).range;
    expect([...lowestClaims, ...highestClaims].map(({ party }) => outletOf(party))).toEqual([
      "The Wall Street Journal",
      "The New York Times",
    ]);
    // The lowest position is 9-23, the highest is 10-45, and the latest is 20, each with its own bounds.
    expect(bounds("CIV-0062", { rule: "LOWEST" })).toMatchObject({ low: 9, high: 23 });
    expect(bounds("CIV-0062", { rule: "HIGHEST" })).toMatchObject({ low: 10, high: 45 });
    expect(bounds("CIV-0062", { rule: "LATEST" })).toMatchObject({ low: 20, high: 20 });
  });

  // All outlets say 6, and two say up to 12: the outlets agree, and the range is as wide as the widest claim.
  it("CIV-0082: 6 to 12, and no figures contradict each other", () => {
    expect(bounds("CIV-0082")).toMatchObject({ low: 6, high: 12, spread: { difference: 6, ratio: 2 }, claimants: 5 });
    const claims = claimsOn("CIV-0082");
    const relations = claims.flatMap((a, index) => claims.slice(index + 1).map((b) => compare(a, b, facts).relation));
    expect(new Set(relations)).toEqual(new Set(["COMPATIBLE_BOUNDS"]));
  });

  // 10, 10, 27, 2-10, 10-15, 10: from 2 (The New York Times) to 27 (AP, 24 February). The last is 10 by ICG on 3 March.
  it("CIV-0083: 2 to 27", () => {
    expect(bounds("CIV-0083")).toMatchObject({
      low: 2,
      high: 27,
      spread: { difference: 25, ratio: 13.5 },
      claimants: 6,
      latest: "ICG",
    });
    expect(relation("CIV-0083", "AP", "The New York Times")).toBe("CONTRADICTS"); // 27 and 2-10, of one day
    expect(relation("CIV-0083", "AFP", "AP")).toBe("LATER_TOTAL"); // 10, and 27 the day after
    expect(relation("CIV-0083", "AP", "ICG")).toBe("CONTRADICTS"); // 27, and 10 later
  });

  // Three outlets say 3. Two months later, Amnesty says 20.
  it("CIV-0098: 3 from three outlets, and 20 from a fourth", () => {
    expect(bounds("CIV-0098")).toMatchObject({ low: 3, high: 20, claimants: 4, latest: "Amnesty" });
    expect(bounds("CIV-0098", { asOf: Date.parse("2011-04-01") })).toMatchObject({ low: 3, high: 3, claimants: 3 });
    expect(tollOf(claimsOn("CIV-0098")).range.lowestClaims).toHaveLength(3);
    expect(relation("CIV-0098", "AFP", "Amnesty")).toBe("LATER_TOTAL");
  });
});
