import type { CorpusRecord } from "../domain/records.ts";
import { checkMapped } from "../import/mapping/checkMapped.ts";
import { mapRows } from "../import/mapping/mapTable.ts";
import { readMap } from "../import/mapping/readMap.ts";
import { suggestMap } from "../import/mapping/suggest.ts";
import { openTable } from "../import/tables/openTable.ts";
import type { TableRow } from "../import/tables/table.ts";
import { fileFault } from "../import/tables/tableStream.ts";
import type { Store } from "../store/db/database.ts";
import { idOf, slugsIn } from "../store/write/existingRecords.ts";
import { type ImportCounts, RecordImport } from "../store/write/importRecords.ts";
import { referableRecords } from "../store/write/referableRecords.ts";
import { addCounts, type ImportProgress } from "./importDataset.ts";

export interface MappedImportOptions {
  readonly map: string;
  readonly withdrawMissing: boolean;
  readonly by: string;
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: ImportProgress) => void;
}

export interface MappedSummary extends ImportCounts {
  readonly title: string;
  readonly licence: string;
  readonly rows: number;
  readonly withdrawn: number;
  readonly missing: number;
  readonly leftOut: ReadonlyMap<string, number>;
}

/** A table that is mapped is read as a whole, so that all its faults are told at once. */
const MOST_ROWS = 200_000;
const RECORDS_PER_WRITE = 4000;

/**
 * Imports any table by a map from columns to records.
 * @throws MapError or ImportError with all faults; nothing is imported then
 */
export async function importMapped(store: Store, path: string, options: MappedImportOptions): Promise<MappedSummary> {
  const { signal } = options;
  await using table = await openTable(path, signal);
  const map = await readMap(options.map, table.columns);
  const rows: TableRow[] = [];
  for await (const some of table.rows) {
    rows.push(...some);
    if (rows.length > MOST_ROWS)
      throw fileFault(table.file, `has more than ${MOST_ROWS} rows; split it into several files`);
  }
  const mapped = mapRows(table.file, rows, map);
  const held = await referableRecords(store, [...new Set(slugsIn(mapped.values))]);
  const corpus = checkMapped(table.file, mapped, map, {
    ...held,
    // The records of an earlier import are replaced by those of this one.
    ...withoutOwn(held, mapped, map.corpus.id),
  });
  const [source] = corpus.sources;
  if (!source) throw new Error("A mapped corpus has no source.");
  const { slug, title, version } = corpus;
  const records = new RecordImport(
    store,
    { slug, title, version, description: `Imported from ${table.file}.`, source },
    { by: options.by, reason: `${title} ${version} was imported from ${table.file}.`, now: Date.now },
  );
  const counts: ImportCounts = { added: 0, revised: 0, unchanged: 0, kept: 0 };
  const ordered = wholesFirst(corpus.records);
  for (let at = 0; at < ordered.length; at += RECORDS_PER_WRITE) {
    signal.throwIfAborted();
    addCounts(counts, await records.write(ordered.slice(at, at + RECORDS_PER_WRITE)));
    const share = Math.min(1, (at + RECORDS_PER_WRITE) / ordered.length);
    options.onProgress?.({ rows: Math.round(rows.length * share), bytesRead: share * table.bytes, bytes: table.bytes });
  }
  const withdrawn = options.withdrawMissing ? await records.withdrawMissing() : 0;
  const missing = await records.missing();
  return { ...counts, title, licence: source.licence, rows: rows.length, withdrawn, missing, leftOut: mapped.leftOut };
}

/** How many rows a map is suggested from. */
const SAMPLE = 500;

/** A first map for a table, from the names of its columns and its first rows. */
export async function suggestFor(path: string, signal: AbortSignal): Promise<string> {
  await using table = await openTable(path, signal);
  for await (const rows of table.rows) return suggestMap(table.file, table.columns, rows.slice(0, SAMPLE));
  return suggestMap(table.file, table.columns, []);
}

/** The records in an order in which none refers to a later one. */
function wholesFirst(records: readonly CorpusRecord[]): CorpusRecord[] {
  const byId = new Map(records.map((record) => [idOf(record), record]));
  const depths = new Map<CorpusRecord, number>();
  const depthOf = (record: CorpusRecord): number => {
    const known = depths.get(record);
    if (known !== undefined) return known;
    depths.set(record, 0);
    const wholes = wholesOf(record).flatMap((slug) => byId.get(idOf({ type: record.type, slug })) ?? []);
    const depth = wholes.length === 0 ? 0 : 1 + Math.max(...wholes.map(depthOf));
    depths.set(record, depth);
    return depth;
  };
  return records
    .map((record) => ({ record, type: TYPES.indexOf(record.type), depth: depthOf(record) }))
    .sort((a, b) => a.type - b.type || a.depth - b.depth)
    .map(({ record }) => record);
}

const TYPES = ["Actor", "Place", "Article", "Event", "CasualtyReport"];

/** The records of the same type that a record refers to. */
function wholesOf(record: CorpusRecord): readonly string[] {
  if (record.type === "Actor") return record.affiliations.map(({ to }) => to);
  const whole = record.type === "Article" ? record.copyOf : record.partOf;
  return whole === null ? [] : [whole];
}

type Held = Awaited<ReturnType<typeof referableRecords>>;

function withoutOwn(held: Held, { filled }: ReturnType<typeof mapRows>, corpus: string): Partial<Held> {
  const ids = (list: keyof typeof filled) => new Set(filled[list].map(({ value }) => value.id));
  const [actors, places, events] = [ids("actors"), ids("places"), ids("events")];
  const articles = ids("articles").add(corpus);
  return {
    actors: held.actors.filter(({ slug }) => !actors.has(slug)),
    places: held.places.filter((slug) => !places.has(slug)),
    events: held.events.filter(({ slug }) => !events.has(slug)),
    articles: held.articles.filter(({ slug }) => !articles.has(slug)),
  };
}
