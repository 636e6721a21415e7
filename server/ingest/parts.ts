import { bounds } from "../domain/count.ts";
import { type Checker, leadingFrom } from "./checker.ts";
import { toCount } from "./figures.ts";
import type { Parsed } from "./parse.ts";
import type { Written } from "./shapes.ts";

type Report = Parsed<Written<"casualtyReports">>;

/** Checks a report against its whole, and against the larger wholes above it. */
export function checkPart(checker: Checker, report: Report) {
  const { partOf, partKind, article } = report.value;
  checker.refer(report, ["partOf"], "casualtyReport", partOf);
  const isRead = !report.isFaulty("partOf") && !report.isFaulty("partKind");
  if (isRead && (partOf === null) !== (partKind === null)) {
    const missing = partOf === null ? "partOf" : "partKind";
    const problem = "is missing; a part needs `partOf` (its whole) and `partKind` (SUBGROUP or PERIOD)";
    checker.faults.push(report.fault([missing], problem));
  }
  const wholes = wholesOf(checker, report);
  const [whole] = wholes;
  if (!whole) return;
  const haveArticles = !report.isFaulty("article") && !whole.isFaulty("article");
  if (haveArticles && whole.value.article !== article) {
    const problem = `is a claim in another article, “${whole.value.article}”; a part must be in the same article as its whole`;
    checker.faults.push(report.fault(["partOf"], problem));
  }
  checkSize(checker, report, wholes);
  if (partKind === "SUBGROUP") checkSubgroup(checker, report, whole, wholes);
}

/** The direct parts of each claim, by the claim's id. Parts with a whole that could not be read are under null. */
export type Parts = ReadonlyMap<string | null, readonly Report[]>;

export const partsByWhole = (reports: readonly Report[]): Parts =>
  Map.groupBy(reports, (report) =>
    report.isFaulty("partOf") || report.isFaulty("partKind") ? null : (report.value.partOf ?? ""),
  );

/** Checks what a claim says about all of its parts. */
export function checkParts(checker: Checker, report: Report, parts: Parts) {
  if (!report.value.partsAreAll || report.isFaulty("id") || parts.has(null) || checker.mayLack("casualtyReports"))
    return;
  if (parts.get(report.value.id)?.some(({ value }) => value.partKind === "SUBGROUP")) return;
  const problem =
    "says that the SUBGROUP parts make up the whole, but the claim has none; add them, or leave the field out";
  checker.faults.push(report.fault(["partsAreAll"], problem));
}

/** The whole of a report, the whole of that whole, and so on. */
export const wholesOf = (checker: Checker, report: Report): Report[] =>
  leadingFrom(report, ({ partOf }) => checker.casualtyReport.get(partOf ?? ""));

function checkSize(checker: Checker, report: Report, wholes: readonly Report[]) {
  for (const [at, whole] of wholes.entries()) {
    const excess = excessOf(report, whole);
    if (!excess) continue;
    // If a whole in between is too large itself, the fault is there.
    if (wholes.slice(0, at).some((between) => excessOf(between, whole))) return;
    const problem = `is ${excess.part}, larger than its whole “${whole.value.id}”, which is ${excess.whole}; a figure or the link is wrong`;
    checker.faults.push(report.fault(["count"], problem));
    return;
  }
}

/** The figures that show that a part is larger than the whole; null if it is not. */
function excessOf(part: Report, whole: Report): { part: number; whole: number } | null {
  const [inner, outer] = [toCount(part.value.count), toCount(whole.value.count)];
  // “About 20” may mean 25, for the part and for the whole.
  if (inner.qualifier === "ABOUT" || outer.qualifier === "ABOUT") return null;
  const { lower, upper } = bounds(inner);
  // “At least 95, including 111” contradicts no bound, but nobody would say 95 in that case.
  const most = bounds(outer).upper ?? bounds(outer).lower;
  if (lower !== null && most !== null && lower > most) return { part: lower, whole: most };
  const isBounded = upper !== null && bounds(outer).upper !== null;
  return isBounded && most !== null && upper > most ? { part: upper, whole: most } : null;
}

function checkSubgroup(checker: Checker, report: Report, whole: Report, wholes: readonly Report[]) {
  const { harm, victims } = report.value;
  const isRead = !report.isFaulty("harm") && !whole.isFaulty("harm");
  if (isRead && harm !== whole.value.harm && whole.value.harm !== "CASUALTIES") {
    const problem = `is ${harm}, but its whole “${whole.value.id}” is ${whole.value.harm}; a subgroup must have the same harm, unless the whole is CASUALTIES`;
    checker.faults.push(report.fault(["harm"], problem));
  }
  const named = wholes.find(({ value }) => value.victims !== "UNSPECIFIED");
  if (named && victims !== "UNSPECIFIED" && victims !== named.value.victims) {
    const problem = `is ${victims}, but its whole “${named.value.id}” is ${named.value.victims}; one of them, or the link, is wrong`;
    checker.faults.push(report.fault(["victims"], problem));
  }
}
