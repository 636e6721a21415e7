/** The `extensions` that we give to types and fields. */
export interface Extensions {
  /** The scopes that give access, for the subgraph's SDL: any one of these sets of scopes is enough. */
  readonly scopes?: readonly (readonly string[])[];
  /** Tags in the subgraph's SDL: a gateway's owner can hide tagged fields. Default if there are scopes: OPERATORS. */
  readonly tags?: readonly string[];
  readonly cost?: FieldCost;
}

/** The cost of a field, for the limits of requests. */
export interface FieldCost {
  /** Added to the 1 that each field costs. A unit is about 0.02 ms, measured with 100,000 claims: see CONTRIBUTING.md. */
  readonly weight: number;
  /** The weight if the argument `event` limits the field to one event. */
  readonly weightOfOneEvent?: number;
  /** The argument with a list, such as `by`. The weight counts for each of its values. */
  readonly weightFor?: string;
  /** True if the field's work grows with the number of claims in an event or in the store. */
  readonly growsWithStore?: boolean;
  /** Added for each thousand characters of the argument `text` (or `input.text`), which may be as long as a request's body. */
  readonly weightOfThousandCharacters?: number;
  /** True if the field loads a model of English, which takes half a second: it is always resolved on a worker thread. */
  readonly loadsModel?: boolean;
}

/** `extensions` with the cost of a field. */
export const costs = (cost: FieldCost) => ({ cost }) satisfies Extensions;

/** The tag for fields that only operators need: people who run a store or copy one. */
export const OPERATORS = "operators";
