import type { Harm } from "@conflict-graph/sdk";
import { HARMS } from "../../shared/labels.ts";
import { isHarm, joinedList } from "./labels.ts";
import { endOfTime } from "./times.ts";

/** The state in the URL, which the back button restores. */
export interface State {
  /** If null, the app chooses. */
  readonly event: string | null;
  readonly harm: Harm | null;
  /** Only claims stated by the end of this time; null for all. */
  readonly asOf: string | null;
  /** The slug of the open claim. */
  readonly claim: string | null;
  readonly view: "picture" | "table";
}

/** Reads a URL's query. `problems` are messages about invalid values. */
export function readState(search: string): { readonly state: State; readonly problems: readonly string[] } {
  const parameters = new URLSearchParams(search);
  const problems: string[] = [];
  const value = (name: string) => parameters.get(name) || null;
  const refuse = (name: string, valid: string): null => {
    problems.push(`In the address, ${name} “${value(name)?.slice(0, 60)}” is not valid. Use ${valid}.`);
    return null;
  };
  const harm = value("harm")?.toUpperCase() ?? null;
  // In a query, + means a space, but times have offsets such as +04:00.
  const asOf = value("asOf")?.replaceAll(" ", "+") ?? null;
  const view = value("view") ?? "picture";
  const state: State = {
    event: value("event"),
    harm:
      harm === null || isHarm(harm)
        ? harm
        : refuse("harm", `one of ${joinedList(Object.keys(HARMS).map((name) => name.toLowerCase()))}`),
    asOf:
      asOf === null || endOfTime(asOf) !== null
        ? asOf
        : refuse("asOf", "a day such as 2020-09-28, a month, a year, or an instant with its time zone"),
    claim: value("claim"),
    view: view === "picture" || view === "table" ? view : (refuse("view", "picture (the chart) or table") ?? "picture"),
  };
  return { state, problems };
}

/** Writes a URL's query, without default values. */
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
