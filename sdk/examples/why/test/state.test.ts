import fc from "fast-check";
import { expect, it } from "vitest";
import { readState, type State, writeState } from "../model/state.ts";
import { HARMS } from "../model/words.ts";

const text = fc.string({ minLength: 1, maxLength: 30 }).filter((value) => value.trim() === value);
const states: fc.Arbitrary<State> = fc.record({
  event: fc.option(text),
  harm: fc.option(fc.constantFrom(...(Object.keys(HARMS) as (keyof typeof HARMS)[]))),
  asOf: fc.option(fc.constantFrom("2020", "2020-09-28", "2020-09-28+04:00", "2020-09-28T18:00:00.000Z")),
  claim: fc.option(text),
  view: fc.constantFrom("picture", "table"),
});

it("What is written into the address is read from it", () => {
  fc.assert(
    fc.property(states, (state) => {
      expect(readState(writeState(state))).toEqual({ state, problems: [] });
    }),
  );
});

it("The first view has the bare address", () => {
  const { state } = readState("");
  expect(writeState(state)).toBe("");
});

it("An offset keeps its plus sign, also where the address has it bare", () => {
  expect(readState("?asOf=2020-09-28+04:00").state.asOf).toBe("2020-09-28+04:00");
});

it("What makes no sense is said, with what would, and does not stand in the way", () => {
  const { state, problems } = readState("?event=x&harm=dead&asOf=Monday&view=map");
  expect(state).toEqual({ event: "x", harm: null, asOf: null, claim: null, view: "picture" });
  expect(problems).toEqual([
    "The address says harm “dead”; it takes killed, wounded, missing, captured, displaced and casualties.",
    "The address says asOf “Monday”; it takes a day such as 2020-09-28, a month, a year, or an instant with its zone.",
    "The address says view “map”; it takes picture or table.",
  ]);
});
