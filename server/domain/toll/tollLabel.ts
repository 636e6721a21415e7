import { HARM_WORDS, listText } from "../english.ts";
import { required } from "../required.ts";
import type { TollRule } from "../vocabulary.ts";
import { type Claim, countsBodies, isVague } from "./claim.ts";
import { seriesKey } from "./position.ts";
import { rangeLabel, rangeWords } from "./rangeLabel.ts";
import { countedLabel, type NameLookup } from "./subjectLabel.ts";
import { isOfPart, type Toll } from "./toll.ts";

const CAUTIONS: Readonly<Record<TollRule, string>> = {
  RANGE: "claims, not an estimate",
  LATEST: "the latest claim, not an estimate",
  LOWEST: "the lowest claim, not an estimate",
  HIGHEST: "the highest claim, not an estimate",
};

/**
 * A toll in words that cannot be misread.
 * @param narrower the tolls of `toll.narrower`, which are named if there is no figure for all
 * @param names of the events and of `claimantKeys(toll)`; for `narrower`, of the sides, places and events
 * @example "95 or more killed, according to Agence France-Presse and reports that name no source (claims, not an estimate)"
 */
export function tollLabel(toll: Toll, narrower: readonly Toll[], names: NameLookup): string {
  const { used, question, about, isIncident } = toll;
  if (used.length === 0) return `no figure${whyNone(toll, narrower, names)}`;
  const isUndetermined = question.rule === "LATEST" && toll.latest.claim === null;
  return `${[
    ...(isUndetermined
      ? ["no single latest figure: several claims may be the latest, and they differ"]
      : [`${amount(toll)}, according to ${claimantsText(statingClaims(toll), names)}`, ...silent(used)]),
    ...(isIncident ? ["this is the figure for one incident, not a running total"] : []),
    ...(about !== null && isOfPart(toll) ? [`this is about a part of the event, “${names.event(about)}”`] : []),
  ].join("; ")} (${CAUTIONS[isUndetermined ? "RANGE" : question.rule]})`;
}

function amount({ range, question: { harm, subject } }: Toll): string {
  const words = rangeWords(range);
  if (!words && !range.isVague) return rangeLabel(range);
  if (!countsBodies(subject)) return `${words?.amount ?? rangeLabel(range)} ${HARM_WORDS[harm]}${words?.note ?? ""}`;
  const bodies = `${words?.isSingular ? "body" : "bodies"} found or handed over`;
  if (words) return `${words.amount} ${bodies}${words.note}`;
  return `${rangeLabel(range)} of ${bodies}`;
}

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

/** “Agence France-Presse and reports that name no source”, “5 claimants”. Names are in alphabetical order. */
function claimantsText(claims: readonly Claim[], names: NameLookup): string {
  const named = namedSeries(claims);
  const unnamed = seriesOf(claims.filter(({ party }) => party === null)).length;
  const actors = new Set(named.length > MOST_SHOWN ? [] : named.map((series) => names.actor(claimantOf(series))));
  return listText([
    ...(actors.size === named.length ? [...actors].sort() : [`${named.length} claimants`]),
    ...(unnamed === 0 ? [] : [`reports${unnamed === 1 ? "" : ` by ${unnamed} publishers`} that name no source`]),
  ]);
}

function whyNone({ question: { subject }, separate }: Toll, narrower: readonly Toll[], names: NameLookup): string {
  if (separate.length > 0)
    return subject.event === null
      ? `: ${separate.length} separate events have their own totals, which are not added`
      : ` for the whole event: ${separate.length} parts of it have their own totals, which are not added`;
  const given = narrower.filter(({ used }) => used.length > 0);
  if (given.length === 0) return "";
  const shown = given.slice(0, MOST_SHOWN).map(({ range, question }) => {
    const { event } = question.subject;
    const inEvent = event === null || event === subject.event ? "" : `, in “${names.event(event)}”`;
    return `${countedLabel(range, question.subject, names)}${inEvent}`;
  });
  const more = given.length > MOST_SHOWN ? [`${given.length - MOST_SHOWN} more`] : [];
  return ` for all of them; figures for some: ${listText([...shown, ...more], "; ")}`;
}
