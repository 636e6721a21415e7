import { describe, expect, it } from "vitest";
import {
  differencesOf,
  type Pair,
  relationCounts,
  relationSentence,
  slugsToCompare,
  successions,
} from "../model/differences.ts";
import { aClaim } from "./aClaim.ts";

const aPair = (a: string, b: string, relation: Pair["relation"], later: string | null = null): Pair => ({
  a: { slug: a },
  b: { slug: b },
  relation,
  reason: `${a} and ${b}`,
  later: later === null ? null : { slug: later },
});

const PAIRS = [
  aPair("53", "84", "UNKNOWN"),
  aPair("53", "95", "OTHER_VICTIMS"),
  aPair("84", "95", "OTHER_VICTIMS"),
  aPair("95", "60", "CONTRADICTS"),
];

describe("Differences", () => {
  it("list the pairs of one claim, contradictions first", () => {
    expect(differencesOf("95", PAIRS).map(({ other, pair }) => [other, pair.relation])).toEqual([
      ["60", "CONTRADICTS"],
      ["53", "OTHER_VICTIMS"],
      ["84", "OTHER_VICTIMS"],
    ]);
  });

  it("are counted for the shown claims only, with zero contradictions", () => {
    expect(relationCounts(PAIRS, new Set(["53", "84", "95"]))).toEqual([
      { relation: "CONTRADICTS", count: 0 },
      { relation: "OTHER_VICTIMS", count: 2 },
      { relation: "UNKNOWN", count: 1 },
    ]);
  });

  it("are summed up in a sentence, if there is more than one pair", () => {
    const all = new Set(["53", "84", "95", "60"]);
    expect(relationSentence(relationCounts(PAIRS, all))).toBe(
      "Of their 4 pairs, 2 count different people, 1 is left open by the wording and 1 is a contradiction.",
    );
    expect(relationSentence(relationCounts(PAIRS, new Set(["53", "84", "95"])))).toContain(
      "and none is a contradiction.",
    );
    expect(relationSentence(relationCounts(PAIRS, new Set(["53", "84"])))).toBe("");
  });

  it("are requested for at most a hundred claims, including the open one", () => {
    const claims = Array.from({ length: 120 }, (_, at) => aClaim({ slug: `claim-${at}` }));
    expect(slugsToCompare(claims.slice(0, 3), null)).toEqual(["claim-0", "claim-1", "claim-2"]);
    expect(slugsToCompare(claims, null)).toHaveLength(100);
    const compared = slugsToCompare(claims, "claim-119");
    expect([compared[0], compared.length, new Set(compared).size]).toEqual(["claim-119", 100, 100]);
  });
});

describe("Lines", () => {
  it("join each total of a claimant to its next one, and nothing else", () => {
    const claims = [
      ...["a1", "a2", "a3"].map((slug) => aClaim({ slug, party: "A" })),
      aClaim({ slug: "b", party: "B" }),
      aClaim({ slug: "nobody-1" }),
      aClaim({ slug: "nobody-2" }),
    ];
    const pairs = [
      aPair("a1", "a2", "LATER_TOTAL", "a2"),
      aPair("a3", "a1", "LATER_TOTAL", "a3"),
      aPair("a2", "a3", "LATER_TOTAL", "a3"),
      aPair("a3", "b", "LATER_TOTAL", "b"),
      aPair("nobody-1", "nobody-2", "LATER_TOTAL", "nobody-2"),
      aPair("a1", "b", "COMPATIBLE_BOUNDS"),
    ];
    expect(successions(pairs, claims)).toEqual([
      { from: "a1", to: "a2" },
      { from: "a2", to: "a3" },
    ]);
  });
});
