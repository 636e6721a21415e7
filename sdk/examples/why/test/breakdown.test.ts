import type { TollFields } from "@conflict-graph/sdk";
import { describe, expect, it } from "vitest";
import { anActorRef, aReportRef } from "../../../src/testing/index.ts";
import { originLabel, partsOf, reasonsOf } from "../model/breakdown.ts";

type Breakdown = NonNullable<TollFields["breakdown"]>;
type Cell = Breakdown["cells"][number];

const aCell = (details: Partial<Cell>, side = "Northland"): Cell => ({
  label: "no figure",
  low: null,
  lowest: null,
  high: null,
  highest: null,
  isOpenBelow: false,
  isOpenAbove: false,
  conventionLow: null,
  spread: null,
  kind: "STATED_PART",
  isSummed: false,
  subject: { label: "", victims: "CIVILIAN", side: anActorRef({ name: side }), place: null, tags: [], event: null },
  reports: [],
  ...details,
});

const breakdownOf = (...cells: readonly Cell[]) => ({ cells }) as unknown as Breakdown;

describe("The breakdown of a claim", () => {
  it("says “no claim” if nobody gave a figure, never a number", () => {
    const [part] = partsOf(breakdownOf(aCell({ kind: "NO_CLAIM" })));
    expect([part?.people, part?.figure, part?.high]).toEqual(["civilians of Northland", "no claim", null]);
    expect(originLabel("NO_CLAIM")).toContain("does not mean zero");
  });

  it("starts with the parts of the sum and ends with the parts without a claim", () => {
    const parts = partsOf(
      breakdownOf(
        aCell({ kind: "NO_CLAIM" }, "a"),
        aCell({ label: "11" }, "b"),
        aCell({ label: "84", isSummed: true, kind: "CROSS_CLAIMANT" }, "c"),
      ),
    );
    expect(parts.map(({ figure, isSummed }) => [figure, isSummed])).toEqual([
      ["84", true],
      ["11", false],
      ["no claim", false],
    ]);
  });
});

it("The reasons for leaving claims out are counted, the most frequent first", () => {
  const leftOut = (["PART", "OTHER_VICTIMS", "PART"] as const).map((reason) => ({
    reason,
    explanation: "",
    report: aReportRef(),
  }));
  expect(reasonsOf(leftOut)).toEqual([
    { reason: "PART", count: 2 },
    { reason: "OTHER_VICTIMS", count: 1 },
  ]);
});
