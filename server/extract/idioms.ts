import type { Word } from "./sentences.ts";
import { IDIOMS, type Idiom } from "./words/idioms.ts";

/** How many words “*” in a phrase can stand for. */
const MOST_SKIPPED = 5;

interface PhraseWord {
  readonly words: ReadonlySet<string>;
  readonly isOptional: boolean;
  readonly isAny: boolean;
}

type ReadIdiom = Omit<Idiom, "example"> & { readonly words: readonly PhraseWord[] };

const readIdiom = ({ phrase, people, harm }: Idiom): ReadIdiom => ({
  phrase,
  people,
  harm,
  words: phrase.split(" ").map((word) => ({
    words: new Set(word.replace(/[?*]$/, "").split("|")),
    isOptional: word.endsWith("?"),
    isAny: word === "*",
  })),
});

/** The idioms by each word that they can begin with. */
const IDIOMS_BY_WORD = Map.groupBy(
  IDIOMS.map(readIdiom).flatMap((idiom) => [...(idiom.words[0]?.words ?? [])].map((word) => ({ word, idiom }))),
  ({ word }) => word,
);

/** The idioms that begin at a word of a sentence, with the number of their last word. */
export function* idiomsAt(words: readonly Word[], at: number): Generator<ReadIdiom & { readonly last: number }> {
  for (const { idiom } of IDIOMS_BY_WORD.get(words[at]?.lower ?? "") ?? []) {
    const last = endOf(idiom.words, words, at);
    if (last !== null) yield { ...idiom, last };
  }
}

/** The last word of a phrase that begins at a word, or null. */
function endOf(phrase: readonly PhraseWord[], words: readonly Word[], from: number): number | null {
  const lower = (at: number): string => words[at]?.lower ?? "";
  let at = from;
  for (const part of phrase) {
    if (part.isAny) {
      const next = phrase[phrase.length - 1]?.words;
      for (let skipped = 0; skipped < MOST_SKIPPED && !next?.has(lower(at)); skipped++) at++;
    } else if (part.words.has(lower(at))) at++;
    else if (!part.isOptional) return null;
  }
  return at - 1;
}
