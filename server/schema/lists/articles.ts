import { currentSources } from "../../store/read/corpora.ts";
import { ARTICLE_ORDERS, articles, type ArticleFilter as StoreFilter } from "../../store/read/lists/articles.ts";
import { topLevelList } from "../../store/read/page.ts";
import type { Row } from "../../store/read/visibleRows.ts";
import { builder } from "../builder/builder.ts";
import type { Context } from "../builder/context.ts";
import { InputError } from "../builder/errors.ts";
import { orderInput, type Rules, refs, searchText } from "../builder/filter.ts";
import { Wording } from "../enums.ts";
import { endOf, TimeRange, timeRange } from "../time.ts";
import { pagedList } from "./pagedList.ts";

const ArticleFilter = builder.inputType("ArticleFilter", {
  description: "Which articles. All fields that are given must hold.",
  fields: (t) => ({
    publisher: t.idList({ description: refs("Published by one of these actors.") }),
    agency: t.idList({ description: refs("Crediting one of these news agencies.") }),
    published: t.field({
      type: TimeRange,
      description: "Published in this stretch of time, as far as the time is known.",
    }),
    asOf: t.field({
      type: "PartialTime",
      description:
        "Known to have been out by the end of this instant, day, month or year: published by then or, where only an update's time is stated, updated. A day ends in UTC unless it carries an offset, as in `2020-09-28+04:00`. One without either time never matches.",
    }),
    text: t.string({
      description:
        "Holding these words in title or text: stemmed, without regard to case and accents; all of them, “quoted” ones as a phrase.",
    }),
    language: t.stringList({ description: "In one of these languages (BCP 47); `en` finds `en-GB` too." }),
    wording: t.field({ type: [Wording], description: "In one of these wordings." }),
    mentionsActor: t.idList({ description: refs("Naming one of these actors.") }),
    mentionsPlace: t.idList({ description: refs("Naming one of these places, or a place in them.") }),
    source: t.stringList({ description: "From one of these sources, by the slug in its corpus." }),
  }),
});

const ArticleOrder = orderInput("Article", "newest publication first.", {
  PUBLISHED: "By the first instant that the time of publication can mean.",
  TITLE: "By title, without regard to case and accents.",
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

/** The canonical form, which is the one that articles have: `EN-gb` is `en-GB`. */
function languageTag(tag: string, argument: string): string {
  try {
    const [canonical] = Intl.getCanonicalLocales(tag);
    if (canonical !== undefined) return canonical;
  } catch {
    // Not well-formed: the same answer as for no tag at all.
  }
  throw new InputError(argument, `holds “${tag.slice(0, 40)}”; it takes BCP 47 language tags such as en or hy`);
}

export const articleArgs = builder.args((t) => ({
  filter: t.field({ type: ArticleFilter, description: "Which articles; all where it is left out." }),
  orderBy: t.field({
    type: ArticleOrder,
    description: "In which order; newest publication first where it is left out.",
  }),
}));

export const articleList = pagedList<Row<"article">, StoreFilter, keyof typeof ARTICLE_ORDERS>({
  rules,
  orders: ARTICLE_ORDERS,
  defaultOrder: { field: "PUBLISHED", direction: "DESC" },
  all: articles,
  whole: (all) => topLevelList(all, "article"),
});
