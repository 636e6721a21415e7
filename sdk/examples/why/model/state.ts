import type { Harm } from "@conflict-graph/sdk";
import { endOf } from "./times.ts";
import { HARMS, isHarm, listed } from "./words.ts";

/** What the address says, and the back button brings back. */
export interface State {
  /** Null: the app chooses. */
  readonly event: string | null;
  readonly harm: Harm | null;
  /** Only what was stated by the end of it; null: whenever. */
  readonly asOf: string | null;
  /** The claim that is open, by its slug. */
  readonly claim: string | null;
  readonly view: "picture" | "table";
}

/** The state in an address's query, and what in it makes no sense, in words. */
export function readState(search: string): { readonly state: State; readonly problems: readonly string[] } {
  const parameters = new URLSearchParams(search);
  const problems: string[] = [];
  const value = (name: string) => parameters.get(name) || null;
  const refuse = (name: string, takes: string): null => {
    problems.push(`The address says ${name} “${value(name)?.slice(0, 60)}”; it takes ${takes}.`);
    return null;
  };
  const harm = value("harm")?.toUpperCase() ?? null;
  // A bare + is a blank in an address, and times have offsets.
  const asOf = value("asOf")?.replaceAll(" ", "+") ?? null;
  const view = value("view") ?? "picture";
  const state: State = {
    event: value("event"),
    harm:
      harm === null || isHarm(harm)
        ? harm
        : refuse("harm", listed(Object.keys(HARMS).map((name) => name.toLowerCase()))),
    asOf:
      asOf === null || endOf(asOf) !== null
        ? asOf
        : refuse("asOf", "a day such as 2020-09-28, a month, a year, or an instant with its zone"),
    claim: value("claim"),
    view: view === "picture" || view === "table" ? view : (refuse("view", "picture or table") ?? "picture"),
  };
  return { state, problems };
}

/** The query of an address, with what differs from the default. */
export function writeState({ event, harm, asOf, claim, view }: State): string {
  const parameters = new URLSearchParams();
  if (event !== null) parameters.set("event", event);
  if (harm !== null) parameters.set("harm", harm.toLowerCase());
  if (asOf !== null) parameters.set("asOf", asOf);
  if (claim !== null) parameters.set("claim", claim);
  if (view !== "picture") parameters.set("view", view);
  const query = parameters.toString();
  return query === "" ? "" : `?${query}`;
}
