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
    "killed slain murdered massacred executed assassinated martyred beheaded slaughtered lynched electrocuted neutralised neutralized eliminated destroyed liquidated annihilated",
  WOUNDED: "wounded injured hurt maimed hospitalised hospitalized",
  CAPTURED: "captured kidnapped abducted grabbed seized",
  MISSING: "disappeared",
  DISPLACED: "displaced uprooted",
});
/** Those of the words above that can also be said of things: the people must be named. */
export const OF_THINGS_TOO: ReadonlySet<string> = new Set(
  "destroyed liquidated annihilated eliminated neutralised neutralized seized grabbed eliminating neutralising neutralizing neutralise neutralize annihilating".split(
    " ",
  ),
);
/** Those after which a noun must be one for people or animals, even if it is not in our lists. */
export const OF_BEINGS: ReadonlySet<string> = new Set(
  "killed slain murdered massacred executed assassinated martyred beheaded slaughtered wounded injured maimed kidnapped abducted killing murdering massacring wounding injuring died perished".split(
    " ",
  ),
);
/** Nouns after “displaced” that count people by more than one. */
export const HOUSEHOLDS = /^(?:families|households)$/;
const ANIMALS = new Set(
  "animals whales dolphins elephants dogs cats cattle livestock cows bulls buffaloes buffalo oxen sheep goats horses donkeys mules camels pigs chickens hens ducks turkeys birds geese swans fish sharks seals turtles deer elk moose bears wolves foxes lions tigers leopards rhinos rhinoceroses hippos monkeys apes gorillas crocodiles snakes bees badgers rabbits penguins kangaroos koalas bats rats mice insects poultry hectares jobs bills plans proposals deals projects minutes hours days trees crops tigers".split(
    " ",
  ),
);
/** Whether an unknown noun after “killed” is one for people. A name is: “120 Tigers”. */
export const canBePeople = (noun: string): boolean =>
  /^\p{Lu}\p{Ll}+/u.test(noun) || (/[^s]s$|men$|ren$/.test(noun) && !ANIMALS.has(noun));

/** Forms that are active: “killing nine fighters”. */
export const GERUNDS = byWord({
  KILLED:
    "killing murdering massacring slaughtering slaying executing beheading assassinating martyring eliminating neutralising neutralizing neutralise neutralize annihilating kill kills",
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
  KILLED: "died perished succumbed dies die dying perishing drowned",
  MISSING: "disappeared vanished",
  DISPLACED: "fled fleeing",
});
/** Nouns that are counted. */
export const NOUNS = byWord({
  KILLED: "deaths fatalities killings corpses bodies death fatality martyrs",
  WOUNDED: "injuries injury",
  CASUALTIES: "casualties losses casualty",
  CAPTURED: "abductions hostages prisoners captives",
});
/** Nouns after which the people come: “the death of nine people”. */
export const NOUNS_OF = byWord({
  KILLED:
    "death deaths killing killings murder murders massacre execution assassination slaying bodies body lives life loss remains elimination martyrdom neutralisation neutralization liquidation",
  WOUNDED: "injury injuries wounding",
  CAPTURED: "abduction kidnapping abductions kidnappings capture",
  DISPLACED: "displacement",
});
