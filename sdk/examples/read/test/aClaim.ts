import type { Claim } from "../model/extraction.ts";

/** A claim as the service gives it; the figure is 9 if nothing else is said. */
export const aClaim = (values: Partial<Claim> = {}): Claim => ({
  id: "c1",
  quote: "nine people were killed",
  start: 0,
  end: 23,
  harm: "KILLED",
  count: { label: "9", qualifier: "EXACTLY", min: 9, max: 9, vague: null },
  victims: "UNSPECIFIED",
  side: null,
  claimant: null,
  conduit: null,
  scope: "NEW",
  status: "CURRENT",
  place: null,
  statedAt: null,
  period: null,
  partOf: null,
  rule: "passive: people were killed",
  ...values,
});
