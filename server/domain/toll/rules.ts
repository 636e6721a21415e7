import { HARM_WORDS, listText } from "../english.ts";
import { CAN_FALL, HARMS, type Harm } from "../vocabulary.ts";

const HARM_NAMES = Object.keys(HARMS) as readonly Harm[];
const harmsThat = (canFall: boolean): string =>
  listText(
    HARM_NAMES.filter((harm) => CAN_FALL[harm] === canFall).map((harm) => HARM_WORDS[harm]),
    ", ",
    "or",
  );

/** A rule of tolls in plain words, with one example. */
export interface Rule {
  readonly title: string;
  readonly text: string;
  /** What was reported. */
  readonly example: string;
  /** What the service makes of the example: the label of the toll, or the relation of the figures with its reason. */
  readonly result: string;
}

/**
 * Which claim stands and why, for people who must justify using a figure. From this table come the page `/rules`, its copy in
 * docs/rules.md, and descriptions in the schema. A test computes the result of every example.
 */
export const RULES = {
  comparable: {
    title: "Only figures for the same people are compared",
    text: "A toll compares running totals of the same harm, in the same event, for the same kind of people, side and place. Every other claim is listed with the reason why it is left out, and figures for different people are never added or mixed.",
    example: "The agency says that 95 people were killed. The ministry says that 11 civilians were killed.",
    result: "95 killed, according to the agency (claims, not an estimate)",
  },
  parties: {
    title: "Each party counts once",
    text: "A claimant's party is the topmost actor that it belongs to: a ministry speaks for its state. If several claims of a party are known, one of them stands, by the rules below. The toll is the range of the figures that stand, and names their claimants. It is never an estimate.",
    example: "The ministry says 84 on Monday and 95 on Tuesday. The agency says 90 on Tuesday.",
    result: "90 to 95 killed, according to the agency and the ministry (claims, not an estimate)",
  },
  covered: {
    title: "The total that covers the longest time stands",
    text: "The time that a total covers comes before the time of saying it. A total as of an earlier day takes nothing back, even if it was stated later, unless the two cannot both be true. If a report does not say which time its total covers, the total counts as of when it was stated.",
    example:
      "On 11 June the ministry says that 390 people have been killed from 1 to 10 June. On 12 June it corrects its figure for 1 to 5 June to 371.",
    result: "390 killed, according to the ministry (claims, not an estimate)",
  },
  later: {
    title: "For the same time, the later statement replaces the earlier one",
    text: "A party's later total replaces its earlier one, even if it is lower. Neither the order in a text nor the size of a figure decides which claim is later.",
    example: "The ministry says 95 on Monday and 90 on Tuesday.",
    result: "90 killed, according to the ministry (claims, not an estimate)",
  },
  weaker: {
    title: "A weaker statement that agrees replaces nothing",
    text: "A statement is weaker if it allows every number that the other allows, and more. It is listed as agreeing, and the stronger statement stands, whichever of them is later. If the weaker statement covers a longer time, the stronger one is no upper end for all of that time.",
    example: "The ministry says 95 on Monday, and “dozens” on Tuesday.",
    result: "95 killed, according to the ministry (claims, not an estimate)",
  },
  unclear: {
    title: "If the times do not show which claim came later, all are kept",
    text: "Then the party's position is a range, and the toll says that its latest figure is not known.",
    example: "Two articles of one day quote the ministry: one with 10 killed, the other with 12.",
    result: "10 to 12 killed, according to the ministry (claims, not an estimate)",
  },
  start: {
    title: "Totals from another start are listed apart",
    text: "A total “since the ceasefire” is not comparable with one “since the war began”. The toll uses totals from the start of the event, and lists the others with the time that they cover. A total of unknown period counts from the start of the event. If there are only others, the toll is a lower bound and says which time it covers.",
    example:
      "On 12 June the ministry says that 678 people have been killed since the war began on 1 June. On 20 June it says that 24 have been killed since the ceasefire of 12 June.",
    result: "678 killed, according to the ministry (claims, not an estimate)",
  },
  copies: {
    title: "A copy says what its original said, when the original said it",
    text: "A copy of an article counts together with its original, through any number of copies. Its claims are not later than those of the original, unless the text itself names a later time.",
    example:
      "A dispatch of Monday says “at least 30”, and one of Tuesday “at least 45”, both according to the ministry. On Thursday a weekly reprints the dispatch of Monday.",
    result: "at least 45 killed, according to the ministry (claims, not an estimate)",
  },
  unnamed: {
    title: "Reports that identify no source are no claimants",
    text: "Figures for which a report names nobody count by the publisher of the report. If no publisher is stated, each article counts for itself, with its copies: nobody knows whether two such articles are of one publisher, so neither replaces the other. Only a total that is known to be of an earlier time, and agrees, makes way for one of a later time.",
    example:
      "Two articles with no stated publisher identify no source: one says 20 on Monday, the other 30 on Tuesday.",
    result:
      "20 to 30 killed, according to 2 articles with no stated publisher that identify no source (claims, not an estimate)",
  },
  parts: {
    title: "A part cannot be larger than its whole",
    text: "The people of a province are among those of its country, those of an army among those of its state, and children among all people. A question about the part finds the figure that was stated for it, also within a larger claim. If a figure for a part is above a figure for the whole of the same or a longer time, both cannot be right. The toll then has a warning, and no figure changes.",
    example: "On one day the ministry says that 59 people were killed, and the agency that 70 civilians were killed.",
    result:
      "70 (the agency) counts civilians, who are among the people counted by 59 (the ministry). The figure for the part is larger, so no number satisfies both.",
  },
  falling: {
    title: "Some numbers can fall",
    text: `Totals of people ${harmsThat(false)} only grow. Numbers of people ${harmsThat(true)} can fall: some of the wounded die, missing people are found, prisoners are released, and people return. A later, lower number is then the state of a later day and contradicts nothing, and a later statement with a number replaces an earlier one, even if it is weaker.`,
    example: "The agency says on 2 June that 120 people are missing. The ministry says on 9 June that 80 are missing.",
    result:
      "80 (the ministry) is of a later time than 120 (the agency). The number of people missing can fall, so both can be right for their time.",
  },
  bounds: {
    title: "No number is invented",
    text: "Every number in a toll is one that a claim states. “At least 95” has no upper end, and “dozens” has no number at all. “More than 150” stays as it is. If a claim leaves an end open, the toll leaves it open.",
    example: "The ministry says 95. The agency says “more than 150”.",
    result: "95 to more than 150 killed, according to the agency and the ministry (claims, not an estimate)",
  },
  increments: {
    title: "Increases and single incidents are not added",
    text: "“26 more” may be included in a total, and reports of single incidents may overlap. Such figures are named, but never added up. If nobody states a total, and a party gives one figure for exactly the event that was asked about, that figure is used and marked as the figure of one incident.",
    example: "Police say that five people were killed in one shelling on Monday, and seven in another on Tuesday.",
    result:
      "no total: increases or single incidents, which are not added: 5 people, in “Monday” and 7 people, in “Tuesday”",
  },
  denials: {
    title: "A denial changes no figure",
    text: "A denial by others is shown with what exactly it denies: that it happened, the number, or the responsibility. Only the claimant's own retraction removes a claim, from the time of the retraction on.",
    example: "The ministry says that 12 people were killed. The army denies that anybody was.",
    result: "12 killed, according to the ministry (claims, not an estimate)",
  },
  missing: {
    title: "“No figure” never means zero",
    text: "A toll says “no figure” only if no claim gives one. If there are figures only for some of the people, for parts of the event, for single incidents, for another time, or that wait for review, the toll names them. A claim that was found wrong, recalls an earlier war, only supposes, or is cited to be rejected is never used.",
    example: "A program has read two claims that no person has checked yet.",
    result: "no figure: 2 claims are not reviewed yet",
  },
} as const satisfies Record<string, Rule>;
