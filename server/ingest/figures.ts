import { bestEstimateProblem, type Count, conventionalFloor, statedNumbers } from "../domain/count.ts";
import type { Checker } from "./checker.ts";
import type { Parsed } from "./parse.ts";
import type { Written } from "./shapes.ts";

export function toCount(figure: Written<"casualtyReports">["count"]): Count {
  const { qualifier, best, text } = figure;
  const words = { text, ...(best !== undefined && { best }) };
  if ("value" in figure) return { qualifier, ...words, ...statedNumbers(qualifier, figure.value), conventionMin: null };
  if ("min" in figure) return { qualifier, ...words, min: figure.min, max: figure.max, conventionMin: null };
  return { qualifier, ...words, min: null, max: null, conventionMin: conventionalFloor(text) };
}

export function checkBestEstimate(checker: Checker, report: Parsed<unknown>, count: Count) {
  const problem = bestEstimateProblem(count);
  if (problem !== null) checker.faults.push(report.fault(["count", "best"], problem));
}

/** Reports a number in digits that differs from the figure. Numbers that are written as words are not checked. */
export function checkFigureWords(checker: Checker, report: Parsed<Written<"casualtyReports">>, count: Count) {
  const { text, min, max, best = null } = count;
  const stated = [...new Set([min, max, best].filter((number) => number !== null))];
  if (text === null || stated.length === 0) return;
  const other = numbersIn(text).find(({ readings }) => !readings.some((number) => stated.includes(number)));
  if (!other) return;
  const problem = `has the number ${other.written}, but the figure is ${stated.join(" to ")}; correct one of them, or leave out the words that do not belong to the figure`;
  checker.faults.push(report.fault(["count", "text"], problem));
}

/** With groups (1,500, 1.500, 1 500, 1'500, 1,50,000), a fraction (1.5 million) or neither. Not parts of names (SU-25). */
const NUMBER =
  /(?<![\p{L}\d]|\p{L}[-‐-–.])(?:\d{1,3}(?:[,.'’\u0020\u00a0\u2009\u202f]\d{3})+(?!\d)|\d{1,2}(?:,\d{2})+,\d{3}(?!\d)|\d+[.,]\d{1,2}(?!\d)|\d+)/gu;
/** The factors that words after a number may mean, in any language: a dozen, a hundred, a thousand, a million. */
const FACTORS = [12, 100, 1000, 1_000_000];

/** The numbers that are written in digits, each with the values that it may mean. */
function numbersIn(text: string): { written: string; readings: number[] }[] {
  return [...text.matchAll(NUMBER)].map(({ 0: written, index }) => {
    const whole = Number(written.replace(/\D/g, ""));
    const number = /^\d+[.,]\d{1,2}$/.test(written) ? Number(written.replace(",", ".")) : whole;
    const hasWords = /\p{L}/u.test(text.slice(index + written.length));
    return { written, readings: [number, ...(hasWords ? FACTORS.map((factor) => Math.round(number * factor)) : [])] };
  });
}
