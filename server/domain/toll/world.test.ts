import { describe, expect, it } from "vitest";
import { affiliationsByMember } from "../affiliation.ts";
import { partiesOf, worldOf } from "./world.ts";

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
const world = (edges = [edge(MINISTRY, STATE)], event: number | null = 10) =>
  worldOf({ events, participants, affiliations: affiliationsByMember(edges) }, event);

describe("The world of an event", () => {
  it("knows how events are parts of each other, and when they were", () => {
    expect([world().parentOf(11), world().parentOf(10), world().parentOf(99)]).toEqual([10, null, null]);
    expect([world().timeOf(10), world().timeOf(11), world().timeOf(99)]).toEqual([time, null, null]);
  });

  it("has an actor on the side that the event says, or on its party's", () => {
    const { letterOf } = world();
    expect([STATE, OTHER, MINISTRY, 99].map(letterOf)).toEqual(["A", "B", "A", null]);
  });

  it("has nobody on a side for certain who is said to have stood on both", () => {
    expect(world().letterOf(TURNCOAT)).toBeNull();
    expect(world([edge(6, TURNCOAT)]).letterOf(6)).toBeNull();
  });

  it("takes an affiliation of the event's time, and none that had ended", () => {
    expect(world([edge(MINISTRY, STATE, null, time.from - 1)]).letterOf(MINISTRY)).toBeNull();
    expect(
      world([edge(MINISTRY, STATE, null, time.from - 1), edge(MINISTRY, OTHER, time.from)]).letterOf(MINISTRY),
    ).toBe("B");
  });

  it("has nobody on a side who belongs to both", () => {
    expect(world([edge(MINISTRY, STATE), edge(MINISTRY, OTHER)]).letterOf(MINISTRY)).toBeNull();
  });

  it("takes states, entities and armed groups for parties of their own, unless they belong to somebody", () => {
    expect(partiesOf(participants, world())).toEqual([STATE, OTHER, TURNCOAT]);
    expect(partiesOf(participants, world([edge(TURNCOAT, STATE)]))).toEqual([STATE, OTHER]);
  });
});
