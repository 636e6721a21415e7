import { expect, it } from "vitest";
import { aClaim, atLeast, between, everybody, exactly, upTo, vague } from "../../../testing/corpora/claims.ts";
import type { Claim } from "../claim.ts";
import { rangeOf } from "../range.ts";
import type { Subject } from "../subject.ts";
import { countedLabel, harmedLabel, subjectLabel } from "./subjectLabel.ts";

const names = {
  actor: (key: number) => `actor ${key}`,
  place: (key: number) => `place ${key}`,
  event: (key: number) => `event ${key}`,
};

it.each<[Partial<Subject>, string, string]>([
  [{}, "people", "people killed"],
  [{ victims: "CIVILIAN", place: 31 }, "civilians in place 31", "civilians killed in place 31"],
  [
    { victims: "MILITARY", side: 7 },
    "members of the military (side: actor 7)",
    "members of the military killed (side: actor 7)",
  ],
  [{ tags: ["children", "medics"] }, "people (children; medics)", "people killed (children; medics)"],
  [
    { victims: "CIVILIAN", tags: ["bodies", "children"], side: 7, place: 31 },
    "civilians in place 31 (children; bodies found or handed over; side: actor 7)",
    "civilians killed in place 31 (children; bodies found or handed over; side: actor 7)",
  ],
])("The label of the people %j is “%s”", (difference, label, harmed) => {
  expect(subjectLabel({ ...everybody, ...difference }, names)).toBe(label);
  expect(harmedLabel("KILLED", { ...everybody, ...difference }, names)).toBe(harmed);
});

it.each<[string, Partial<Claim>[]]>([
  ["1 civilian (side: actor 7)", [exactly(1)]],
  ["2 civilians (side: actor 7)", [exactly(2)]],
  ["0 civilians (side: actor 7)", [exactly(0)]],
  ["about 1 civilian (side: actor 7)", [{ ...exactly(1), isAbout: true }]],
  ["at least 1 civilian (side: actor 7)", [atLeast(1)]],
  ["up to 1 civilian (side: actor 7)", [upTo(1)]],
  ["0 to 1 civilians (side: actor 7)", [between(0, 1)]],
  ["at least 1 civilian (side: actor 7)", [exactly(1), atLeast(1)]],
  ["up to 1 civilian (side: actor 7)", [exactly(1), upTo(1)]],
  ["an unstated number of civilians (side: actor 7)", [vague()]],
  ["up to 1 or at least 9 civilians (side: actor 7)", [upTo(1), atLeast(9)]],
  ["no figure for civilians (side: actor 7)", []],
])("A figure with its people is “%s”", (label, bounds) => {
  const range = rangeOf(bounds.map((bound) => aClaim(bound)));
  expect(countedLabel(range, { ...everybody, victims: "CIVILIAN", side: 7 }, names)).toBe(label);
});
