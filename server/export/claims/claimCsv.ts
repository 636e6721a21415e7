import type { Store } from "../../store/db/database.ts";
import { recordKeysEver } from "../../store/read/recordKeys.ts";
import { type CsvOptions, csvText } from "../csv.ts";
import { exportScope } from "../exportScope.ts";
import { CLAIM_COLUMNS } from "./claimColumns.ts";
import { claimReader } from "./claimReader.ts";

/** One claim as a CSV file, as of a data revision at which it existed. */
export async function claimCsv(
  store: Store,
  { slug, recordedAsOf }: { readonly slug: string; readonly recordedAsOf: number },
  options: CsvOptions,
): Promise<string> {
  const read = await claimReader(await exportScope(store, recordedAsOf));
  const keys = await recordKeysEver(store.db, [{ type: "CasualtyReport", slug }]);
  return csvText(CLAIM_COLUMNS, await read([...keys.values()]), options);
}
