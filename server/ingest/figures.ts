import { bestEstimateProblem, type Count, conventionalFloor, statedNumbers } from "../domain/count.ts";
import { formatNumber } from "../domain/english.ts";
import { compareWords } from "../domain/numbers/compareWords.ts";
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

/**
 * Reports figures whose words surely have another number, and notes those that could not be checked.
 * Numbers are read in the language of the article.
 */
export function checkFigureWords(checker: Checker, reports: readonly Parsed<Written<"casualtyReports">>[]) {
  const unchecked: Unchecked[] = [];
  for (const report of reports) {
    const { text, ...stated } = toCount(report.value.count);
    const article = checker.article.get(report.value.article);
    if (text === null || report.isFaulty("count") || report.isFaulty("article")) continue;
    if (!article || article.isFaulty("language")) continue;
    const numbers = [...new Set([stated.min, stated.max, stated.best ?? null])].filter((number) => number !== null);
    if (numbers.length === 0) continue;
    const comparison = compareWords(text, article.value.language, stated);
    if (comparison.verdict === "OTHER") {
      const { written, number } = comparison;
      const read =
        number === null || written.replace(/[ ,]/g, "") === String(number) ? "" : ` (${formatNumber(number)})`;
      const problem = `has the number ${written}${read}, but the figure is ${numbers.join(" to ")}; correct one of them, or leave out the words that do not belong to the figure`;
      checker.faults.push(report.fault(["count", "text"], problem));
    }
    if (comparison.verdict === "UNKNOWN") unchecked.push({ report, text, reason: comparison.reason });
  }
  noteUnchecked(checker, unchecked);
}

interface Unchecked {
  readonly report: Parsed<Written<"casualtyReports">>;
  readonly text: string;
  readonly reason: string;
}

/** How many figures of a file are listed. The others are counted. */
const MOST_LISTED = 10;

/** One notice for each file. */
function noteUnchecked(checker: Checker, unchecked: readonly Unchecked[]) {
  const byFile = Map.groupBy(unchecked, ({ report }) => report.fault([], "").file);
  for (const [file, list] of byFile) {
    const lines = list
      .slice(0, MOST_LISTED)
      .map(({ report, text, reason }) => `${report.value.id} “${text}” (${reason})`);
    const more = list.length > MOST_LISTED ? [`and ${list.length - MOST_LISTED} more`] : [];
    const figures = list.length === 1 ? "1 figure" : `${list.length} figures`;
    const problem = `Not checked against their words: ${figures}: ${[...lines, ...more].join("; ")}`;
    checker.notices.push({ file, line: null, field: null, problem });
  }
}
