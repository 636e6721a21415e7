import type { Harm } from "../../domain/vocabulary.ts";

/** A table from lists of words with one meaning each. @param words in small letters, separated by spaces */
export const byWord = (words: Readonly<Partial<Record<Harm, string>>>): ReadonlyMap<string, Harm> =>
  new Map(
    Object.entries(words).flatMap(([harm, list]) =>
      list.split(" ").map((word): [string, Harm] => [word, harm as Harm]),
    ),
  );

/** Forms that are passive, or active in the past: “were killed”, “killed nine people”. */
export const PARTICIPLES = byWord({
  KILLED:
    "killed slain murdered massacred executed assassinated martyred beheaded slaughtered neutralised neutralized eliminated",
  WOUNDED: "wounded injured hurt maimed",
  CAPTURED: "captured kidnapped abducted grabbed seized",
  DISPLACED: "displaced uprooted",
});
/** Forms that are active: “killing nine fighters”. */
export const GERUNDS = byWord({
  KILLED: "killing murdering massacring slaughtering kill kills",
  WOUNDED: "wounding injuring hurting maiming wounds injures injure wound",
  CAPTURED: "capturing kidnapping abducting",
  DISPLACED: "displacing uprooting",
});
/** Words that say how people are: “nine dead”, “dead soldiers”. */
export const ADJECTIVES = byWord({
  KILLED: "dead killed",
  WOUNDED: "wounded injured hurt",
  MISSING: "missing unaccounted",
  DISPLACED: "homeless displaced",
});
/** Verbs whose subject is the people. */
export const INTRANSITIVE = byWord({
  KILLED: "died perished succumbed dies die",
  DISPLACED: "fled",
});
/** Nouns that are counted. */
export const NOUNS = byWord({
  KILLED: "deaths fatalities killings corpses bodies death fatality",
  WOUNDED: "injuries injury",
  CASUALTIES: "casualties losses casualty",
  CAPTURED: "abductions hostages prisoners captives",
});
/** Nouns after which the people come: “the death of nine people”. */
export const NOUNS_OF = byWord({
  KILLED: "death deaths killing killings murder murders massacre execution assassination slaying bodies lives loss",
  WOUNDED: "injury wounding",
  CAPTURED: "abduction kidnapping capture",
  DISPLACED: "displacement",
});
