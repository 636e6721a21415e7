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
const start = { from: time.from, startsBy: time.from };
const events = new Map([
  [10, { partOf: null, time, start }],
  [11, { partOf: 10, time: null, start: null }],
]);
const [PROVINCE, COUNTRY, ELSEWHERE] = [31, 32, 33];
const placeAbove = new Map([[PROVINCE, COUNTRY]]);
const factsWith = (edges = [edge(MINISTRY, STATE)], event: number | null = 10) =>
  eventFactsOf({ events, participants, affiliations: affiliationsByMember(edges), placeAbove }, event);

describe("The facts about an event", () => {
  it("include the parent and time of each event", () => {
    expect([factsWith().parentOf(11), factsWith().parentOf(10), factsWith().parentOf(99)]).toEqual([10, null, null]);
    expect([factsWith().timeOf(10), factsWith().timeOf(11), factsWith().timeOf(99)]).toEqual([time, null, null]);
  });

  it("include when each event began", () => {
    expect([factsWith().startOf(10), factsWith().startOf(11), factsWith().startOf(99)]).toEqual([start, null, null]);
  });

  it("have a place in itself and in the places above it", () => {
    const { isInPlace } = factsWith();
    expect([isInPlace(PROVINCE, COUNTRY), isInPlace(PROVINCE, PROVINCE)]).toEqual([true, true]);
    expect([isInPlace(COUNTRY, PROVINCE), isInPlace(PROVINCE, ELSEWHERE)]).toEqual([false, false]);
  });

  it("have the people of an actor among those of the actors that it belongs to", () => {
    const { belongsToSide } = factsWith();
    expect([belongsToSide(MINISTRY, STATE), belongsToSide(STATE, STATE)]).toEqual([true, true]);
    expect([belongsToSide(STATE, MINISTRY), belongsToSide(MINISTRY, OTHER)]).toEqual([false, false]);
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
