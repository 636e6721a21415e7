import { describe, expect, it } from "vitest";
import { harmValues } from "../../../src/values.ts";
import { defaultEvent, defaultHarm } from "../model/defaults.ts";
import type { Choice } from "../service.ts";

const NONE = Object.fromEntries(harmValues.map((harm) => [harm, 0])) as Choice["counts"];
const aChoice = (slug: string, own: number, counts: Partial<Choice["counts"]> = {}): Choice => ({
  slug,
  title: slug,
  own,
  counts: { ...NONE, ...counts },
});

describe("By default", () => {
  it("the event with the most claims about itself is shown, not the war that it is part of", () => {
    const war = aChoice("war", 0, { KILLED: 40 });
    expect(defaultEvent([war, aChoice("clashes", 21), aChoice("shelling", 1)])?.slug).toBe("clashes");
    expect(defaultEvent([])).toBeUndefined();
  });

  it("deaths are shown if there are claims about deaths, or else the harm with the most claims", () => {
    expect(defaultHarm(aChoice("a", 1, { KILLED: 1, WOUNDED: 9 }))).toBe("KILLED");
    expect(defaultHarm(aChoice("b", 1, { WOUNDED: 1, DISPLACED: 3 }))).toBe("DISPLACED");
    expect(defaultHarm(aChoice("c", 0))).toBe("KILLED");
  });
});
