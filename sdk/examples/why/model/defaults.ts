import type { Harm } from "@conflict-graph/sdk";
import { HARMS } from "../../shared/labels.ts";
import type { Choice } from "../service.ts";

export const claimCount = ({ counts }: Choice): number => Object.values(counts).reduce((sum, count) => sum + count, 0);

/** The event with the most claims about the event itself, not about its parts. */
export const defaultEvent = (choices: readonly Choice[]): Choice | undefined =>
  choices.reduce<Choice | undefined>((best, choice) => (best && best.own >= choice.own ? best : choice), undefined);

/** Deaths if there are claims about deaths, or else the harm with the most claims. */
export function defaultHarm({ counts }: Choice): Harm {
  if (counts.KILLED > 0) return "KILLED";
  const harms = Object.keys(HARMS) as Harm[];
  return harms.reduce((best, harm) => (counts[harm] > counts[best] ? harm : best));
}
