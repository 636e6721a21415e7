import type { RecordType } from "../domain/vocabulary.ts";
import { createContext } from "../schema/builder/context.ts";
import { InputError } from "../schema/builder/errors.ts";
import { parseGlobalId } from "../schema/builder/globalId.ts";
import type { Store } from "../store/db/database.ts";
import type { List } from "../store/read/lists/pageStatements.ts";
import { recordKeysEver } from "../store/read/recordKeys.ts";
import { countRecords, recordsAfter } from "../store/read/recordRange.ts";
import { type ExportScope, exportScope } from "./exportScope.ts";
import { readFilter, type WrittenFilter } from "./filter.ts";
import { type ExportTable, filterType } from "./tables.ts";

/** Which rows of a table are asked for. */
export interface RowsAsked {
  readonly filter?: WrittenFilter | undefined;
  /** A data revision, or a time. Default: the newest state. */
  readonly recordedAsOf?: number | string | undefined;
  /** The id of the last row that was received, as a slug or a global id: the rows after it are asked for. */
  readonly after?: string | undefined;
}

/** The records that an export contains, in the order in which they were first added. */
export interface Selection {
  readonly scope: ExportScope;
  readonly list: List;
  /** The key of the record before the first one. */
  readonly after: number;
}

/** @throws InputError if the filter, the data revision or the row is not valid */
export async function selectRecords(store: Store, table: ExportTable<unknown>, asked: RowsAsked): Promise<Selection> {
  const filter = readFilter(filterType(table), asked.filter ?? {});
  const scope = await exportScope(store, asked.recordedAsOf);
  const list = await table.list.matching(createContext(scope.store), filter);
  const after = asked.after === undefined ? 0 : await keyOf(scope, table.type, asked.after);
  return { scope, list, after };
}

/** A record that was withdrawn in the meantime still tells where to continue. */
async function keyOf({ store }: ExportScope, type: RecordType, id: string): Promise<number> {
  const slug = parseGlobalId(id)?.id ?? id;
  const key = (await recordKeysEver(store.db, [{ type, slug }])).get(`${type}/${slug}`);
  if (key !== undefined) return key;
  throw new InputError(
    "after",
    `is “${id.slice(0, 100)}”, which is not the id of a row of this table; give the id in the last row that you received`,
  );
}

/** How many keys are read at once. The conditions of the filter are evaluated once for so many. */
const KEYS = 50_000;

export interface ReadOptions {
  readonly signal?: AbortSignal | undefined;
  /** Called after each batch, with the number of rows done and the total. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/**
 * The rows of a table, in batches, so that an export needs the same memory for any number of rows.
 * @throws the signal's reason between two batches, once it is aborted
 */
export async function* rowsOf<Row>(
  table: ExportTable<Row>,
  { scope, list, after }: Selection,
  { signal, onProgress }: ReadOptions = {},
): AsyncGenerator<readonly Row[]> {
  const read = await table.reader(scope);
  const total = onProgress ? await countRecords(list) : 0;
  let done = 0;
  for (let last = after; ; ) {
    const keys = await recordsAfter(list, table.list.table, { after: last, limit: KEYS });
    for (let at = 0; at < keys.length; at += table.batch) {
      signal?.throwIfAborted();
      const rows = await read(keys.slice(at, at + table.batch));
      done += rows.length;
      onProgress?.(done, total);
      yield rows;
    }
    if (keys.length < KEYS) return;
    last = keys.at(-1) ?? last;
  }
}
