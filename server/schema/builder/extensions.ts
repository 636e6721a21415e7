/** What we write into the `extensions` of types and fields. */
export interface Extensions {
  /** Who may use it, for the subgraph's SDL: any one of these sets of scopes is enough. */
  readonly scopes?: readonly (readonly string[])[];
  /** Tags in the subgraph's SDL, by which a gateway's owner can hide it from readers. Default with scopes: OPERATORS. */
  readonly tags?: readonly string[];
  readonly cost?: FieldCost;
}

/** What a field costs, for the limits of requests. */
export interface FieldCost {
  /** Added to the 1 that each field costs. A unit is about 0.02 ms, measured with 100,000 claims: see CONTRIBUTING.md. */
  readonly weight: number;
  /** The weight if the argument `event` limits the field to one event. */
  readonly weightOfOneEvent?: number;
  /** Whether its work grows with the number of claims in an event or in the store. */
  readonly growsWithStore?: boolean;
}

/** `extensions` that say what a field costs. */
export const costs = (cost: FieldCost) => ({ cost }) satisfies Extensions;

/** The tag for what only those need who run a store or copy one. */
export const OPERATORS = "operators";
