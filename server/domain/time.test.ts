import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseTime, parseZonedTime, timeLabel, ucdpDatePrecision } from "./time.ts";

const iso = (time: number) => new Date(time).toISOString();
const span = (text: string) => {
  const { earliest, latest, precision } = parseTime(text);
  return [iso(earliest), iso(latest), precision];
};

describe("A time", () => {
  it.each([
    ["2020", "2020-01-01T00:00:00.000Z", "2020-12-31T23:59:59.999Z", "YEAR"],
    ["2020-02", "2020-02-01T00:00:00.000Z", "2020-02-29T23:59:59.999Z", "MONTH"],
    ["2020-09-28", "2020-09-28T00:00:00.000Z", "2020-09-28T23:59:59.999Z", "DAY"],
    ["2020-09-28T22:00+04:00", "2020-09-28T18:00:00.000Z", "2020-09-28T18:00:00.000Z", "INSTANT"],
    ["2020-09-28T18:00:05.5Z", "2020-09-28T18:00:05.500Z", "2020-09-28T18:00:05.500Z", "INSTANT"],
    ["2020-09-27/2020-09-28", "2020-09-27T00:00:00.000Z", "2020-09-28T23:59:59.999Z", "SPAN"],
    ["2020-09/2020-10-02T12:00Z", "2020-09-01T00:00:00.000Z", "2020-10-02T12:00:00.000Z", "SPAN"],
  ])("%s lasts from its first to its last millisecond in UTC", (text, earliest, latest, precision) => {
    expect(span(text)).toEqual([earliest, latest, precision]);
  });

  it.each([
    ["2020-09-28+04:00", "2020-09-27T20:00:00.000Z", "2020-09-28T19:59:59.999Z", "DAY"],
    ["2020-09-28-09:30", "2020-09-28T09:30:00.000Z", "2020-09-29T09:29:59.999Z", "DAY"],
    ["2020-09-28Z", "2020-09-28T00:00:00.000Z", "2020-09-28T23:59:59.999Z", "DAY"],
    ["2020-09+04:00", "2020-08-31T20:00:00.000Z", "2020-09-30T19:59:59.999Z", "MONTH"],
    ["2020-04:00", "2020-01-01T04:00:00.000Z", "2021-01-01T03:59:59.999Z", "YEAR"],
    ["2020Z", "2020-01-01T00:00:00.000Z", "2020-12-31T23:59:59.999Z", "YEAR"],
  ])("%s has its own offset in a query, and is refused in a corpus", (text, earliest, latest, precision) => {
    const time = parseZonedTime(text);
    expect([iso(time.earliest), iso(time.latest), time.precision]).toEqual([earliest, latest, precision]);
    expect(() => parseTime(text)).toThrow(/is not a time/);
  });

  it("without an offset is the same for both", () => {
    for (const text of ["2020", "2020-02", "2020-09-28", "2020-09-28T22:00+04:00"])
      expect(parseZonedTime(text)).toEqual(parseTime(text));
  });

  it.each(["2020-09-31+04:00", "2020-13Z", "2020-09-28+15:00", "2020-09-28+4:00", "2020-09-28 +04:00"])(
    "%s is refused with a message, also in a query",
    (text) => {
      expect(() => parseZonedTime(text)).toThrow(/“/);
    },
  );

  it.each([
    "2021-02-29",
    "2020-00",
    "2020-13",
    "2020-04-31",
    "2020-01-00",
    "0099",
    "20-1-1",
    "2020-09-28T25:00Z",
    "2020-09-28T18:00",
    "2021/2020",
    "2020/2021/2022",
    "",
    "Monday",
  ])("%s is refused with a message", (text) => {
    expect(() => parseTime(text)).toThrow(/“|is not a time/);
  });

  it("of any existing day is parsed as that day", () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date("1000-01-01"), max: new Date("9999-12-31"), noInvalidDate: true }),
        (date) => {
          const day = date.toISOString().slice(0, 10);
          expect(iso(parseTime(day).earliest).slice(0, 10)).toBe(day);
          expect(iso(parseTime(day).latest).slice(0, 10)).toBe(day);
        },
      ),
    );
  });

  it.each([
    ["2020-09-28", 1],
    ["2020-09-28T18:00Z", 1],
    ["2020-09-27/2020-09-28", 2],
    ["2020-09-21/2020-09-26", 2],
    ["2020-09-21/2020-09-27", 3],
    ["2020-09", 4],
    ["2020-07/2020-09", 5],
    ["2020", 5],
  ])("%s has the UCDP date precision %i", (text, precision) => {
    expect(ucdpDatePrecision(parseTime(text))).toBe(precision);
  });

  it("has a label that says whether the time is inferred", () => {
    const label = (at: string, basis: "STATED" | "INFERRED") =>
      timeLabel({ at, basis, words: null, note: null, ...parseTime(at) });
    expect(label("2020-09-28", "INFERRED")).toBe("28 September 2020 (inferred)");
    expect(label("2020-09-27/2020-09-28T18:00+04:00", "STATED")).toBe(
      "27 September 2020 to 28 September 2020, 14:00 UTC",
    );
    expect(label("2020-09", "STATED")).toBe("September 2020");
    expect(label("2016", "STATED")).toBe("2016");
  });
});
