import type { StoredTable } from "./columns.ts";
import { code, integer, LARGEST_INTEGER, LINE, list, oneOf, TEXT } from "./kinds.ts";
import { AFFILIATION, ALIAS } from "./parts.ts";

export const WIKIDATA_ID = code(/^Q[1-9]\d{0,15}$/, "is not a Wikidata item such as Q399");
export const ISO_ALPHA_2 = code(/^[A-Z]{2}$/, "is not an ISO 3166-1 alpha-2 code such as AM");

export const ACTOR = {
  name: { kind: LINE, required: true, meaning: "The name, in one line.", columns: { value: "name", sort: "sortName" } },
  kind: {
    kind: oneOf("ActorKind"),
    required: true,
    meaning: "The kind of actor, such as a state or a news agency.",
    isAnonymous: true,
  },
  aliases: {
    kind: list(ALIAS),
    meaning: "Other names and spellings, including those in other scripts.",
    columns: { json: "aliasesJson" },
  },
  isoAlpha2: { kind: ISO_ALPHA_2, meaning: "The ISO 3166-1 alpha-2 code, for states only." },
  isoAlpha3: {
    kind: code(/^[A-Z]{3}$/, "is not an ISO 3166-1 alpha-3 code such as ARM"),
    meaning: "The ISO 3166-1 alpha-3 code, for states only.",
  },
  wikidataId: { kind: WIKIDATA_ID, meaning: "The Wikidata item, only if you have verified it." },
  ucdpActorId: {
    kind: integer(1, LARGEST_INTEGER),
    meaning: "The id in UCDP's actor list, only if you have verified it.",
  },
  office: { kind: TEXT, meaning: "The office that a person held when speaking or acting." },
  affiliations: {
    kind: list(AFFILIATION),
    meaning: "The actors that this actor belongs to, such as a spokesman's ministry or a ministry's state.",
    rows: "affiliation",
    isAnonymous: true,
  },
  note: { kind: TEXT, meaning: "A remark by the author of the record." },
} as const satisfies StoredTable;
