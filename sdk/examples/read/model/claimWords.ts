import type { Victims } from "@conflict-graph/sdk";
import { counted, HARMS, labelFor, SCOPES, STATUSES } from "../../shared/labels.ts";
import type { Claim } from "./extraction.ts";

const PEOPLE: Readonly<Record<Victims, readonly [one: string, many: string]>> = {
  CIVILIAN: ["civilian", "civilians"],
  MILITARY: ["member of the military", "members of the military"],
  UNSPECIFIED: ["person", "people"],
};

/** “members of the military of Southland”, “civilian”, “people”. */
export function peopleWords({ victims, side, count }: Claim): string {
  const isOne = (count.max ?? count.min) === 1;
  const noun = PEOPLE[victims as Victims]?.[isOne ? 0 : 1] ?? labelFor({}, victims as never);
  return side === null ? noun : `${noun} of ${side}`;
}

/** “at least 12 killed”. */
export const figureWords = ({ count, harm }: Claim): string => `${count.label} ${labelFor(HARMS, harm)}`;

/** “at least 12 people killed”, “an unstated number (dozens) of civilians wounded”. */
export function claimTitle(claim: Claim): string {
  const { count, harm } = claim;
  const isWithoutNumber = count.min === null && count.max === null;
  return `${count.label}${isWithoutNumber ? " of" : ""} ${peopleWords(claim)} ${labelFor(HARMS, harm)}`;
}

/** A time in the words of the text, and as a date: “on Sunday: 27 September 2020”. Empty if there is none. */
export function timeWords(time: Claim["period"]): string {
  if (!time) return "";
  const dates = time.at.split("/").map(dateWords);
  return `“${time.quote}”: ${dates.join(" to ")}`;
}

const FORMATS: readonly Intl.DateTimeFormatOptions[] = [
  { year: "numeric" },
  { year: "numeric", month: "long" },
  { year: "numeric", month: "long", day: "numeric" },
];

const dateWords = (date: string): string =>
  new Intl.DateTimeFormat("en-GB", { ...FORMATS[date.split("-").length - 1], timeZone: "UTC" }).format(
    Date.parse(date),
  );

/** The claimant in the words of the text. */
export const claimantWords = ({ claimant }: Claim): string => claimant ?? "The text names nobody";

export const scopeWords = ({ scope }: Claim): string => labelFor(SCOPES, scope);

/** “hypothetical, not claimed”; empty for a claim about what the text reports. */
export const statusWords = ({ status }: Claim): string => labelFor(STATUSES, status);

/** The claim that counts the same people too, by index; null if there is none. */
export function wholeOf(claim: Claim, claims: readonly Claim[]): number | null {
  const at = claims.findIndex(({ id }) => id === claim.partOf);
  return at === -1 ? null : at;
}

/** The claims that are part of a claim, by index. */
export const partsOf = (claim: Claim, claims: readonly Claim[]): number[] =>
  [...claims.keys()].filter((at) => claims[at]?.partOf === claim.id);

/** What screen readers say about the words of a claim in the text. */
export function claimSentence(at: number, claims: readonly Claim[]): string {
  const claim = claims[at];
  if (!claim) return "";
  const whole = wholeOf(claim, claims);
  const parts = [
    `Claim ${at + 1} of ${claims.length}: ${claimTitle(claim)}`,
    claim.claimant === null ? "The text names nobody who says so" : `Said by: ${claim.claimant}`,
    claim.conduit !== null && `Through: ${claim.conduit}`,
    statusWords(claim),
    whole !== null && `Part of claim ${whole + 1}`,
  ];
  return parts.flatMap((part) => (part ? [`${capitalised(part)}.`] : [])).join(" ");
}

/** “5 claims found, and 3 other numbers”. */
export function foundWords(claims: number, otherNumbers: number): string {
  const found = `${claims === 0 ? "No claims" : counted(claims, "claim")} found`;
  if (otherNumbers === 0) return found;
  return `${found}, ${claims === 0 ? "but" : "and"} ${counted(otherNumbers, "other number")}`;
}

export const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
