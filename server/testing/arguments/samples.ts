import {
  type GraphQLInputObjectType,
  type GraphQLInputType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredInputField,
} from "graphql";
import { encodeGlobalId } from "../../schema/builder/globalId.ts";
import { ANOTHER_ARTICLE } from "../corpora/articles.ts";

/** Valid values in a store with SMALL_CORPUS, so that one odd value beside them is the only one. */

type Values = Readonly<Record<string, unknown>>;

/** A field above the fields of a type: a query that finds an object of this type. */
export const ABOVE: Readonly<Record<string, readonly [before: string, after: string]>> = {
  Query: ["", ""],
  Mutation: ["", ""],
  Subscription: ["", ""],
  Actor: ['actor(slug: "ministry") {', "}"],
  Article: ['article(slug: "flood-of-reports") {', "}"],
  Event: ['event(slug: "fighting") {', "}"],
  CasualtyReport: ['casualtyReport(slug: "twenty-killed") {', "}"],
  Place: ['place(slug: "riverton") {', "}"],
  Source: ['article(slug: "flood-of-reports") { source {', "} }"],
  ArticleConnection: ["articles {", "}"],
  EventConnection: ["events {", "}"],
  CasualtyReportConnection: ["casualtyReports {", "}"],
  Toll: ['toll(event: "fighting", harm: KILLED) {', "}"],
};

/** An article with a record of each type, none of which another number has. */
function articleOf(number: number): Values {
  const { article, actors, places, events, casualtyReports, ...others } = ANOTHER_ARTICLE;
  const own = <Item extends { readonly id: string }>(item: Item) => ({ ...item, id: `${item.id}-${number}` });
  const [agency, speaker] = actors;
  const [claim, part] = casualtyReports;
  return {
    ...others,
    article: { ...own(article), publisher: own(agency).id, url: `https://example.org/${number}` },
    actors: [own(agency), { ...own(speaker), affiliations: [...speaker.affiliations] }],
    places: places.map(own),
    events: events.map((event) => ({ ...own(event), claimedBy: own(speaker).id })),
    casualtyReports: [
      { ...own(claim), attributedTo: { actor: own(speaker).id } },
      {
        ...own(part),
        event: own(events[0]).id,
        attributedTo: { actor: own(speaker).id },
        place: own(places[0]).id,
        partOf: own(claim).id,
      },
    ],
  };
}

const TOLL = { event: "fighting", harm: "KILLED" };
const lookup = (slug: string) => (argument: string) => (["id", "slug"].includes(argument) ? {} : { slug });

/** The other arguments of a field, beside one that is odd. */
const OTHERS: Readonly<Record<string, Values | ((argument: string, number: number) => Values)>> = {
  "Query.actor": lookup("ministry"),
  "Query.article": lookup("flood-of-reports"),
  "Query.casualtyReport": lookup("twenty-killed"),
  "Query.event": lookup("fighting"),
  "Query.place": lookup("riverton"),
  "Query.node": { id: encodeGlobalId("Event", "fighting") },
  "Query.nodes": { ids: [encodeGlobalId("Event", "fighting")] },
  "Query.search": { query: "killed" },
  "Query.toll": TOLL,
  "Query.tollTimeline": TOLL,
  "Query.compareReports": (argument) => (argument === "reports" ? {} : { filter: { event: ["fighting"] } }),
  "Mutation.ingestArticle": (_argument, number) => ({ input: articleOf(number), key: `key-${number}` }),
  "Mutation.reviewCasualtyReport": (argument, number) => ({
    id: encodeGlobalId("CasualtyReport", "twenty-killed"),
    decision: argument === "correction" ? "CORRECT" : "ACCEPT",
    reason: "Read again.",
    key: `key-${number}`,
  }),
  "Mutation.withdraw": (_argument, number) => ({
    id: encodeGlobalId("Actor", "southland"),
    what: "NAME",
    reason: "Asked for.",
    key: `key-${number}`,
  }),
};

/** @param number differs for each operation, so that no write repeats another */
export function otherArguments(field: string, argument: string, number: number): Values {
  const others = OTHERS[field] ?? {};
  return typeof others === "function" ? others(argument, number) : others;
}

/** Values by the name of the field that takes them. */
const BY_NAME: Values = {
  at: "2021-03-03",
  event: "fighting",
  to: "northland",
  actor: "ministry",
  quote: "at least 26 people were killed",
  words: { quote: "at least 26 people were killed" },
  value: 26,
  language: "en",
};

/** A valid value of a type. */
export function sampleOf(type: GraphQLInputType, name: string): unknown {
  if (isNonNullType(type)) return sampleOf(type.ofType, name);
  if (isListType(type)) return [sampleOf(type.ofType, name)];
  if (isInputObjectType(type)) return requiredOf(type);
  if (isEnumType(type)) return type.getValues()[0]?.name;
  return BY_NAME[name] ?? BY_TYPE[type.name] ?? "sample";
}

const BY_TYPE: Values = { Int: 1, Float: 1, Boolean: true, PartialTime: "2021-03", RecordedAsOf: 1 };

/** An input object with its required fields. */
export const requiredOf = (type: GraphQLInputObjectType): Values =>
  Object.fromEntries(
    Object.values(type.getFields())
      .filter(isRequiredInputField)
      .map(({ name, type: of }) => [name, sampleOf(of, name)]),
  );
