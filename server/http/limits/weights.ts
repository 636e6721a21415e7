import { type GraphQLField, type GraphQLNamedType, getNamedType, getNullableType, isListType } from "graphql";

/**
 * What a field costs beyond the 1 of every field, measured on 100,000 claims as multiples of what a plain field takes: a
 * statement, a count over a whole list, a toll over all claims of an event. The rest of the schema costs 1.
 */
const WEIGHTS: Readonly<Record<string, number>> = {
  "*.totalCount": 200,
  "Query.search": 10_000,
  "Query.toll": 25_000,
  "Query.toll(event)": 400,
  "Query.tollTimeline": 25_000,
  "Query.tollTimeline(event)": 400,
  "Query.widestDisagreements": 25_000,
  "Query.compareReports": 12_000,
  "Event.toll": 400,
  "Event.tollTimeline": 400,
  "Event.carriedFigures": 3000,
  "Event.naming": 100,
  "Toll.breakdown": 100,
  "Toll.narrower": 100,
  "Toll.sides": 100,
  "Toll.citation": 20,
  "CasualtyReport.breakdown": 100,
  "CasualtyReport.citation": 20,
  "SearchHit.snippet": 20,
  "Revision.changes": 20,
  "_Service.sdl": 1000,
  "Article.text": 5,
  "Article.paragraphs": 5,
};

/** What is computed from all records costs less where these are few: so many times, and it is still more than it takes. */
const SMALLER = 10;

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

export function weightOf(
  parent: GraphQLNamedType,
  field: GraphQLField<unknown, unknown>,
  args: ReadonlyMap<string, unknown>,
  isLarge: boolean,
): number {
  // Of introspection nothing is read from the store, nor waited for; but nobody needs all of it twice.
  if (parent.name.startsWith("__") || field.name.startsWith("__")) return DESCRIPTIONS[field.name] ?? INTROSPECTION;
  const name = `${parent.name}.${field.name}`;
  const own =
    (args.get("event") != null && WEIGHTS[`${name}(event)`]) || WEIGHTS[name] || WEIGHTS[`*.${field.name}`] || 0;
  return 1 + (isLarge ? own : own / SMALLER) + (isConnection(getNamedType(field.type)) ? PAGE : 0);
}

const INTROSPECTION = 0.02;
const DESCRIPTIONS: Readonly<Record<string, number>> = { __schema: 1000, __type: 100 };

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
  "Event.naming",
  "CasualtyReport.breakdown",
  "CasualtyReport.citation",
]);

/** What asks for another page of the same list, which its index serves. */
const PAGING = new Set(["first", "last", "after", "before", "since"]);

/**
 * Whether its work follows the size of the store: what is computed from claims; lists by filter and order, which may look at
 * all records; lists of records, which number all that hang on them; and whatever is read as it stood earlier.
 */
export function growsWithStore(
  parent: GraphQLNamedType,
  field: GraphQLField<unknown, unknown>,
  args: ReadonlyMap<string, unknown>,
): boolean {
  if (GROWING.has(`${parent.name}.${field.name}`) || args.get("recordedAsOf") != null) return true;
  if (isConnection(parent)) return field.name === "totalCount";
  if (!isConnection(getNamedType(field.type))) return false;
  return parent.name !== "Query" || [...args].some(([name, value]) => value != null && !PAGING.has(name));
}
