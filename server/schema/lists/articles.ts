import { currentSources } from "../../store/read/corpora.ts";
import { ARTICLE_FACETS } from "../../store/read/facets/facets.ts";
import { ARTICLE_ORDERS, articles } from "../../store/read/lists/articles.ts";
import { builder } from "../builder/builder.ts";
import type { Context } from "../builder/context.ts";
import { InputError } from "../builder/errors.ts";
import { orderInput, type Rules, referencesTo, searchText } from "../builder/filter.ts";
import { ArticleRef } from "../builder/refs.ts";
import { Wording } from "../enums.ts";
import { endOf, TimeRange, timeRange } from "../time.ts";
import { pagedList } from "./pagedList.ts";

const ArticleFilter = builder.inputType("ArticleFilter", {
  description: "Filters articles. An article must match all given fields.",
  fields: (t) => ({
    publisher: t.idList({ description: referencesTo("Articles published by one of these actors.") }),
    agency: t.idList({ description: referencesTo("Articles that credit one of these news agencies.") }),
    published: t.field({
      type: TimeRange,
      description: "Articles that were or may have been published in this period.",
    }),
    asOf: t.field({
      type: "PartialTime",
      description:
        "Articles known to have been published by the end of this instant, day, month or year. If only the time of an update is stated, the article must have been updated by then. A day ends in UTC unless it has an offset, as in `2020-09-28+04:00`. An article without either time never matches.",
    }),
    text: t.string({
      description:
        "Articles with these words in the title or text. The search uses stemming and ignores case and accents. All words must occur, “quoted” ones as a phrase.",
    }),
    language: t.stringList({ description: "Articles in one of these languages (BCP 47). `en` also matches `en-GB`." }),
    wording: t.field({ type: [Wording], description: "Articles in one of these wordings." }),
    mentionsActor: t.idList({ description: referencesTo("Articles that name one of these actors.") }),
    mentionsPlace: t.idList({
      description: referencesTo("Articles that name one of these places or a place inside one of them."),
    }),
    source: t.stringList({ description: "Articles from one of these sources, by the source's slug in its corpus." }),
  }),
});

const ArticleOrder = orderInput("Article", "newest publication first.", {
  PUBLISHED: "By the first instant that the time of publication can mean.",
  TITLE: "By title, ignoring case and accents.",
});

const rules: Rules = {
  publisher: "Actor",
  agency: "Actor",
  published: timeRange,
  asOf: endOf,
  text: searchText,
  source: knownSources,
  language: (tags: string[], argument) => tags.map((tag) => languageTag(tag, argument)),
  mentionsActor: "Actor",
  mentionsPlace: "Place",
};

async function knownSources(slugs: string[], argument: string, { store }: Context): Promise<string[]> {
  const known = new Set((await currentSources(store.db)).map(({ slug }) => slug));
  const unknown = slugs.find((slug) => !known.has(slug));
  if (unknown === undefined) return slugs;
  throw new InputError(argument, `names no source: there is none with the slug “${unknown.slice(0, 100)}”`);
}

/** The canonical form, which articles have: `EN-gb` becomes `en-GB`. */
function languageTag(tag: string, argument: string): string {
  try {
    const [canonical] = Intl.getCanonicalLocales(tag);
    if (canonical !== undefined) return canonical;
  } catch {
    // A malformed tag gets the error below.
  }
  throw new InputError(argument, `contains “${tag.slice(0, 40)}”; it takes BCP 47 language tags such as en or hy`);
}

export const articleList = pagedList({
  type: ArticleRef,
  page: "A page of articles.",
  item: "An article",
  table: "article",
  args: builder.args((t) => ({
    filter: t.field({ type: ArticleFilter, description: "Filters the list. Default: all articles." }),
    orderBy: t.field({
      type: ArticleOrder,
      description: "The order. Default: newest publication first.",
    }),
  })),
  rules,
  facets: ARTICLE_FACETS,
  orders: ARTICLE_ORDERS,
  defaultOrder: { field: "PUBLISHED", direction: "DESC" },
  all: articles,
});
