/** What the `extensions` of a type or field say of it to the subgraph's SDL. */
export interface Marks {
  /** Who may ask for it: any one of these sets of scopes is enough. */
  readonly scopes?: readonly (readonly string[])[];
  /** By which a gateway's owner can leave it out of what readers are shown. Where it has scopes: OPERATORS. */
  readonly tags?: readonly string[];
}

/** The tag of what those need who run a store or keep a copy of one, and readers do not. */
export const OPERATORS = "operators";

/**
 * How many records a gateway may ask for at once, unless the service is told otherwise. More than a page: it cannot split what
 * a query of nested pages comes to.
 */
export const MOST_REPRESENTATIONS = 1000;
