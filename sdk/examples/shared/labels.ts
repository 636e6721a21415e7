import type { ClaimStatus, Harm, Open, Scope } from "@conflict-graph/sdk";

/** The harm, as it reads after “people” or “were”. */
export const HARMS: Readonly<Record<Harm, string>> = {
  KILLED: "killed",
  WOUNDED: "wounded",
  MISSING: "missing",
  CAPTURED: "captured",
  DISPLACED: "displaced",
  CASUALTIES: "killed or wounded (not separated)",
};

export const SCOPES: Readonly<Record<Scope, string>> = {
  CUMULATIVE: "a running total",
  NEW: "one incident or an increase, not a total",
  UNSTATED: "total or increase not stated",
};

/** The labels of claims that are not about what the article reports. */
export const STATUSES: Readonly<Record<ClaimStatus, string>> = {
  CURRENT: "",
  HISTORIC: "about an earlier conflict",
  DENIED: "quoted only to be rejected",
  HYPOTHETICAL: "hypothetical, not claimed",
};

/** A value that only a newer service knows is shown by its name. */
export const labelFor = <Value extends string>(words: Readonly<Record<Value, string>>, value: Open<Value>): string =>
  (words as Readonly<Record<string, string>>)[value] ?? value.toLowerCase().replaceAll("_", " ");

/** “1 claim”, “3 claims”. */
export const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;
