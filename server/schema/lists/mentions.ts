import { DENIAL_ORDERS, denials } from "../../store/read/lists/denials.ts";
import { MENTION_ORDERS, mentions } from "../../store/read/lists/mentions.ts";
import { builder } from "../builder/builder.ts";
import { InputError } from "../builder/errors.ts";
import { referencesTo } from "../builder/filter.ts";
import { DenialRef, MentionRef } from "../builder/refs.ts";
import { pagedList } from "./pagedList.ts";

const MentionFilter = builder.inputType("MentionFilter", {
  description: "Filters mentions. A mention must match all given fields.",
  fields: (t) => ({
    article: t.idList({ description: referencesTo("Mentions in one of these articles.") }),
    actor: t.idList({ description: referencesTo("Mentions of one of these actors.") }),
    place: t.idList({ description: referencesTo("Mentions of one of these places or a place inside one of them.") }),
    voice: t.idList({
      description: referencesTo("Mentions in the article's quotations of one of these actors."),
    }),
    text: t.string({
      description:
        "Mentions that contain this text, ignoring case and accents: “occupied” matches “Armenian-occupied”. At most 200 characters.",
    }),
    isOutletsOwn: t.boolean({
      description:
        "True: mentions in the outlet's own words. False: mentions in the words of someone whom the outlet quotes.",
    }),
  }),
});

function wordsText(text: string, argument: string): string {
  if (text.trim() !== "" && text.length <= 200) return text;
  throw new InputError(argument, "takes 1 to 200 characters, with at least one word");
}

const POSITION = { field: "POSITION", direction: "ASC" } as const;

/** In the order of the text, article by article. */
export const mentionList = pagedList({
  type: MentionRef,
  page: "A page of mentions.",
  item: "A mention",
  table: "mention",
  args: builder.args((t) => ({
    filter: t.field({ type: MentionFilter, description: "Filters the list. Default: all mentions." }),
  })),
  rules: { article: "Article", actor: "Actor", place: "Place", voice: "Actor", text: wordsText },
  orders: MENTION_ORDERS,
  defaultOrder: POSITION,
  all: mentions,
});

/** In the order of recording. */
export const denialList = pagedList({
  type: DenialRef,
  page: "A page of denials.",
  item: "A denial",
  table: "denial",
  args: {},
  rules: {},
  orders: DENIAL_ORDERS,
  defaultOrder: POSITION,
  all: denials,
});
