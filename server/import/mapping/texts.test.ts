import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isoDate } from "./dateText.ts";
import { figureIn, wholeNumber } from "./figureText.ts";

describe("The text of a figure", () => {
  it.each([
    ["12", { qualifier: "EXACTLY", value: 12 }],
    [" 0 ", { qualifier: "EXACTLY", value: 0 }],
    ["12.0", { qualifier: "EXACTLY", value: 12 }],
    ["1,000", { qualifier: "EXACTLY", value: 1000 }],
    ["2.000", { qualifier: "EXACTLY", value: 2000 }],
    ["10,000,000", { qualifier: "EXACTLY", value: 10_000_000 }],
    ["1 200", { qualifier: "EXACTLY", value: 1200 }],
    ["1’200", { qualifier: "EXACTLY", value: 1200 }],
    ["5-10", { qualifier: "BETWEEN", min: 5, max: 10 }],
    ["5 – 1,000", { qualifier: "BETWEEN", min: 5, max: 1000 }],
    ["between 5 and 10", { qualifier: "BETWEEN", min: 5, max: 10, text: "between 5 and 10" }],
    ["5 to 10", { qualifier: "BETWEEN", min: 5, max: 10, text: "5 to 10" }],
    ["10+", { qualifier: "AT_LEAST", value: 10 }],
    ["≥ 10", { qualifier: "AT_LEAST", value: 10 }],
    ["at least 1,000", { qualifier: "AT_LEAST", value: 1000, text: "at least 1,000" }],
    ["10 or more", { qualifier: "AT_LEAST", value: 10, text: "10 or more" }],
    [">10", { qualifier: "MORE_THAN", value: 10 }],
    ["more than 10", { qualifier: "MORE_THAN", value: 10, text: "more than 10" }],
    ["up to 10", { qualifier: "UP_TO", value: 10, text: "up to 10" }],
    ["10 or fewer", { qualifier: "UP_TO", value: 10, text: "10 or fewer" }],
    ["<10", { qualifier: "FEWER_THAN", value: 10 }],
    ["~10", { qualifier: "ABOUT", value: 10 }],
    ["some 20", { qualifier: "ABOUT", value: 20, text: "some 20" }],
    ["dozens", { qualifier: "VAGUE", text: "dozens" }],
    ["several people", { qualifier: "VAGUE", text: "several people" }],
  ])("%j is read", (text, figure) => {
    expect(figureIn(text)).toEqual(figure);
  });

  it.each(["", "-", "–", "?", "n/a", "N.A.", "NaN", "null", "unknown", "not stated"])(
    "%j says that there is none",
    (text) => {
      expect(figureIn(text)).toBeNull();
    },
  );

  it.each([
    ...[
      "-5",
      "1e3",
      "=SUM(A1:A3)",
      "12 (3 civilians)",
      "10/12",
      "2020-09-27",
      "12.5",
      "1,20",
      "1,2000",
      "١٢",
      "½",
      "yes",
    ],
    ...["at least", "up to 10-15", "ten", "1-2-3", `${"1 ".repeat(60)}`, "9".repeat(101)],
  ])("%j is not a figure", (text) => {
    expect(figureIn(text)).toBeUndefined();
  });

  it("has the number that was written, with any separator of thousands", () => {
    const whole = fc.integer({ min: 0, max: 2_147_483_646 });
    fc.assert(
      fc.property(whole, fc.constantFrom("en", "de", "fr", "de-CH", "en-IN"), (number, locale) => {
        const written = locale === "en-IN" ? `${number}` : number.toLocaleString(locale);
        expect(wholeNumber(written)).toBe(number);
        expect(figureIn(`at least ${written}`)).toMatchObject({ qualifier: "AT_LEAST", value: number });
        expect(figureIn(`${written}+`)).toMatchObject({ qualifier: "AT_LEAST", value: number });
        expect(figureIn(`${written}-${written}`)).toMatchObject({ qualifier: "BETWEEN", min: number, max: number });
      }),
    );
  });

  it("is read, refused or null, whatever it is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        const figure = figureIn(text);
        if (figure && "value" in figure) expect(Number.isInteger(figure.value) && figure.value >= 0).toBe(true);
      }),
    );
  });
});

describe("The text of a date", () => {
  it.each([
    ["2020-09-27", "ymd", "2020-09-27"],
    ["2020-09-27 00:00:00.000", "ymd", "2020-09-27"],
    ["2020-09-27T13:05Z", "ymd", "2020-09-27"],
    ["2020-09", "ymd", "2020-09"],
    ["2020", "ymd", "2020"],
    ["2020-09-27/2020-09-28", "ymd", "2020-09-27/2020-09-28"],
    ["2020/9/7", "dmy", "2020-09-07"],
    ["27/09/2020", "dmy", "2020-09-27"],
    ["9/27/2020", "mdy", "2020-09-27"],
    ["27.9.2020", "dmy", "2020-09-27"],
    ["27 September 2020", "ymd", "2020-09-27"],
    ["27-Sep-2020", "ymd", "2020-09-27"],
    ["Sept. 7, 2020", "ymd", "2020-09-07"],
    ["May 2020", "ymd", "2020-05"],
  ] as const)("%j in the order %s is %s", (text, order, date) => {
    expect(isoDate(text, order)).toBe(date);
  });

  it.each([
    ["Maybe 2020", "ymd"],
    ["27 Marble 2020", "ymd"],
    ["27/09/20", "dmy"],
    ["27/13/2020", "dmy"],
    ["09/27/2020", "dmy"],
    ["27/09/2020", "ymd"],
    ["44101", "dmy"],
    ["yesterday", "dmy"],
    ["", "dmy"],
  ] as const)("%j in the order %s is not a date", (text, order) => {
    expect(isoDate(text, order)).toBeUndefined();
  });
});
