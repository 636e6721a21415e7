import type { Retraction } from "../domain/records.ts";
import type { Checker } from "./checker.ts";
import type { Parsed } from "./parse.ts";
import type { Written } from "./shapes.ts";

/** Checks the retraction of a claim and finds its words. */
export function checkRetraction(checker: Checker, report: Parsed<Written<"casualtyReports">>): Retraction | undefined {
  const { retraction, attributedTo, article } = report.value;
  if (!retraction) return undefined;
  const evidence = checker.evidence(report, ["retraction", "evidence"], retraction.evidence, article);
  const articles = evidence.map((item) => item.article);
  checker.attribution(report, ["retraction"], { actor: null, words: retraction.words }, articles);
  if (attributedTo?.actor == null && !report.isFaulty("attributedTo")) {
    const problem = "is given, but the claim has no named claimant; only a claimant can retract a claim";
    checker.faults.push(report.fault(["retraction"], problem));
  }
  return { ...retraction, evidence };
}
