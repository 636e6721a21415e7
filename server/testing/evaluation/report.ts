import type { ExtractedClaim } from "../../extract/draft.ts";
import { FIELDS } from "./fields.ts";
import { figureOf, type GoldClaim } from "./gold.ts";
import { type Measure, measuresOf } from "./measures.ts";
import type { Match, PassageScore } from "./score.ts";

/** The measures of all passages, as a table for a terminal. */
export function tableOf(scores: readonly PassageScore[]): string {
  const measures = measuresOf(scores);
  const { extracted = 0, expected = 0 } = measures[0] ?? {};
  const percent = (share: number): string => `${(100 * share).toFixed(1)}%`.padStart(11);
  const row = ({ name, precision, recall, f1 }: Measure): string =>
    `${name.padEnd(16)}${percent(precision)}${percent(recall)}${percent(f1)}`;
  return [
    `Passages: ${scores.length}. Claims expected: ${expected}, extracted: ${extracted}.`,
    "",
    ["".padEnd(16), ...["precision", "recall", "F1"].map((heading) => heading.padStart(11))].join(""),
    ...measures.map(row),
  ].join("\n");
}

/** What is wrong in each passage. Passages without errors are left out. */
export function errorsOf(scores: readonly PassageScore[]): string {
  return scores
    .map((score) => ({ id: score.passage.id, lines: errorLines(score) }))
    .filter(({ lines }) => lines.length > 0)
    .map(({ id, lines }) => [id, ...lines.map((line) => `  ${line}`)].join("\n"))
    .join("\n\n");
}

function errorLines({ passage: { text }, matches, missed, spurious }: PassageScore): string[] {
  const line = (kind: string, detail: string): string => `${kind.padEnd(11)}${detail}`;
  return [
    ...missed.map((gold) => line("missed", `${goldText(gold)}: ${wordsOf(gold, text)}`)),
    ...spurious.map((claim) => line("spurious", `${claimText(claim)}: ${wordsOf(claim, text)}`)),
    ...matches.flatMap((match) =>
      differencesOf(match, text).map(([field, expected, extracted]) =>
        line(field, `expected ${expected}, extracted ${extracted}: ${wordsOf(match.claim, text)}`),
      ),
    ),
  ];
}

type Difference = readonly [field: string, expected: string, extracted: string];

function differencesOf({ gold, claim, wrong, expectedWhole, extractedWhole }: Match, text: string): Difference[] {
  const differences = wrong.map((name): Difference => {
    const [expected = null] = FIELDS[name].accepted(gold);
    return [name, expected ?? "none", FIELDS[name].extracted(claim) ?? "none"];
  });
  if (expectedWhole === extractedWhole) return differences;
  const whole = (of: GoldClaim | ExtractedClaim | null): string => (of === null ? "none" : wordsOf(of, text));
  return [...differences, ["part of", whole(expectedWhole), whole(extractedWhole)]];
}

const goldText = ({ harms, qualifiers, figures, victims }: GoldClaim): string =>
  [harms[0], qualifiers[0], figures[0], victims[0]].join(" ");
const claimText = (claim: ExtractedClaim): string =>
  [claim.harm, claim.qualifier, figureOf(claim), claim.victims].join(" ");
const wordsOf = ({ start, end }: { start: number; end: number }, text: string): string =>
  `“${text.slice(start, end).replaceAll(/\s+/g, " ")}”`;
