import { fold } from "../../domain/fold.ts";
import { countryOf } from "../../extract/words/nationalities.ts";
import type { NamedRecord, RecentEvent } from "../../store/read/namedRecords.ts";

/** The records to which drafts can refer. */
export interface KnownRecords {
  readonly actors: readonly NamedRecord[];
  /** `Type/id` of the actors and places that ever were. Those of withdrawn ones cannot be used again. */
  readonly taken: ReadonlySet<string>;
  readonly places: readonly NamedRecord[];
  readonly events: readonly RecentEvent[];
}

/** Words that names are compared without. */
const SMALL = /^(?:the|a|an|of|for|and|in|on|s|its|their)$/;
const SPELLINGS: ReadonlyMap<string, string> = new Map([
  ["defense", "defence"],
  ["centre", "center"],
  ["organisation", "organization"],
  ["labour", "labor"],
  ["minister", "ministry"],
]);

/**
 * What a name is compared by: its words without order, typography and ways of naming a country, so that “Armenia's Defense
 * Ministry” is “Ministry of Defence of Armenia”.
 */
function nameKey(name: string): string {
  const words = name.replace(/['’]s\b/g, "").match(/[\p{L}\p{N}]+/gu) ?? [];
  const plain = words.map((word) => fold(countryOf(word) ?? word));
  return [...new Set(plain.map((word) => SPELLINGS.get(word) ?? word).filter((word) => !SMALL.test(word)))]
    .sort()
    .join(" ");
}

/** Finds the slug of a record by its name: null if several records have the name, and undefined if none has it. */
export function byName(records: readonly NamedRecord[]): (name: string) => string | null | undefined {
  const slugs = new Map<string, string | null>();
  for (const { slug, names } of records)
    for (const key of new Set(names.map(nameKey))) {
      const known = slugs.get(key);
      slugs.set(key, known === undefined || known === slug ? slug : null);
    }
  return (name) => slugs.get(nameKey(name));
}

/** A name in a text. Offsets are UTF-16 code units. */
export interface NameInText {
  readonly slug: string;
  readonly start: number;
  readonly end: number;
}

/** A shorter name is also a word: “US” is found, “us” is not. */
const SHORTEST = 2;

/** Finds the names of records in a text: whole words, with their capitals, the longest name first. Each record once. */
export function findNames(text: string, records: readonly NamedRecord[]): NameInText[] {
  const byFirstWord = new Map<string, { readonly name: string; readonly slug: string }[]>();
  for (const { slug, names } of records)
    for (const name of names) {
      const first = FIRST_WORD.exec(name)?.[0];
      if (first === undefined || name.length < SHORTEST || !/\p{Lu}/u.test(name)) continue;
      const known = byFirstWord.get(first) ?? [];
      byFirstWord.set(
        first,
        [...known, { name, slug }].sort((a, b) => b.name.length - a.name.length),
      );
    }
  const found = new Map<string, NameInText>();
  let end = 0;
  for (const { index, 0: word } of text.matchAll(/[\p{L}\p{N}]+/gu)) {
    if (index < end) continue;
    const known = byFirstWord.get(word)?.find(({ name }) => isAt(text, index, name));
    if (!known) continue;
    end = index + known.name.length;
    if (!found.has(known.slug)) found.set(known.slug, { slug: known.slug, start: index, end });
  }
  return [...found.values()];
}

const FIRST_WORD = /^[\p{L}\p{N}]+/u;

const isAt = (text: string, at: number, name: string): boolean =>
  text.startsWith(name, at) && !/^[\p{L}\p{N}]/u.test(text.slice(at + name.length, at + name.length + 2));
