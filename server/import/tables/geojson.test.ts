import { expect, it } from "vitest";
import { tableFile } from "../../testing/imports/tableFile.ts";
import { openTable } from "./openTable.ts";
import type { TableRow } from "./table.ts";

async function read(content: unknown) {
  await using file = await tableFile("t.geojson", typeof content === "string" ? content : JSON.stringify(content));
  await using table = await openTable(file.path, new AbortController().signal);
  const rows: TableRow[] = [];
  for await (const some of table.rows) rows.push(...some);
  return { columns: table.columns, rows: rows.map(({ number, line, values }) => ({ number, line, ...values })) };
}

const feature = (properties: object, coordinates?: unknown) => ({
  type: "Feature",
  geometry: coordinates === undefined ? null : { type: "Point", coordinates },
  properties,
});
const collection = (...features: unknown[]) => ({ type: "FeatureCollection", name: "t", features });

it("The features of a GeoJSON file are rows: properties are columns, and points have a position", async () => {
  const found = await read(
    collection(
      feature({ id: 1, name: "A", best: 12, note: null }, [20.25, 10.5]),
      feature({ id: "2", name: "B", best: true }),
      feature({ id: 3, name: ["x", 1] }, [1, null]),
    ),
  );
  expect(found.columns).toEqual(["latitude", "longitude", "id", "name", "best", "note"]);
  expect(found.rows).toEqual([
    { number: 1, line: null, id: "1", name: "A", best: "12", note: "", latitude: "10.5", longitude: "20.25" },
    { number: 2, line: null, id: "2", name: "B", best: "true", latitude: "", longitude: "" },
    { number: 3, line: null, id: "3", name: '["x",1]', latitude: "", longitude: "" },
  ]);
});

it("The properties latitude and longitude replace the position of a point", async () => {
  const found = await read(collection(feature({ latitude: "1", longitude: "2" }, [20, 10])));
  expect(found.rows).toMatchObject([{ latitude: "1", longitude: "2" }]);
});

it.each([
  ["is not JSON", "no", /^t\.geojson: is not valid JSON: /],
  ["is empty", "", /^t\.geojson: (?:is not valid JSON|has no features)/],
  ["is cut off", '{"features":[{"properties":{"a":1}},{"prop', /^t\.geojson: is not valid JSON: /],
  ["has no list of features", "{}", /^t\.geojson: has no features; a GeoJSON file has a list `features`/],
  ["has an empty list of features", collection(), /^t\.geojson: has no features/],
  [
    "has a feature without properties",
    collection(feature({ a: 1 }), { type: "Feature" }),
    /^t\.geojson, row 2: has no properties/,
  ],
  ["has a feature that is null", collection(null), /^t\.geojson, row 1: has no properties/],
  [
    "has a property that the first feature lacks",
    collection(feature({ a: 1 }), feature({ a: 1, b: 2 })),
    /^t\.geojson, row 2, column b: is not a property of the first feature/,
  ],
  ["has a property without a name", collection(feature({ " ": 1 })), /row 1: has a property without a name/],
  [
    "has U+0000 in a value",
    collection(feature({ a: "x\u0000" })),
    /row 1, column a: contains U\+0000 at offset \d, which cannot be stored/,
  ],
  [
    "has half a character in a value",
    '{"features":[{"properties":{"a":"\\ud800"}}]}',
    /row 1, column a: contains a lone surrogate/,
  ],
])("A GeoJSON file is refused if it %s", async (_name, content, message) => {
  await expect(read(content)).rejects.toThrow(message);
});
