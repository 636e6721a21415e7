import fc from "fast-check";
import { expect, it } from "vitest";
import { HARMS } from "../../shared/labels.ts";
import { readState, type State, writeState } from "../model/state.ts";

const text = fc.string({ minLength: 1, maxLength: 30 }).filter((value) => value.trim() === value);
const states: fc.Arbitrary<State> = fc.record({
  event: fc.option(text),
  harm: fc.option(fc.constantFrom(...(Object.keys(HARMS) as (keyof typeof HARMS)[]))),
  asOf: fc.option(fc.constantFrom("2020", "2020-09-28", "2020-09-28+04:00", "2020-09-28T18:00:00.000Z")),
  claim: fc.option(text),
  view: fc.constantFrom("picture", "table"),
});

it("The state is read from a URL as it was written", () => {
  fc.assert(
    fc.property(states, (state) => {
      expect(readState(writeState(state))).toEqual({ state, problems: [] });
    }),
  );
});

it("The default state has an empty query", () => {
  const { state } = readState("");
  expect(writeState(state)).toBe("");
});

it("An offset keeps its plus sign, even if it is not encoded", () => {
  expect(readState("?asOf=2020-09-28+04:00").state.asOf).toBe("2020-09-28+04:00");
});

it("Invalid values are ignored, with messages that say what is valid", () => {
  const { state, problems } = readState("?event=x&harm=dead&asOf=Monday&view=map");
  expect(state).toEqual({ event: "x", harm: null, asOf: null, claim: null, view: "picture" });
  expect(problems).toEqual([
    expect.stringMatching(/^In the address, harm “dead” is not valid\. Use one of killed, wounded, .* and \w+\.$/),
    "In the address, asOf “Monday” is not valid. Use a day such as 2020-09-28, a month, a year, or an instant with its time zone.",
    "In the address, view “map” is not valid. Use picture (the chart) or table.",
  ]);
});
