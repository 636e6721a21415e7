import { describe, expect, it } from "vitest";
import { type AffiliationEdge, affiliationsByMember, partyAt as partyIn, type Span } from "./affiliation.ts";

const [SPOKESWOMAN, MINISTRY, STATE, OTHER, ENTITY] = [1, 2, 3, 4, 5];
const edge = (
  member: number,
  organisation: number,
  from: number | null = null,
  until: number | null = null,
): AffiliationEdge => ({ member, organisation, from, until });

const partyAt = (actor: number, edges: readonly AffiliationEdge[], at: Span | null) =>
  partyIn(actor, affiliationsByMember(edges), at);
const on = (day: number) => ({ from: day, until: day });

describe("The party of an actor", () => {
  it("is the topmost actor that its affiliations lead to", () => {
    expect(partyAt(SPOKESWOMAN, [edge(SPOKESWOMAN, MINISTRY), edge(MINISTRY, STATE)], null)).toBe(STATE);
  });

  it("is the actor itself if it belongs to nobody, such as a partially recognised entity", () => {
    expect(partyAt(ENTITY, [edge(MINISTRY, STATE)], on(0))).toBe(ENTITY);
  });

  it("depends on the time", () => {
    const career = [edge(SPOKESWOMAN, MINISTRY, 10, 20), edge(SPOKESWOMAN, OTHER, 21, 30), edge(MINISTRY, STATE)];
    expect(partyAt(SPOKESWOMAN, career, on(20))).toBe(STATE);
    expect(partyAt(SPOKESWOMAN, career, on(21))).toBe(OTHER);
    expect(partyAt(SPOKESWOMAN, career, on(31))).toBe(SPOKESWOMAN);
  });

  it("at an inexact time is the only possible party, or null if two are possible", () => {
    const career = [edge(SPOKESWOMAN, MINISTRY, 10, 20), edge(SPOKESWOMAN, OTHER, 25, 30), edge(MINISTRY, STATE)];
    expect(partyAt(SPOKESWOMAN, career, { from: 0, until: 12 })).toBe(STATE);
    expect(partyAt(SPOKESWOMAN, career, { from: 15, until: 26 })).toBeNull();
  });

  it("is null if the affiliations lead to several topmost actors", () => {
    expect(partyAt(SPOKESWOMAN, [edge(SPOKESWOMAN, STATE), edge(SPOKESWOMAN, OTHER)], null)).toBeNull();
  });

  it("is found if several affiliations lead to the same topmost actor", () => {
    expect(
      partyAt(SPOKESWOMAN, [edge(SPOKESWOMAN, MINISTRY), edge(SPOKESWOMAN, STATE), edge(MINISTRY, STATE)], null),
    ).toBe(STATE);
  });

  it("is null for a cycle of affiliations", () => {
    expect(partyAt(MINISTRY, [edge(MINISTRY, STATE), edge(STATE, MINISTRY)], null)).toBeNull();
  });
});
