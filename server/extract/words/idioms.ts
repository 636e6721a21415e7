import type { Harm } from "../../domain/vocabulary.ts";

/** A phrase that says what happened to the people who are its subject or its object. */
export interface Idiom {
  /** The words, each as alternatives separated by “|”. “?” after a word: it may be missing. “*”: up to five other words. */
  readonly phrase: string;
  readonly people: "subject" | "object";
  readonly harm: Harm;
  /** A text with exactly this claim. */
  readonly example: string;
}

/** How reports say that people came to harm, besides plain verbs and participles. */
export const IDIOMS: readonly Idiom[] = [
  {
    phrase: "lost|lose|loses|losing their|his|her lives|life",
    people: "subject",
    harm: "KILLED",
    example: "Nine farmers lost their lives.",
  },
  {
    phrase: "laid|lay|laying|gave|given|giving|sacrificed down? their|his|her lives|life",
    people: "subject",
    harm: "KILLED",
    example: "Four soldiers laid down their lives.",
  },
  {
    phrase: "embraced|attained|achieved|embracing '? martyrdom|shahadat|shahdat",
    people: "subject",
    harm: "KILLED",
    example: "Two constables embraced martyrdom.",
  },
  {
    phrase: "met their|his|her deaths|death",
    people: "subject",
    harm: "KILLED",
    example: "Six miners met their deaths.",
  },
  { phrase: "passed away", people: "subject", harm: "KILLED", example: "Eighteen patients passed away." },
  { phrase: "captured|seized dead", people: "subject", harm: "KILLED", example: "Nine rebels were captured dead." },
  {
    phrase: "gunned|mowed|mown|cut down",
    people: "subject",
    harm: "KILLED",
    example: "Two farmers were gunned down.",
  },
  {
    phrase: "sustained|suffered|suffering|received|sustaining * injuries|injury|wounds|burns",
    people: "subject",
    harm: "WOUNDED",
    example: "Seven passengers sustained minor injuries.",
  },
  {
    phrase: "treated * injuries|wounds|burns",
    people: "subject",
    harm: "WOUNDED",
    example: "Some 40 residents were treated for injuries.",
  },
  {
    phrase: "taken captive|hostage|prisoner|prisoners|away|alive",
    people: "subject",
    harm: "CAPTURED",
    example: "Six drivers were taken hostage.",
  },
  {
    phrase: "forced|driven|chased from|out their|his|her? homes|home|villages|houses|hamlets|towns",
    people: "subject",
    harm: "DISPLACED",
    example: "About 300 people were forced from their homes.",
  },
  {
    phrase: "abandoned|left|fled|leave|flee|fleeing|leaving their|his|her homes|home|villages|houses|hamlets|towns",
    people: "subject",
    harm: "DISPLACED",
    example: "Some 400 villagers left their homes.",
  },
  {
    phrase: "forced to? flee|leave",
    people: "subject",
    harm: "DISPLACED",
    example: "Some 600 people were forced to flee.",
  },
  {
    phrase: "had|have|has to flee|leave|evacuate",
    people: "subject",
    harm: "DISPLACED",
    example: "About 90 families had to flee.",
  },
  {
    phrase: "took|taken|sought|seeking|taking refuge|shelter",
    people: "subject",
    harm: "DISPLACED",
    example: "Some 600 people have sought refuge across the river.",
  },
  {
    phrase: "became|become martyrs|martyr|shehids|shehid|shaheed",
    people: "subject",
    harm: "KILLED",
    example: "Six conscripts became martyrs.",
  },
  { phrase: "not make it", people: "subject", harm: "KILLED", example: "Five passengers did not make it." },
  {
    phrase: "brought in? wounded|injured",
    people: "subject",
    harm: "WOUNDED",
    example: "More than 90 villagers were brought in wounded.",
  },
  { phrase: "brought in? dead", people: "subject", harm: "KILLED", example: "Two miners were brought in dead." },
  { phrase: "under treatment", people: "subject", harm: "WOUNDED", example: "Ten miners were under treatment." },
  { phrase: "being treated", people: "subject", harm: "WOUNDED", example: "Ten miners are being treated." },
  { phrase: "carried off|away", people: "subject", harm: "CAPTURED", example: "Eight women were carried off." },
  { phrase: "not survive", people: "subject", harm: "KILLED", example: "Two passengers did not survive." },
  {
    phrase: "put|puts|putting out of action",
    people: "object",
    harm: "CASUALTIES",
    example: "Our forces put out of action 70 soldiers.",
  },
  { phrase: "wiped|wiping out", people: "object", harm: "KILLED", example: "The raid wiped out 30 soldiers." },
  { phrase: "wiped out", people: "subject", harm: "KILLED", example: "Some 90 paratroopers were wiped out." },
  { phrase: "put to death", people: "subject", harm: "KILLED", example: "Nine prisoners were put to death." },
  {
    phrase: "finished|finishing off",
    people: "object",
    harm: "KILLED",
    example: "The gunmen finished off three guards.",
  },
  {
    phrase: "carried|carrying|carry off|away",
    people: "object",
    harm: "CAPTURED",
    example: "The gunmen carried off eight women.",
  },
  {
    phrase: "mourned|mourns|mourn|mourning",
    people: "object",
    harm: "KILLED",
    example: "The town mourned three teachers.",
  },
  {
    phrase: "claimed|claiming|claims|took|taken|taking|cost|costing the lives|life of",
    people: "object",
    harm: "KILLED",
    example: "The raid claimed the lives of 14 miners.",
  },
  {
    phrase: "shot|shooting|shoots dead",
    people: "object",
    harm: "KILLED",
    example: "Gunmen shot dead three teachers.",
  },
  {
    phrase:
      "hacked|beat|beaten|stabbed|clubbed|burned|burnt|crushed|tortured|trampled|shot|bludgeoned|starved to death",
    people: "object",
    harm: "KILLED",
    example: "Raiders hacked to death 13 villagers.",
  },
  {
    phrase: "hacked|beaten|stabbed|clubbed|burned|burnt|crushed|tortured|trampled|shot|bludgeoned|starved to death",
    people: "subject",
    harm: "KILLED",
    example: "Four prisoners were beaten to death.",
  },
  {
    phrase: "gunned|mowed|mown|cut|gunning|mowing|cutting down",
    people: "object",
    harm: "KILLED",
    example: "Gunmen mowed down ten worshippers.",
  },
  {
    phrase: "slit|cut the throats|throat of",
    people: "object",
    harm: "KILLED",
    example: "Raiders slit the throats of eight shepherds.",
  },
];
