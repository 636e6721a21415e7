import type { Harm, TollRule, TollTime, Victims } from "../vocabulary.ts";

/** The complete question of a toll, by slug: the parameters of its page's address. */
export interface TollAddress {
  readonly harm: Harm;
  readonly event: string | null;
  readonly victims: Victims;
  readonly side: string | null;
  readonly place: string | null;
  readonly tags: readonly string[];
  readonly party: readonly string[];
  readonly rule: TollRule;
  /** UTC milliseconds, inclusive. */
  readonly asOf: number | null;
  readonly by: TollTime;
  readonly includeUnreviewed: boolean;
  /** The data revision of the store. */
  readonly recordedAsOf: number;
}

const DAY = 86_400_000;

/** `2020-09-28` for the last millisecond of that day in UTC. Any other instant in full. */
export function asOfText(milliseconds: number): string {
  const text = new Date(milliseconds).toISOString();
  return (milliseconds + 1) % DAY === 0 ? text.slice(0, 10) : text;
}

/** `killed?event=…&recordedAsOf=1`: equal for equal tolls, since default values are left out. */
export function tollAddress(of: TollAddress): string {
  const parameters = new URLSearchParams();
  if (of.event !== null) parameters.append("event", of.event);
  if (of.victims !== "UNSPECIFIED") parameters.append("victims", of.victims);
  if (of.side !== null) parameters.append("side", of.side);
  if (of.place !== null) parameters.append("place", of.place);
  for (const tag of of.tags) parameters.append("tags", tag);
  for (const party of of.party) parameters.append("party", party);
  if (of.rule !== "RANGE") parameters.append("rule", of.rule);
  if (of.asOf !== null) parameters.append("asOf", asOfText(of.asOf));
  if (of.by !== "STATED") parameters.append("by", of.by);
  if (of.includeUnreviewed) parameters.append("includeUnreviewed", "true");
  parameters.append("recordedAsOf", String(of.recordedAsOf));
  return `${of.harm.toLowerCase()}?${parameters}`;
}
