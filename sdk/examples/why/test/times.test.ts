import { describe, expect, it } from "vitest";
import { daysOf, endOfTime, spanOfAll, statedByLabel, stopAt, stopsOf, untilLabel } from "../model/times.ts";
import { aClaim, aTime, endOfDay } from "./aClaim.ts";

const CLAIMS = [
  aClaim({ stated: "2020-09-28/2020-09-29" }),
  aClaim({ stated: "2020-09-27" }),
  aClaim({ stated: "2020-09-27" }),
  aClaim({ stated: null }),
];

describe("The slider", () => {
  it("stops when one more claim was certainly stated, and finally at all times", () => {
    expect(stopsOf(CLAIMS).map(({ asOf }) => asOf)).toEqual(["2020-09-27", "2020-09-29", null]);
  });

  it("also stops when a claim was retracted, and keeps an instant", () => {
    const statedAt = {
      ...aTime("2020-10-01"),
      earliest: "2020-10-01T18:00:00.000Z",
      latest: "2020-10-01T18:00:00.000Z",
    };
    const claim = aClaim({ retraction: { words: null, note: null, statedAt, evidence: [] } });
    expect(stopsOf([claim]).map(({ asOf }) => asOf)).toEqual(["2020-09-28", "2020-10-01T18:00:00.000Z", null]);
  });

  it.each([
    ["2020-09-01", 0],
    ["2020-09-27", 0],
    ["2020-09-28", 0],
    ["2020-09-29", 1],
    ["2021-01-01", 1],
  ])("is, for %s, at stop %i", (day, at) => {
    expect(stopAt(stopsOf(CLAIMS), endOfDay(day))).toBe(at);
  });

  it("is at its end if no time is chosen", () => {
    expect(stopAt(stopsOf(CLAIMS), null)).toBe(2);
  });

  it("says how many claims were stated by then, and how many possibly", () => {
    expect(statedByLabel(null, CLAIMS)).toBe("at any time: all 4 claims");
    expect(statedByLabel(endOfDay("2020-09-28"), CLAIMS)).toBe(
      "by the end of 28 September 2020 (UTC): 2 of 4 claims, and possibly 2 more",
    );
  });
});

describe("The end of a time in the URL", () => {
  it.each([
    ["2020", "2020-12-31T23:59:59.999Z"],
    ["2020-02", "2020-02-29T23:59:59.999Z"],
    ["2020-12", "2020-12-31T23:59:59.999Z"],
    ["2020-09-28", "2020-09-28T23:59:59.999Z"],
    ["2020-09-28+04:00", "2020-09-28T19:59:59.999Z"],
    ["2020-09-28T18:00Z", "2020-09-28T18:00:00.000Z"],
    ["2020-09-28T18:00:00.5-01:00", "2020-09-28T19:00:00.500Z"],
  ])("%s is %s", (asOf, end) => {
    expect(new Date(endOfTime(asOf) ?? 0).toISOString()).toBe(end);
  });

  it.each(["", "Monday", "2020-13", "2020-09-31", "2020-09-28T18:00", "28.9.2020", "2020-09-28/2020-09-29"])(
    "is null for “%s”",
    (asOf) => {
      expect(endOfTime(asOf)).toBeNull();
    },
  );

  it("is shown as a day or as an instant", () => {
    expect(untilLabel(endOfDay("2020-09-28"))).toBe("the end of 28 September 2020 (UTC)");
    expect(untilLabel(Date.parse("2020-09-28T18:00Z"))).toBe("28 September 2020 at 18:00 (UTC)");
  });
});

describe("The time in the chart", () => {
  it("includes all known times, and is null if there are none", () => {
    expect(spanOfAll(CLAIMS)).toEqual({ from: Date.parse("2020-09-27"), until: endOfDay("2020-09-29") });
    expect(spanOfAll([aClaim({ stated: null })])).toBeNull();
  });

  it("has a width around a single instant", () => {
    const instant = { ...aTime("2020-09-28"), latest: "2020-09-28T00:00:00.000Z" };
    const span = spanOfAll([aClaim({ stated: null, published: instant })]);
    expect(span && span.until - span.from).toBe(86_400_000);
  });

  it("is divided into days, unless there are too many", () => {
    const span = { from: Date.parse("2020-09-27T12:00Z"), until: endOfDay("2020-09-29") };
    expect(daysOf(span, 3)).toEqual([
      { from: span.from, until: Date.parse("2020-09-28") },
      { from: Date.parse("2020-09-28"), until: Date.parse("2020-09-29") },
      { from: Date.parse("2020-09-29"), until: span.until },
    ]);
    expect(daysOf(span, 2)).toBeNull();
  });
});
