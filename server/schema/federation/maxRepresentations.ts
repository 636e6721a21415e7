/**
 * The default limit of `_entities`: how many records a gateway may request at once. The limit is larger than a page,
 * because a gateway cannot split the representations that a query with nested pages needs.
 */
export const MAX_REPRESENTATIONS = 1000;
