import { PLACE_ORDERS, places, type PlaceFilter as StoreFilter } from "../../store/read/lists/places.ts";
import { topLevelList } from "../../store/read/page.ts";
import type { Row } from "../../store/read/visibleRows.ts";
import { builder } from "../builder/builder.ts";
import { countryCodes, orderInput, refs, searchText } from "../builder/filter.ts";
import { pagedList } from "./pagedList.ts";

const PlaceFilter = builder.inputType("PlaceFilter", {
  description: "Which places. All fields that are given must hold.",
  fields: (t) => ({
    country: t.stringList({ description: "With one of these ISO 3166-1 alpha-2 codes." }),
    partOf: t.idList({ description: refs("In one of these places, directly or by others.") }),
    text: t.string({
      description:
        "Holding these words in a name or note, in any of its spellings: stemmed, without regard to case and accents.",
    }),
  }),
});

const PlaceOrder = orderInput("Place", "by name.", { NAME: "By name, without regard to case and accents." });

export const placeArgs = builder.args((t) => ({
  filter: t.field({ type: PlaceFilter, description: "Which places; all where it is left out." }),
  orderBy: t.field({ type: PlaceOrder, description: "In which order; by name where it is left out." }),
}));

export const placeList = pagedList<Row<"place">, StoreFilter, keyof typeof PLACE_ORDERS>({
  rules: { partOf: "Place", country: countryCodes, text: searchText },
  orders: PLACE_ORDERS,
  defaultOrder: { field: "NAME", direction: "ASC" },
  all: places,
  whole: (all) => topLevelList(all, "place"),
});
