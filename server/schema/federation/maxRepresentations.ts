/**
 * The default limit of `_entities`: how many records a gateway may request at once. It is larger than a page, because a gateway
 * cannot split what a query of nested pages leads to.
 */
export const MAX_REPRESENTATIONS = 1000;
