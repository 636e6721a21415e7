import { ACTOR_ORDERS, actors, type ActorFilter as StoreFilter } from "../../store/read/lists/actors.ts";
import { topLevelList } from "../../store/read/page.ts";
import type { Row } from "../../store/read/visibleRows.ts";
import { builder } from "../builder/builder.ts";
import { countryCodes, orderInput, refs, searchText } from "../builder/filter.ts";
import { ActorKind } from "../enums.ts";
import { pagedList } from "./pagedList.ts";

const ActorFilter = builder.inputType("ActorFilter", {
  description: "Which actors. All fields that are given must hold.",
  fields: (t) => ({
    kind: t.field({ type: [ActorKind], description: "Of one of these kinds." }),
    country: t.stringList({ description: "States with one of these ISO 3166-1 alpha-2 codes." }),
    affiliatedTo: t.idList({ description: refs("Directly affiliated to one of these actors, at any time.") }),
    text: t.string({
      description: "Holding these words in a name, office or note: stemmed, without regard to case and accents.",
    }),
  }),
});

const ActorOrder = orderInput("Actor", "by name.", { NAME: "By name, without regard to case and accents." });

export const actorArgs = builder.args((t) => ({
  filter: t.field({ type: ActorFilter, description: "Which actors; all where it is left out." }),
  orderBy: t.field({ type: ActorOrder, description: "In which order; by name where it is left out." }),
}));

export const actorList = pagedList<Row<"actor">, StoreFilter, keyof typeof ACTOR_ORDERS>({
  rules: { affiliatedTo: "Actor", country: countryCodes, text: searchText },
  orders: ACTOR_ORDERS,
  defaultOrder: { field: "NAME", direction: "ASC" },
  all: actors,
  whole: (all) => topLevelList(all, "actor"),
});
