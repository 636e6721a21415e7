import { ISO_ALPHA_2, WIKIDATA_ID } from "./actor.ts";
import type { StoredTable } from "./columns.ts";
import { decimal, integer, LINE, list, reference, TEXT } from "./kinds.ts";
import { ALIAS, STATUS_NOTE } from "./parts.ts";

export const PLACE = {
  name: { kind: LINE, required: true, meaning: "The name, in one line.", columns: { value: "name", sort: "sortName" } },
  names: {
    kind: list(ALIAS),
    meaning: "Other names and spellings, used by any party. All of them are shown, in alphabetical order.",
    columns: { json: "namesJson" },
  },
  latitude: { kind: decimal(-90, 90), meaning: "The latitude in WGS 84 degrees, positive north of the equator." },
  longitude: { kind: decimal(-180, 180), meaning: "The longitude in WGS 84 degrees, positive east of Greenwich." },
  precision: {
    kind: integer(1, 7),
    meaning:
      "UCDP's `where_prec`: 1 exact, 2 within 25 km, 3 second-order division, 4 first-order division, 5 line or fuzzy region, 6 country, 7 international waters or airspace.",
  },
  country: { kind: ISO_ALPHA_2, meaning: "The country's ISO 3166-1 alpha-2 code." },
  statusNotes: {
    kind: list(STATUS_NOTE),
    meaning: "The articles' words about the place's status.",
    columns: { json: "statusNotesJson" },
  },
  partOf: { kind: reference("Place"), meaning: "The larger place that contains this place." },
  wikidataId: { kind: WIKIDATA_ID, meaning: "The Wikidata item, only if you have verified it." },
  note: { kind: TEXT, meaning: "A remark by the author of the record." },
} as const satisfies StoredTable;
