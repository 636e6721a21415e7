import { expect, it } from "vitest";
import { isoTimeOf } from "./isoTime.ts";

it.each([
  ["2022", "2022"],
  ["2022-05", "2022-05"],
  ["2022-05-10", "2022-05-10"],
  ["2022-05-10T14:30Z", "2022-05-10T14:30Z"],
  ["2022-05-10T14:30:00.123+02:00", "2022-05-10T14:30:00.123+02:00"],
  ["2022-05-10T14:30:00.123456+0200", "2022-05-10T14:30:00.123+02:00"],
  ["2022-05-10 14:30:00 UTC", "2022-05-10T14:30:00Z"],
  ["Tue, 10 May 2022 14:30:05 +0200", "2022-05-10T14:30:05+02:00"],
  ["Tue, 3 May 2022 4:30 GMT", "2022-05-03T04:30:00Z"],
  ["10 May 2022 14:30:00 EDT", "2022-05-10T14:30:00-04:00"],
  ["10 September 2022", "2022-09-10"],
  ["May 10, 2022", "2022-05-10"],
  ["Tuesday, Sept. 6, 2022", "2022-09-06"],
])("%s is read as %s", (words, time) => {
  expect(isoTimeOf(words)).toBe(time);
});

it.each([
  ["without an offset", "2022-05-10T14:30:00"],
  ["in a zone with several meanings", "Tue, 10 May 2022 14:30:00 IST"],
  ["that does not exist", "2022-05-10 25:30:00 UTC"],
])("Only the day is kept of a clock time %s", (_what, words) => {
  expect(isoTimeOf(words)).toBe("2022-05-10");
});

it.each([
  "yesterday",
  "05/10/2022",
  "2022-02-30",
  "30 Feb 2022",
  "10 Foo 2022",
  "2022-05-10/2022-05-11",
  "1652191800",
  " ".repeat(100_000),
])("%j is not a time", (words) => {
  expect(isoTimeOf(words)).toBeNull();
});
