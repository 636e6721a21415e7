import { describe, expect, it } from "vitest";
import { aClaim, at, atLeast, covering, exactly, onDay, testFacts } from "../../testing/corpora/claims.ts";
import type { Claim } from "./claim.ts";
import { isPartAboveWhole } from "./partAndWhole.ts";

const [PROVINCE, COUNTRY, ARMY, STATE] = [31, 32, 3, 4];
const facts = testFacts({
  isInPlace: (place, wider) => place === wider || (place === PROVINCE && wider === COUNTRY),
  belongsToSide: (side, wider) => side === wider || (side === ARMY && wider === STATE),
});
const all = (differences: Partial<Claim> = {}) => aClaim({ ...exactly(59), stated: onDay(3), ...differences });
const some = (differences: Partial<Claim>) => aClaim({ ...exactly(70), party: 8, stated: onDay(3), ...differences });

describe("A figure for some people is above a figure for all of them", () => {
  it.each<[string, Claim, Claim]>([
    ["70 civilians and 59 people", some({ victims: "CIVILIAN" }), all()],
    ["70 in a province and 59 in its country", some({ place: PROVINCE }), all({ place: COUNTRY })],
    ["70 of an army and 59 of its state", some({ side: ARMY }), all({ side: STATE })],
    ["70 children and 59 people", some({ tags: ["children"] }), all()],
    ["70 in a part of the event and 59 in all of it", some({ event: 2 }), all()],
    ["70 of an earlier day", some({ victims: "CIVILIAN", stated: at(1) }), all()],
    ["70 in one incident, of the same people", some({ scope: "NEW" }), all()],
    ["at least 70 in one incident", some({ ...atLeast(70), victims: "CIVILIAN", scope: "NEW" }), all()],
  ])("%s", (_words, part, whole) => {
    expect(isPartAboveWhole(part, whole, facts)).toBe(true);
    expect(isPartAboveWhole(whole, part, facts)).toBe(false);
  });

  it.each<[string, Claim, Claim]>([
    ["not if it is not above it", some({ ...exactly(59), victims: "CIVILIAN" }), all()],
    ["not if it may be of a later time, since totals grow", some({ victims: "CIVILIAN", stated: at(5) }), all()],
    ["not if it is of the same people", some({}), all()],
    ["not if it counts other people", some({ victims: "CIVILIAN" }), all({ side: STATE })],
    ["not if it is of a country, and the other of its province", some({ place: COUNTRY }), all({ place: PROVINCE })],
    [
      "not if it counts from an earlier start",
      some({ victims: "CIVILIAN", period: covering(1, 3) }),
      all({ period: covering(2, 3) }),
    ],
    ["not if the other says a start that its own may be before", some({ event: 2 }), all({ period: covering(2, 3) })],
    ["not if the other is the figure of one incident", some({ victims: "CIVILIAN" }), all({ scope: "NEW" })],
    ["not if one of them is rounded", some({ victims: "CIVILIAN", isAbout: true }), all()],
    ["not if it counts bodies", some({ victims: "CIVILIAN", tags: ["bodies"] }), all()],
    [
      "not of missing people of an earlier day, some of whom may have been found",
      some({ harm: "MISSING", victims: "CIVILIAN", stated: at(1) }),
      all({ harm: "MISSING" }),
    ],
  ])("%s", (_words, part, whole) => {
    expect(isPartAboveWhole(part, whole, facts)).toBe(false);
  });
});
