import { columnsOf } from "../domain/fields/columns.ts";
import type { FieldTable } from "../domain/fields/kinds.ts";
import type { RecordType } from "../domain/vocabulary.ts";
import type { SharedRows } from "./sharedRows.ts";

type Row = Readonly<Record<string, unknown>>;

/** Loads the records that fields of some rows refer to by a column, so that `nameIn` knows their names. */
export async function loadReferenced(shared: SharedRows, fields: FieldTable, rows: readonly object[]): Promise<void> {
  const wanted = new Map<RecordType, (number | null)[]>();
  for (const [name, field] of Object.entries(fields)) {
    const { value, actor } = columnsOf(name, field);
    const type = field.kind.is === "reference" ? field.kind.to : "Actor";
    const column = field.kind.is === "reference" ? value : actor;
    if (column === undefined) continue;
    const keys = wanted.get(type) ?? [];
    wanted.set(type, keys);
    for (const row of rows) keys.push((row as Row)[column] as number | null);
  }
  await shared.actors.load(wanted.get("Actor") ?? []);
  await shared.places.load(wanted.get("Place") ?? []);
  await shared.events.load(wanted.get("Event") ?? []);
  await shared.articles.load(wanted.get("Article") ?? []);
}

/** The name or the title of a record that was loaded. A claim has neither. */
export function nameIn({ actors, places, events, articles }: SharedRows, type: RecordType, key: number): string | null {
  switch (type) {
    case "Actor":
      return actors.get(key)?.name ?? null;
    case "Place":
      return places.get(key)?.name ?? null;
    case "Event":
      return events.get(key)?.title ?? null;
    case "Article":
      return articles.get(key)?.title ?? null;
    case "CasualtyReport":
      return null;
  }
}
