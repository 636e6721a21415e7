import { type GraphQLField, type GraphQLNamedType, getNamedType, getNullableType, isListType } from "graphql";

/**
 * What a field costs beyond the 1 of every field, measured on 100,000 claims as multiples of what a plain field takes: a
 * statement, a count over a whole list, a toll over all claims of an event. The rest of the schema costs 1.
 */
const WEIGHTS: Readonly<Record<string, number>> = {
  "*.totalCount": 200,
  "Query.search": 500,
  "Query.toll": 1000,
  "Query.tollTimeline": 1000,
  "Query.widestDisagreements": 5000,
  "Query.compareReports": 500,
  "Event.toll": 200,
  "Event.tollTimeline": 200,
  "Event.carriedFigures": 200,
  "Event.naming": 100,
  "Toll.breakdown": 100,
  "Toll.narrower": 100,
  "Toll.sides": 100,
  "Toll.citation": 20,
  "CasualtyReport.breakdown": 100,
  "CasualtyReport.citation": 20,
  "SearchHit.snippet": 20,
  "Revision.changes": 20,
  "Article.text": 5,
  "Article.paragraphs": 5,
};

/** A page of a list is a statement of its own for each list of the document, whatever the number of its parents. */
const PAGE = 20;

/** Other lists as they usually are; where one is longer, the difference is charged when it is known. */
const USUAL_LENGTH = 5;
const LENGTHS: Readonly<Record<string, number>> = {
  // The schema describes itself: larger than any record, and known by heart.
  "__Schema.types": 150,
  "__Schema.directives": 10,
  "__Type.fields": 12,
  "__Type.inputFields": 8,
  "__Type.enumValues": 8,
};

export const isConnection = (type: GraphQLNamedType): boolean => type.name.endsWith("Connection");

export function weightOf(parent: GraphQLNamedType, field: GraphQLField<unknown, unknown>): number {
  // Of introspection nothing is read from the store, nor waited for.
  if (parent.name.startsWith("__") || field.name.startsWith("__")) return INTROSPECTION;
  const own = WEIGHTS[`${parent.name}.${field.name}`] ?? WEIGHTS[`*.${field.name}`] ?? 0;
  return 1 + own + (isConnection(getNamedType(field.type)) ? PAGE : 0);
}

const INTROSPECTION = 0.02;

/** How many items a list field is taken to have; null where it is no list. */
export const lengthOf = (parent: GraphQLNamedType, field: GraphQLField<unknown, unknown>): number | null =>
  isListType(getNullableType(field.type)) ? (LENGTHS[`${parent.name}.${field.name}`] ?? USUAL_LENGTH) : null;

/** Fields whose work follows the number of claims that an event, or the whole store, has. */
const GROWING = new Set([
  "Query.search",
  "Query.toll",
  "Query.tollTimeline",
  "Query.widestDisagreements",
  "Query.compareReports",
  "Event.toll",
  "Event.tollTimeline",
  "Event.carriedFigures",
  "CasualtyReport.breakdown",
]);

export const growsWithClaims = (
  parent: GraphQLNamedType,
  field: GraphQLField<unknown, unknown>,
  args: ReadonlyMap<string, unknown>,
): boolean => {
  const filter = args.get("filter");
  return (
    GROWING.has(`${parent.name}.${field.name}`) ||
    (typeof filter === "object" && filter !== null && "text" in filter && filter.text != null)
  );
};
