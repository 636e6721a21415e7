import { describe, expect, it } from "vitest";
import { aClaim, at, covering, onDay } from "../../testing/corpora/claims.ts";
import { coveredTime } from "../coveredTime.ts";
import { byStart, endsNoLater, haveOtherStarts, orderOf } from "./coverage.ts";

const total = (text: string | null, stated: number) =>
  aClaim({ period: text === null ? null : coveredTime(text), stated: at(stated) });

describe("The start of the time that totals cover", () => {
  it.each([
    ["the same day", "2020-09-01/2020-09-05", "2020-09-01/2020-09-09", false],
    ["the next day", "2020-09-01/2020-09-05", "2020-09-02/2020-09-09", true],
    ["hours of one day", "2020-09-01T06:00Z/2020-09-05", "2020-09-01T18:00Z/2020-09-05", false],
    ["a month and a day of it", "2020-09/2020-10-05", "2020-09-12/2020-10-05", false],
    ["a month and a day of the next", "2020-09/2020-10-05", "2020-10-01/2020-10-05", true],
  ])("differs only if it is known to differ by a day: %s", (_words, first, second, expected) => {
    const [a, b] = [total(first, 9), total(second, 9)];
    expect([haveOtherStarts(a, b), haveOtherStarts(b, a)]).toEqual([expected, expected]);
  });

  it("does not differ from an unknown one", () => {
    expect(haveOtherStarts(total("2020-09-01/2020-09-05", 9), total(null, 9))).toBe(false);
  });
});

describe("The order of two totals", () => {
  it.each([
    ["a longer time first", "2020-09-01/2020-09-09", 10, "2020-09-01/2020-09-05", 12, "COVERED"],
    [
      "then the statement, if the ends are not known to differ",
      "2020-09-01/2020-09-05",
      12,
      "2020-09-01/2020-09-05",
      6,
      "STATED",
    ],
    ["the statement as the end of an unknown period", null, 10, "2020-09-01/2020-09-05", 12, "COVERED"],
    ["the statements of unknown periods", null, 12, null, 10, "STATED"],
  ] as const)("goes by %s", (_words, laterPeriod, laterStated, earlierPeriod, earlierStated, by) => {
    const [later, earlier] = [total(laterPeriod, laterStated), total(earlierPeriod, earlierStated)];
    expect(orderOf(later, earlier)).toEqual({ later, earlier, by });
    expect(orderOf(earlier, later)).toEqual({ later, earlier, by });
  });

  it("is unknown if neither the ends nor the statements show it", () => {
    const [a, b] = [aClaim({ stated: onDay(3) }), aClaim({ stated: at(3) })];
    expect(orderOf(a, b)).toBeNull();
    expect(orderOf(a, aClaim({ stated: null }))).toBeNull();
  });
});

it("A total ends no later than another if it ends earlier, or on the same day", () => {
  const [early, late] = [total("2020-09-01/2020-09-05", 9), total("2020-09-01/2020-09-09", 9)];
  expect([endsNoLater(early, late), endsNoLater(late, early), endsNoLater(early, early)]).toEqual([true, false, true]);
  expect(endsNoLater(aClaim({ stated: onDay(3) }), aClaim({ stated: onDay(3) }))).toBe(true);
  expect(endsNoLater(aClaim({ stated: null }), early)).toBe(false);
});

describe("Totals by the start of their time", () => {
  const began = { from: onDay(3).from, startsBy: onDay(3).until };
  const claims = {
    before: aClaim({ period: covering(1, 9) }),
    whole: aClaim({ period: covering(3, 9) }),
    after: aClaim({ period: covering(5, 9) }),
    later: aClaim({ period: covering(7, 9) }),
    nightBefore: aClaim({ period: covering(2, 9) }),
    unknown: aClaim({ period: null }),
  };
  const { before, nightBefore, whole, after, later, unknown } = claims;

  it.each([
    [
      "those of the event's time, and those of unknown period",
      [before, whole, after, unknown],
      began,
      [whole, unknown],
      false,
    ],
    ["those of unknown period", [after, unknown, later], began, [unknown], false],
    ["the earliest start after the event began", [later, after, before], began, [after], true],
    ["a start of the night before the event began", [nightBefore, whole], began, [nightBefore, whole], false],
    ["the last start before the event began", [before], began, [before], false],
    [
      "the earliest start if it is not known when the event began",
      [later, after, unknown],
      null,
      [after, unknown],
      false,
    ],
    ["all if no period is known", [unknown], began, [unknown], false],
  ] as const)("count %s", (_words, all, start, counted, isPartial) => {
    const groups = byStart(all, start);
    expect(groups).toEqual({ counted, apart: all.filter((claim) => !counted.some((one) => one === claim)), isPartial });
    expect(byStart(all.toReversed(), start)).toMatchObject({ isPartial, counted: counted.toReversed() });
  });
});
