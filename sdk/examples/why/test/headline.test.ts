import { describe, expect, it } from "vitest";
import { anEventRef } from "../../../src/testing/index.ts";
import type { Pair } from "../model/differences.ts";
import { headlineFigures, headlinePairs, headlineText } from "../model/headline.ts";
import { aClaim } from "./aClaim.ts";

const event = anEventRef({ slug: "clashes" });
const whole = aClaim({ slug: "whole", event, figure: 95 });

describe("The heading", () => {
  it("asks about the three largest figures for the event itself", () => {
    const claims = [84, 53, 24].map((figure) => aClaim({ event, figure }));
    const partOf = { __typename: "CasualtyReport", id: "", slug: "whole" } as const;
    const others = [
      aClaim({ figure: 200 }),
      aClaim({ event, figure: 90, partOf }),
      aClaim({ event, figure: 99, status: "HISTORIC" }),
      aClaim({ event, figure: 98, review: "EXTRACTED" }),
      aClaim({ event, figure: 97, retraction: { words: null, note: null, statedAt: null, evidence: [] } }),
    ];
    expect(headlineText(headlineFigures([...claims, whole, ...others, aClaim({ event })], "clashes"))).toBe(
      "Why 53, 84, 95?",
    );
  });

  it("names each figure once, with claims by a named claimant first", () => {
    const named = aClaim({ slug: "named", event, figure: [95, null], party: "AFP" });
    const [only] = headlineFigures([whole, named], "clashes");
    expect([only?.figure, only?.claims.map(({ slug }) => slug)]).toEqual([95, ["named", "whole"]]);
  });

  it("is neutral if there are fewer than two figures", () => {
    expect(headlineText(headlineFigures([whole], "clashes"))).toBe("What is claimed?");
  });

  it("asks about the part with the most claims if there is no claim about the event itself", () => {
    const claims = [
      whole,
      aClaim({ event, figure: 84 }),
      aClaim({ event: anEventRef({ slug: "shelling" }), figure: 99 }),
    ];
    expect(headlineText(headlineFigures(claims, "war"))).toBe("Why 84, 95?");
  });

  it("has commas as thousands separators", () => {
    const claims = [46_000, 1200].map((figure) => aClaim({ event, figure }));
    expect(headlineText(headlineFigures(claims, "clashes"))).toBe("Why 1,200, 46,000?");
  });
});

it("The figures are compared by their first claims", () => {
  const pair = (a: string, b: string): Pair => ({
    a: { slug: a },
    b: { slug: b },
    relation: "UNKNOWN",
    reason: "",
    later: null,
  });
  const headlines = headlineFigures(
    ["a", "b", "c"].map((slug, at) => aClaim({ slug, event, figure: at + 1 })),
    "clashes",
  );
  const pairs = [pair("b", "a"), pair("c", "a"), pair("x", "a"), pair("b", "c")];
  expect(headlinePairs(headlines, pairs)).toEqual([pairs[0], pairs[1], pairs[3]]);
});
