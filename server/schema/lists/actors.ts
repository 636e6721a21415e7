import { ACTOR_ORDERS, actors } from "../../store/read/lists/actors.ts";
import { builder } from "../builder/builder.ts";
import { countryCodes, orderInput, referencesTo, searchText } from "../builder/filter.ts";
import { ActorRef } from "../builder/refs.ts";
import { ActorKind } from "../enums.ts";
import { pagedList } from "./pagedList.ts";

const ActorFilter = builder.inputType("ActorFilter", {
  description: "Filters actors. An actor must match all given fields.",
  fields: (t) => ({
    kind: t.field({ type: [ActorKind], description: "Actors of one of these kinds." }),
    country: t.stringList({ description: "States with one of these ISO 3166-1 alpha-2 codes." }),
    affiliatedTo: t.idList({
      description: referencesTo("Actors that are directly affiliated with one of these actors, at any time."),
    }),
    text: t.string({
      description:
        "Actors with these words in a name, the office or the note. The search uses stemming and ignores case and accents.",
    }),
  }),
});

const ActorOrder = orderInput("Actor", "by name.", { NAME: "By name, ignoring case and accents." });

export const actorList = pagedList({
  type: ActorRef,
  page: "A page of actors.",
  item: "An actor",
  table: "actor",
  args: builder.args((t) => ({
    filter: t.field({ type: ActorFilter, description: "Filters the list. Default: all actors." }),
    orderBy: t.field({ type: ActorOrder, description: "The order. Default: by name." }),
  })),
  rules: { affiliatedTo: "Actor", country: countryCodes, text: searchText },
  orders: ACTOR_ORDERS,
  defaultOrder: { field: "NAME", direction: "ASC" },
  all: actors,
});
