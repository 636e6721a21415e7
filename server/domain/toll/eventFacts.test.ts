import { describe, expect, it } from "vitest";
import { affiliationsByMember } from "../affiliation.ts";
import { eventFactsOf, eventParties } from "./eventFacts.ts";

const [STATE, OTHER, MINISTRY, FORCES, TURNCOAT] = [1, 2, 3, 4, 5];
const time = { from: Date.UTC(2020, 8, 27), until: Date.UTC(2020, 8, 29) };
const participants = [
  { actor: STATE, kind: "STATE", party: "A" },
  { actor: OTHER, kind: "PARTIALLY_RECOGNISED_ENTITY", party: "B" },
  { actor: FORCES, kind: "ARMED_FORCE", party: "B" },
  { actor: TURNCOAT, kind: "ARMED_GROUP", party: "A" },
  { actor: TURNCOAT, kind: "ARMED_GROUP", party: "B" },
] as const;
const edge = (member: number, organisation: number, from: number | null = null, until: number | null = null) => ({
  member,
  organisation,
  from,
  until,
});
const events = new Map([
  [10, { partOf: null, time }],
  [11, { partOf: 10, time: null }],
]);
const factsWith = (edges = [edge(MINISTRY, STATE)], event: number | null = 10) =>
  eventFactsOf({ events, participants, affiliations: affiliationsByMember(edges) }, event);

describe("The facts about an event", () => {
  it("include the parent and time of each event", () => {
    expect([factsWith().parentOf(11), factsWith().parentOf(10), factsWith().parentOf(99)]).toEqual([10, null, null]);
    expect([factsWith().timeOf(10), factsWith().timeOf(11), factsWith().timeOf(99)]).toEqual([time, null, null]);
  });

  it("have an actor on the side that the event states for it or for its party", () => {
    const { letterOf } = factsWith();
    expect([STATE, OTHER, MINISTRY, 99].map(letterOf)).toEqual(["A", "B", "A", null]);
  });

  it("have an actor that is named on both sides on neither", () => {
    expect(factsWith().letterOf(TURNCOAT)).toBeNull();
    expect(factsWith([edge(6, TURNCOAT)]).letterOf(6)).toBeNull();
  });

  it("use affiliations at the time of the event, not ended ones", () => {
    expect(factsWith([edge(MINISTRY, STATE, null, time.from - 1)]).letterOf(MINISTRY)).toBeNull();
    expect(
      factsWith([edge(MINISTRY, STATE, null, time.from - 1), edge(MINISTRY, OTHER, time.from)]).letterOf(MINISTRY),
    ).toBe("B");
  });

  it("have an actor that belongs to both sides on neither", () => {
    expect(factsWith([edge(MINISTRY, STATE), edge(MINISTRY, OTHER)]).letterOf(MINISTRY)).toBeNull();
  });

  it("have states, entities and armed groups as independent parties, unless they belong to another actor", () => {
    expect(eventParties(participants, factsWith())).toEqual([STATE, OTHER, TURNCOAT]);
    expect(eventParties(participants, factsWith([edge(TURNCOAT, STATE)]))).toEqual([STATE, OTHER]);
  });
});
