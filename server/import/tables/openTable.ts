import { extname } from "node:path";
import { openCsv } from "./csv.ts";
import { openGeoJson } from "./geojson.ts";
import type { Table } from "./table.ts";

/** Opens a table by the end of its file's name: GeoJSON, or CSV for every other name. */
export const openTable = (path: string, signal: AbortSignal): Promise<Table> =>
  [".geojson", ".json"].includes(extname(path).toLowerCase()) ? openGeoJson(path, signal) : openCsv(path, signal);
