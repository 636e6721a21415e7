import { describe, expect, it } from "vitest";
import {
  differencesOf,
  inOneSentence,
  type Pair,
  relationCounts,
  successions,
  toCompare,
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

describe("Why claims differ", () => {
  it("is told of one claim against each other one, contradictions first", () => {
    expect(differencesOf("95", PAIRS).map(({ other, pair }) => [other, pair.relation])).toEqual([
      ["60", "CONTRADICTS"],
      ["53", "OTHER_VICTIMS"],
      ["84", "OTHER_VICTIMS"],
    ]);
  });

  it("is counted over the claims that are shown, and says where nothing contradicts", () => {
    expect(relationCounts(PAIRS, new Set(["53", "84", "95"]))).toEqual([
      { relation: "CONTRADICTS", count: 0 },
      { relation: "OTHER_VICTIMS", count: 2 },
      { relation: "UNKNOWN", count: 1 },
    ]);
  });

  it("is told in a sentence, which needs more than one pair", () => {
    const all = new Set(["53", "84", "95", "60"]);
    expect(inOneSentence(relationCounts(PAIRS, all))).toBe(
      "Of the 4 pairs that they make, 2 count different people, 1 are left open by the words and 1 contradict each other.",
    );
    expect(inOneSentence(relationCounts(PAIRS, new Set(["53", "84", "95"])))).toContain("and none contradicts.");
    expect(inOneSentence(relationCounts(PAIRS, new Set(["53", "84"])))).toBe("");
  });

  it("is asked of up to a hundred claims, the open one among them", () => {
    const claims = Array.from({ length: 120 }, (_, at) => aClaim({ slug: `claim-${at}` }));
    expect(toCompare(claims.slice(0, 3), null)).toEqual(["claim-0", "claim-1", "claim-2"]);
    expect(toCompare(claims, null)).toHaveLength(100);
    const compared = toCompare(claims, "claim-119");
    expect([compared[0], compared.length, new Set(compared).size]).toEqual(["claim-119", 100, 100]);
  });
});

describe("Lines", () => {
  it("join a claimant's totals each to the next, and nothing else", () => {
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
