import { describe, expect, it } from "vitest";
import { anActorRef, aPlaceRef } from "../../../src/testing/index.ts";
import { figureAndPeople, peopleOf, RELATIONS, wordFor } from "../model/words.ts";
import { aClaim } from "./aClaim.ts";

describe("Whom a figure counts", () => {
  it.each([
    [{ figure: 84, victims: "MILITARY", side: "Northland" }, "84 soldiers of Northland"],
    [{ figure: 1, victims: "MILITARY", side: "Northland", tags: ["pilot"] }, "1 soldier of Northland (pilot)"],
    [{ figure: [95, null] }, "at least 95 people"],
    [{ figure: [1, null] }, "at least 1 person"],
    [{ victims: "CIVILIAN", place: aPlaceRef({ name: "Riverton" }) }, "an unstated number of civilians in Riverton"],
  ] as const)("is told only as far as the words tell it: %#", (details, text) => {
    expect(figureAndPeople(aClaim(details))).toBe(text);
  });

  it("calls nobody a soldier who belongs to an armed group", () => {
    const side = anActorRef({ kind: "ARMED_GROUP", name: "The Group" });
    expect(peopleOf({ victims: "MILITARY", side, place: null, tags: [] })).toBe("fighters of The Group");
  });
});

it("A value that a later service brings is shown as it is called", () => {
  expect(wordFor(RELATIONS, "OTHER_SEASON")).toBe("other season");
  expect(wordFor(RELATIONS, "CONTRADICTS")).toBe("They contradict each other");
});
