import { describe, expect, it } from "vitest";
import { anEventRef } from "../../../src/testing/index.ts";
import type { Pair } from "../model/differences.ts";
import { headlinesOf, inShort, question } from "../model/headline.ts";
import { aClaim } from "./aClaim.ts";

const event = anEventRef({ slug: "clashes" });
const whole = aClaim({ slug: "whole", event, figure: 95 });

describe("The question in the heading", () => {
  it("is about the three largest figures of the event itself", () => {
    const claims = [84, 53, 24].map((figure) => aClaim({ event, figure }));
    const partOf = { __typename: "CasualtyReport", id: "", slug: "whole" } as const;
    const others = [
      aClaim({ figure: 200 }),
      aClaim({ event, figure: 90, partOf }),
      aClaim({ event, figure: 99, status: "HISTORIC" }),
      aClaim({ event, figure: 98, review: "EXTRACTED" }),
      aClaim({ event, figure: 97, retraction: { words: null, note: null, statedAt: null, evidence: [] } }),
    ];
    expect(question(headlinesOf([...claims, whole, ...others, aClaim({ event })], "clashes"))).toBe("Why 53, 84, 95?");
  });

  it("names each figure once, whoever states it, those who name their claimant first", () => {
    const named = aClaim({ slug: "named", event, figure: [95, null], party: "AFP" });
    const [only] = headlinesOf([whole, named], "clashes");
    expect([only?.figure, only?.claims.map(({ slug }) => slug)]).toEqual([95, ["named", "whole"]]);
  });

  it("is none where there are no two figures", () => {
    expect(question(headlinesOf([whole], "clashes"))).toBe("What is claimed?");
  });

  it("writes thousands as people do", () => {
    const claims = [46_000, 1200].map((figure) => aClaim({ event, figure }));
    expect(question(headlinesOf(claims, "clashes"))).toBe("Why 1,200, 46,000?");
  });
});

it("In short, each two of the figures are compared by their first claims", () => {
  const pair = (a: string, b: string): Pair => ({
    a: { slug: a },
    b: { slug: b },
    relation: "UNKNOWN",
    reason: "",
    later: null,
  });
  const headlines = headlinesOf(
    ["a", "b", "c"].map((slug, at) => aClaim({ slug, event, figure: at + 1 })),
    "clashes",
  );
  const pairs = [pair("b", "a"), pair("c", "a"), pair("x", "a"), pair("b", "c")];
  expect(inShort(headlines, pairs)).toEqual([pairs[0], pairs[1], pairs[3]]);
});
