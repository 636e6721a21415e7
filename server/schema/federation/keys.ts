import type { RecordType } from "../../domain/vocabulary.ts";
import { TABLE_OF, type VersionedTable } from "../../store/db/tables.ts";
import { type NaturalKey, type Row, visibleRows } from "../../store/read/visibleRows.ts";
import type { Context } from "../builder/context.ts";

/** The fields by which other subgraphs may join each type: the global id, and ids that are known outside this store. */
export const KEYS = {
  Article: ["id", "url"],
  Event: ["id"],
  Actor: ["id", "wikidataId", "isoAlpha2", "isoAlpha3"],
  Place: ["id", "wikidataId"],
  CasualtyReport: ["id"],
} as const satisfies Record<RecordType, readonly ("id" | NaturalKey)[]>;

export type Key = (typeof KEYS)[RecordType][number];

/** The form of a natural key, as in the corpus format. */
export const KEY_FORMS: Readonly<Record<NaturalKey, { readonly pattern: RegExp; readonly takes: string }>> = {
  url: { pattern: /^https?:\/\/[^/]/, takes: "an http or https address, spelled as in the field" },
  wikidataId: { pattern: /^Q[1-9]\d{0,15}$/, takes: "a Wikidata item such as Q399" },
  isoAlpha2: { pattern: /^[A-Z]{2}$/, takes: "an ISO 3166-1 alpha-2 code such as AM" },
  isoAlpha3: { pattern: /^[A-Z]{3}$/, takes: "an ISO 3166-1 alpha-3 code such as ARM" },
};

const EARLIER_STATE = "An id that contains a data revision gives the record as of that revision.";

/** The sentences that the subgraph's SDL adds to an entity's description. */
export function joinDescription(type: RecordType): string {
  const [id, ...natural] = KEYS[type].map((key) => `\`${key}\``);
  if (natural.length === 0)
    return `Other subgraphs join the record by ${id}. ${EARLIER_STATE} Null if no record has the id, or if the record was withdrawn.`;
  return (
    `Other subgraphs join the record by ${id}, or by ${natural.join(", ").replace(/, (?=[^,]*$)/, " or ")} if the record has that key. ${EARLIER_STATE} ` +
    "Null if no record has the key, if the record was withdrawn, or if the key is null. Also null if several records have the same key, because any choice would be a guess: join such records by `id`."
  );
}

/** The loader of a type's records by a natural key, in one statement. If several records have the key, it finds none. */
export function byNaturalKey(context: Context, type: RecordType, key: NaturalKey) {
  return context.loader<string, Row<VersionedTable>>(`${key} ${type}`, async (values) => {
    const rows = await visibleRows(context.store, TABLE_OF[type], key, values);
    const found = Map.groupBy(rows, (row) => (row as unknown as Record<NaturalKey, string>)[key]);
    return new Map([...found].flatMap(([value, [only, ...others]]) => (only && !others.length ? [[value, only]] : [])));
  });
}
