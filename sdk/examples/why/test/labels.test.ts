import { describe, expect, it } from "vitest";
import { anActorRef, aPlaceRef } from "../../../src/testing/index.ts";
import { labelFor } from "../../shared/labels.ts";
import { figureAndPeople, peopleOf, RELATIONS } from "../model/labels.ts";
import { aClaim } from "./aClaim.ts";

describe("The people that a figure counts", () => {
  it.each([
    [{ figure: 84, victims: "MILITARY", side: "Northland" }, "84 soldiers of Northland"],
    [{ figure: 1, victims: "MILITARY", side: "Northland", tags: ["pilot"] }, "1 soldier of Northland (pilot)"],
    [{ figure: [95, null] }, "at least 95 people"],
    [{ figure: [1, null] }, "at least 1 person"],
    [{ victims: "CIVILIAN", place: aPlaceRef({ name: "Riverton" }) }, "an unstated number of civilians in Riverton"],
  ] as const)("are described only as far as the claim says: %#", (details, text) => {
    expect(figureAndPeople(aClaim(details))).toBe(text);
  });

  it("are not called soldiers if they belong to an armed group", () => {
    const side = anActorRef({ kind: "ARMED_GROUP", name: "The Group" });
    expect(peopleOf({ victims: "MILITARY", side, place: null, tags: [] })).toBe("fighters of The Group");
  });
});

it("A value that only a newer service knows is shown by its name", () => {
  expect(labelFor(RELATIONS, "OTHER_SEASON")).toBe("other season");
  expect(labelFor(RELATIONS, "CONTRADICTS")).toBe("They contradict each other");
});
