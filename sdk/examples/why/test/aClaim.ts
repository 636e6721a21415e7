import type { TimeFields } from "@conflict-graph/sdk";
import { aCasualtyReport, anActorRef } from "../../../src/testing/index.ts";
import type { Claim } from "../model/claim.ts";

interface Details extends Partial<Omit<Claim, "count" | "statedAt" | "party" | "side">> {
  /** One number, or two bounds. If left out, the claim states no number. */
  readonly figure?: number | readonly [lower: number | null, upper: number | null];
  /** A day, or the first and the last day: `2020-09-27/2020-09-28`. */
  readonly stated?: string | null;
  readonly party?: string;
  readonly side?: string;
}

/** A claim with the given details, and neutral values for all others. */
export function aClaim({ figure = [null, null], stated = "2020-09-28", party, side, ...others }: Details = {}): Claim {
  const [lower, upper] = typeof figure === "number" ? [figure, figure] : figure;
  const label = lower === null ? "an unstated number" : upper === null ? `at least ${lower}` : `${lower}`;
  const actor = party === undefined ? null : anActorRef({ slug: party, name: party });
  const report = aCasualtyReport({
    harm: "KILLED",
    review: "REVIEWED",
    victims: "UNSPECIFIED",
    count: { label, lower, upper, qualifier: "EXACTLY", text: null },
    party: actor,
    attributedTo: actor && { actor, words: null },
    side: side === undefined ? null : anActorRef({ slug: side, name: side }),
    statedAt: stated === null ? null : aTime(stated),
  });
  return { ...report, publisher: null, published: null, ...others };
}

export function aTime(days: string): TimeFields {
  const [first = days, last = first] = days.split("/");
  return {
    label: days,
    at: days,
    earliest: `${first}T00:00:00.000Z`,
    latest: `${last}T23:59:59.999Z`,
    precision: last === first ? "DAY" : "SPAN",
    basis: "INFERRED",
    words: null,
    note: null,
  };
}

export const endOfDay = (day: string): number => Date.parse(`${day}T23:59:59.999Z`);
