import { readFileSync } from "node:fs";
import { buildSubgraphSchema } from "@apollo/subgraph";
import { parse } from "graphql";

/** A global id of conflict-graph. */
const globalId = (type, slug) => Buffer.from(`${type}:${slug}`).toString("base64");

const wikidataPage = ({ wikidataId }) => wikidataId && `https://www.wikidata.org/wiki/${wikidataId}`;

const LISTS = [
  {
    id: "reading-list-1",
    title: "September 2020, from the first day",
    articles: ["first-day-2020-09-27", "unsc-talks-planned"].map((slug) => ({ id: globalId("Article", slug) })),
    actors: ["Q399", "Q227", "Q1"].map((wikidataId) => ({ wikidataId })),
    places: [{ wikidataId: "Q129352" }],
    editorsNote: "A third article is to follow.",
  },
];

const readingLists = {
  Query: {
    readingLists: () => LISTS,
    node: (_root, { id }) => LISTS.find((list) => list.id === id) ?? null,
  },
  Node: { __resolveType: () => "ReadingList" },
  ReadingList: { __resolveReference: ({ id }) => LISTS.find((list) => list.id === id) ?? null },
  Article: {
    minutesToRead: ({ text }) => text && Math.ceil(text.split(/\s+/).length / 200),
    readingLists: ({ id }) => LISTS.filter((list) => list.articles.some((article) => article.id === id)),
  },
  CasualtyReport: { line: ({ count, event }) => `${event.title}: ${count.label}` },
  Actor: { wikidataPage },
  Place: { wikidataPage },
};

const DATES = [
  { id: "1", title: "A meeting of neighbouring states", on: "2030-05-01", states: ["AM", "AZ", "TR"] },
  { id: "2", title: "A trade fair", on: "2030-06-01", states: ["TR"] },
].map((date) => ({ ...date, states: date.states.map((isoAlpha2) => ({ isoAlpha2 })) }));
const PAGES = [{ id: "1", heading: "How to enter a meeting" }];

const calendar = {
  Query: {
    events: () => DATES,
    search: (_root, { text }) =>
      [...DATES, ...PAGES].filter(({ title, heading }) =>
        (title ?? heading).toLowerCase().includes(text.toLowerCase()),
      ),
  },
  SearchResult: { __resolveType: ({ heading }) => (heading ? "Article" : "Event") },
  Event: { __resolveReference: ({ id }) => DATES.find((date) => date.id === id) ?? null },
  Article: { __resolveReference: ({ id }) => PAGES.find((page) => page.id === id) ?? null },
  Actor: {
    dates: ({ isoAlpha2 }) =>
      isoAlpha2 && DATES.filter(({ states }) => states.some((state) => state.isoAlpha2 === isoAlpha2)).length,
  },
};

/** @apollo/gateway refuses a supergraph with the directive. */
const unsecured = (sdl) => sdl.replace('"@authenticated", ', "").replaceAll(" @authenticated", "");

const neighbour = (name, resolvers) => {
  const text = readFileSync(new URL(`${name}.graphql`, import.meta.url), "utf8");
  return ({ security }) => {
    const sdl = security ? text : unsecured(text);
    return { name, sdl, schema: buildSubgraphSchema({ typeDefs: parse(sdl), resolvers }) };
  };
};

/** The neighbours by the names that the command line takes. */
export const NEIGHBOURS = {
  readingLists: neighbour("readingLists", readingLists),
  calendar: neighbour("calendar", calendar),
};
