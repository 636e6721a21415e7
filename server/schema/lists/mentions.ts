import { DENIAL_ORDERS, denials } from "../../store/read/lists/denials.ts";
import { MENTION_ORDERS, mentions, type MentionFilter as StoreFilter } from "../../store/read/lists/mentions.ts";
import { topLevelList } from "../../store/read/page.ts";
import type { DenialRow, MentionRow } from "../../store/read/relatedRows.ts";
import { builder } from "../builder/builder.ts";
import { InputError } from "../builder/errors.ts";
import { refs } from "../builder/filter.ts";
import { pagedList } from "./pagedList.ts";

const MentionFilter = builder.inputType("MentionFilter", {
  description: "Which mentions. All fields that are given must hold.",
  fields: (t) => ({
    article: t.idList({ description: refs("In one of these articles.") }),
    actor: t.idList({ description: refs("Of one of these actors.") }),
    place: t.idList({ description: refs("Of one of these places, or a place in them.") }),
    voice: t.idList({ description: refs("In the words of one of these actors, whom the article quotes.") }),
    text: t.string({
      description:
        "With these words in it, as they stand but for case and accents: “occupied” finds “Armenian-occupied”. At most 200 characters.",
    }),
    isOutletsOwn: t.boolean({
      description: "True: in the outlet's own words. False: in those of somebody whom it quotes.",
    }),
  }),
});

function wordsText(text: string, argument: string): string {
  if (text.trim() !== "" && text.length <= 200) return text;
  throw new InputError(argument, "takes some words, at most 200 characters of them");
}

export const mentionArgs = builder.args((t) => ({
  filter: t.field({ type: MentionFilter, description: "Which mentions; all where it is left out." }),
}));

const POSITION = { field: "POSITION", direction: "ASC" } as const;

/** In the order in which they stand, article by article. */
export const mentionList = pagedList<MentionRow, StoreFilter, "POSITION">({
  rules: { article: "Article", actor: "Actor", place: "Place", voice: "Actor", text: wordsText },
  orders: MENTION_ORDERS,
  defaultOrder: POSITION,
  all: mentions,
  whole: (all) => topLevelList(all, "mention"),
});

/** In the order in which they were recorded. */
export const denialList = pagedList<DenialRow, Record<never, never>, "POSITION">({
  rules: {},
  orders: DENIAL_ORDERS,
  defaultOrder: POSITION,
  all: denials,
  whole: (all) => topLevelList(all, "denial"),
});
