import { PLACE_ORDERS, places } from "../../store/read/lists/places.ts";
import { builder } from "../builder/builder.ts";
import { countryCodes, orderInput, referencesTo, searchText } from "../builder/filter.ts";
import { PlaceRef } from "../builder/refs.ts";
import { pagedList } from "./pagedList.ts";

const PlaceFilter = builder.inputType("PlaceFilter", {
  description: "Filters places. A place must match all given fields.",
  fields: (t) => ({
    country: t.stringList({ description: "Places with one of these ISO 3166-1 alpha-2 codes." }),
    partOf: t.idList({ description: referencesTo("Places inside one of these places, directly or through others.") }),
    text: t.string({
      description:
        "Places with these words in a name, in any spelling, or in the note. The search uses stemming and ignores case and accents.",
    }),
  }),
});

const PlaceOrder = orderInput("Place", "by name.", { NAME: "By name, ignoring case and accents." });

export const placeList = pagedList({
  type: PlaceRef,
  page: "A page of places.",
  item: "A place",
  table: "place",
  args: builder.args((t) => ({
    filter: t.field({ type: PlaceFilter, description: "Filters the list. Default: all places." }),
    orderBy: t.field({ type: PlaceOrder, description: "The order. Default: by name." }),
  })),
  rules: { partOf: "Place", country: countryCodes, text: searchText },
  orders: PLACE_ORDERS,
  defaultOrder: { field: "NAME", direction: "ASC" },
  all: places,
});
