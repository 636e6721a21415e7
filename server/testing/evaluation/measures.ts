import { FIELD_NAMES, type FieldName } from "./fields.ts";
import type { Match, PassageScore } from "./score.ts";

export interface Measure {
  readonly name: string;
  readonly correct: number;
  readonly extracted: number;
  readonly expected: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

/**
 * Precision, recall and F1 over all passages. A claim is correct for a field only if its harm and count are correct too.
 */
export function measuresOf(scores: readonly PassageScore[]): Measure[] {
  const matches = scores.flatMap((score) => score.matches);
  const missed = scores.flatMap((score) => score.missed);
  const spurious = scores.flatMap((score) => score.spurious);
  const [extracted, expected] = [matches.length + spurious.length, matches.length + missed.length];
  const claims = (name: string, isCorrect: (match: Match) => boolean): Measure =>
    measureOf(name, matches.filter(isCorrect).length, extracted, expected);
  const areRight =
    (...fields: FieldName[]) =>
    ({ wrong }: Match): boolean =>
      !fields.some((field) => wrong.includes(field));
  return [
    ...FIELD_NAMES.map((field) =>
      claims(field === "qualifier" ? "harm and count" : field, areRight("qualifier", field)),
    ),
    claims("all fields", ({ wrong }) => wrong.length === 0),
    measureOf(
      "part-whole links",
      matches.filter(({ expectedWhole, extractedWhole }) => expectedWhole && expectedWhole === extractedWhole).length,
      matches.filter(({ extractedWhole }) => extractedWhole).length + spurious.filter(({ partOf }) => partOf).length,
      matches.filter(({ expectedWhole }) => expectedWhole).length + missed.filter(({ partOf }) => partOf).length,
    ),
  ];
}

function measureOf(name: string, correct: number, extracted: number, expected: number): Measure {
  const share = (of: number): number => (of === 0 ? 0 : correct / of);
  const f1 = extracted + expected === 0 ? 0 : (2 * correct) / (extracted + expected);
  return { name, correct, extracted, expected, precision: share(extracted), recall: share(expected), f1 };
}
