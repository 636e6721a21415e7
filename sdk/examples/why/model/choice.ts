import type { Harm } from "@conflict-graph/sdk";
import type { Choice } from "../service.ts";
import { HARMS } from "./words.ts";

export const totalOf = ({ counts }: Choice): number => Object.values(counts).reduce((sum, count) => sum + count, 0);

/** What is shown where the address names none: the event with the most claims about itself. */
export const defaultEvent = (choices: readonly Choice[]): Choice | undefined =>
  choices.reduce<Choice | undefined>((best, choice) => (best && best.own >= choice.own ? best : choice), undefined);

/** Deaths where there are claims of any, else what there are the most claims of. */
export function defaultHarm({ counts }: Choice): Harm {
  if (counts.KILLED > 0) return "KILLED";
  const harms = Object.keys(HARMS) as Harm[];
  return harms.reduce((best, harm) => (counts[harm] > counts[best] ? harm : best));
}
