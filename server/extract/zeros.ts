import type { Harm } from "../domain/vocabulary.ts";
import type { Harmed } from "./harms.ts";
import type { Sentence } from "./sentences.ts";
import { byWord } from "./words/harms.ts";
import { type PeopleNoun, peopleNoun } from "./words/people.ts";

const NOUNS = byWord({
  CASUALTIES: "casualties casualty losses",
  WOUNDED: "injuries wounded",
  KILLED: "deaths fatalities dead",
});
const VERBS = byWord({
  KILLED: "killed died",
  WOUNDED: "wounded injured hurt",
  CASUALTIES: "harmed",
  MISSING: "missing",
  CAPTURED: "captured kidnapped abducted prisoner captive hostage",
});
const SILENT = /^(?:mention|disclose|specify|detail|reveal|discuss|rule)$/;
const CIVILIANS: PeopleNoun = { victims: "CIVILIAN", tags: [], isPlural: true };

/** “no casualties”, “nobody was killed”, “did not inflict any casualties”. */
export function zerosOf({ words }: Sentence): Harmed[] {
  const found: Harmed[] = [];
  const lower = (at: number) => words[at]?.lower ?? "";
  const add = (harm: Harm, first: number, last: number, rule: string): void => {
    const isCivilian = words
      .slice(first, last + 1)
      .some((word) => word.lower === "civilian" || word.lower === "civilians");
    const head = { at: last, people: isCivilian ? CIVILIANS : null, modifiers: [] };
    const quantity = {
      first,
      last,
      lastOfFigure: first,
      qualifier: "EXACTLY" as const,
      min: 0,
      max: 0,
      vague: null,
      head: isCivilian ? head : null,
      isImplicit: false,
      isFurther: false,
    };
    found.push({ harm, quantity, first, last, rule, partOf: null });
  };
  /** “nobody”, “no one”, “no civilians”, “not a single soldier”. */
  const isNobody = (at: number): boolean => {
    if (/^(?:nobody|none)$/.test(lower(at)) || (lower(at) === "no" && lower(at + 1) === "one")) return true;
    const isNot =
      lower(at) === "not" && (lower(at + 1) === "one" || (lower(at + 1) === "a" && lower(at + 2) === "single"));
    if (!isNot && (lower(at) !== "no" || /^(?:fewer|less|more|longer|later)$/.test(lower(at + 1)))) return false;
    return [1, 2, 3, 4, 5].some((step) => peopleNoun(lower(at + step)) !== null);
  };
  for (let at = 0; at < words.length; at++) {
    const noun = [at + 1, at + 2, at + 3].find((next) => NOUNS.get(lower(next)));
    if (
      /^(?:no|without|any|zero)$/.test(lower(at)) &&
      noun !== undefined &&
      words.slice(at + 1, noun).every(({ pos }) => /^(?:ADJ|NOUN|PROPN|ADV)$/.test(pos))
    ) {
      const before = words.slice(Math.max(0, at - 12), at).map(({ lower: word }) => word);
      if (lower(at) === "any" && !before.some((word) => /^(?:not|n't|never|without|nor)$/.test(word))) continue;
      // “did not mention any losses”: nothing is said about them.
      if (lower(at) === "any" && before.some((word) => SILENT.test(word))) continue;
      // “no word of casualties”, “no immediate reports of deaths”.
      add(NOUNS.get(lower(noun)) as Harm, at, noun, "zero: no casualties");
      continue;
    }
    if (!isNobody(at)) continue;
    const verb = [1, 2, 3, 4, 5, 6, 7, 8].map((step) => at + step).find((next) => VERBS.get(lower(next)));
    if (verb !== undefined) add(VERBS.get(lower(verb)) as Harm, at, verb, "zero: nobody was killed");
  }
  return found;
}
