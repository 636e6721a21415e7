import { formatDay, HARM_WORDS, listText } from "../../english.ts";
import { required } from "../../required.ts";
import type { TollRule } from "../../vocabulary.ts";
import { type Claim, countsBodies, isVague } from "../claim.ts";
import { endOf } from "../coverage.ts";
import { seriesKey } from "../position.ts";
import { maxOrNull, minOrNull } from "../range.ts";
import { onlyGrows } from "../replacement.ts";
import { isOfPart, type Toll } from "../toll.ts";
import { noTotalLabel, type OtherFigures } from "./noTotalLabel.ts";
import { rangeLabel, rangeWords } from "./rangeLabel.ts";
import type { NameLookup } from "./subjectLabel.ts";

const CAUTIONS: Readonly<Record<TollRule, string>> = {
  RANGE: "claims, not an estimate",
  LATEST: "the latest claim, not an estimate",
  LOWEST: "the lowest claim, not an estimate",
  HIGHEST: "the highest claim, not an estimate",
};

/**
 * A toll in words that cannot be misread.
 * @param other what is named if the toll has no figure
 * @param names of the events and of `claimantKeys(toll)`; for `other` and `namedFigures(toll)`, of sides, places and events
 * @example "at least 95 killed, according to Agence France-Presse and reports that identify no source (claims, not an estimate)"
 */
export function tollLabel(toll: Toll, other: OtherFigures, names: NameLookup): string {
  const { used, question, about, isIncident, partialPeriod } = toll;
  if (used.length === 0) return noTotalLabel(toll, other, names);
  const isUndetermined = question.rule === "LATEST" && toll.latest.claim === null;
  return `${[
    ...(isUndetermined
      ? ["no single latest figure: several claims may be the latest, and they differ"]
      : [`${amount(toll)}, according to ${claimantsText(statingClaims(toll), names)}`, ...silent(used)]),
    ...(isIncident ? ["this is the figure for one incident, not a running total"] : []),
    ...(partialPeriod === null ? [] : [`this counts only the time from ${formatDay(partialPeriod.from)} on`]),
    ...(areOfDifferentDays(toll) ? ["the figures are of different days, and such a number can fall"] : []),
    ...(about !== null && isOfPart(toll) ? [`this is about a part of the event, “${names.event(about)}”`] : []),
  ].join("; ")} (${CAUTIONS[isUndetermined ? "RANGE" : question.rule]})`;
}

function amount({ range, question: { harm, subject } }: Toll): string {
  const words = rangeWords(range);
  if (!countsBodies(subject)) return `${rangeLabel(range)} ${HARM_WORDS[harm]}`;
  const bodies = `${words?.isSingular ? "body" : "bodies"} found or handed over`;
  return words ? `${words.amount} ${bodies}` : `${rangeLabel(range)} of ${bodies}`;
}

/** True if a number that can fall is given for several times: then its lowest and highest are no range of one time. */
function areOfDifferentDays({ question: { harm }, chosen }: Toll): boolean {
  if (onlyGrows(harm)) return false;
  const begins = maxOrNull(chosen.map((claim) => endOf(claim)?.from ?? null));
  const ends = minOrNull(chosen.map((claim) => endOf(claim)?.until ?? null));
  return begins !== null && ends !== null && begins - ends >= DAY;
}

const DAY = 86_400_000;

const seriesOf = (claims: readonly Claim[]) => [...Map.groupBy(claims, seriesKey).values()];

/** “2 others give no number”: the claimants who claim only “dozens” when others state a number. */
function silent(used: readonly Claim[]): string[] {
  const numbers = seriesOf(used.filter((claim) => !isVague(claim))).length;
  const others = numbers === 0 ? 0 : seriesOf(used).length - numbers;
  return others === 0 ? [] : [`${others} ${others === 1 ? "other gives" : "others give"} no number`];
}

/** The claims that state the figure of a toll. */
function statingClaims({ chosen, used }: Toll): readonly Claim[] {
  const claims = chosen.length > 0 ? chosen : used;
  const stating = claims.filter((claim) => !isVague(claim));
  return stating.length > 0 ? stating : claims;
}

const MOST_SHOWN = 3;

/** The actors whom the label of a toll may name. */
export const claimantKeys = (toll: Toll): number[] => {
  const series = namedSeries(statingClaims(toll));
  return series.length > MOST_SHOWN ? [] : series.map(claimantOf);
};

const namedSeries = (claims: readonly Claim[]) => seriesOf(claims.filter(({ party }) => party !== null));

/**
 * The source of a party's figures: its claimant, or the party if it has several claimants, who are not several sources.
 */
function claimantOf(series: readonly Claim[]): number {
  const claimants = new Set(series.map(({ claimant, party }) => claimant ?? party));
  const [key] = claimants.size === 1 ? claimants : [series[0]?.party];
  return required(key, "The party of a claimant series");
}

/** “Agence France-Presse and reports that identify no source”, “5 claimants”. Names are in alphabetical order. */
function claimantsText(claims: readonly Claim[], names: NameLookup): string {
  const named = namedSeries(claims);
  const actors = new Set(named.length > MOST_SHOWN ? [] : named.map((series) => names.actor(claimantOf(series))));
  const unnamed = seriesOf(claims.filter(({ party }) => party === null));
  return listText([
    ...(actors.size === named.length ? [...actors].sort() : [`${named.length} claimants`]),
    ...unnamedText(unnamed.filter(([claim]) => claim?.publisher !== null).length, unnamed.length),
  ]);
}

/** Articles without a stated publisher are counted as articles: nobody knows whether they are of one publisher. */
function unnamedText(publishers: number, series: number): string[] {
  if (series === 0) return [];
  const articles = series - publishers;
  if (series === 1) return ["reports that identify no source"];
  const by = [
    ...(publishers > 0 ? [`reports by ${publishers} ${publishers === 1 ? "publisher" : "publishers"}`] : []),
    ...(articles > 0 ? [`${articles} ${articles === 1 ? "article" : "articles"} with no stated publisher`] : []),
  ];
  return [`${by.join(" and ")} that identify no source`];
}
