import type { Column } from "./columns.ts";
import { jsonObject } from "./jsonLines.ts";

/** Where the record of a row is on the map. */
export interface Location {
  /** In degrees, WGS 84. */
  readonly latitude: number;
  readonly longitude: number;
  /** Whose place it is: the record's own, or that of its event. */
  readonly of: string;
}

/**
 * GeoJSON (RFC 7946): a point for each row that has coordinates, with the columns as properties. Rows without coordinates are left
 * out. There is one feature in each line.
 */
export async function* geoJson<Row>(
  columns: readonly Column<Row>[],
  pages: AsyncIterable<readonly Row[]>,
  locate: (row: Row) => Location | null,
): AsyncGenerator<string> {
  const id = columns.find(({ name }) => name === "global_id");
  const object = jsonObject(columns);
  let separator = "\n";
  yield '{"type":"FeatureCollection","features":[';
  for await (const rows of pages) {
    let text = "";
    for (const row of rows) {
      const found = locate(row);
      if (found === null) continue;
      const { longitude, latitude, of } = found;
      const properties = `${object(row).slice(0, -1)},"coordinates_of":${JSON.stringify(of)}}`;
      text += `${separator}{"type":"Feature","id":${JSON.stringify(id?.value(row))},"geometry":{"type":"Point","coordinates":[${longitude},${latitude}]},"properties":${properties}}`;
      separator = ",\n";
    }
    if (text !== "") yield text;
  }
  yield "\n]}\n";
}

/** A place as a location. Null if its coordinates are not known. */
export const locationOf = (
  place: { readonly latitude: number | null; readonly longitude: number | null } | null,
  of: string,
): Location | null =>
  place?.latitude == null || place.longitude == null
    ? null
    : { latitude: place.latitude, longitude: place.longitude, of };
