import { describe, expect, it } from "vitest";
import { acledRow, gedRow, maverickRow, type Row } from "../../testing/imports/datasetRows.ts";
import { readRow } from "../../testing/imports/readRow.ts";
import { ACLED } from "./acled.ts";
import { DATASETS, datasetOf, missingColumns, unknownColumns } from "./datasets.ts";
import { MAVERICK } from "./maverick.ts";
import { UCDP_GED } from "./ucdpGed.ts";

const ROWS = new Map<unknown, Row>([
  [UCDP_GED, gedRow()],
  [ACLED, acledRow()],
  [MAVERICK, maverickRow()],
]);

describe.each(DATASETS.map((dataset) => [dataset.title, dataset] as const))("Each column of %s", (_title, dataset) => {
  const names = Object.keys(dataset.columns);
  const { looked, faults } = readRow(dataset, ROWS.get(dataset) ?? {});

  it("that is said to be read is read, and no other column is", () => {
    expect(faults).toEqual([]);
    expect([...looked].sort()).toEqual(names.filter((name) => "read" in (dataset.columns[name] ?? {})).sort());
  });

  it("tells the dataset from the others", () => {
    expect(datasetOf(names)).toBe(dataset);
    expect(datasetOf(names.filter((name) => !dataset.optionalColumns.includes(name)))).toBe(dataset);
  });

  it("is needed unless it is optional, and no other column is allowed", () => {
    expect(missingColumns(dataset, names)).toEqual([]);
    expect(missingColumns(dataset, names.slice(1))).toEqual([names[0]]);
    expect(missingColumns(dataset, [])).toEqual(names.filter((name) => !dataset.optionalColumns.includes(name)));
    expect(unknownColumns(dataset, [...names, "deaths_d", "constructor"])).toEqual(["deaths_d", "constructor"]);
    expect(dataset.optionalColumns.filter((name) => !names.includes(name))).toEqual([]);
  });

  it("has a meaning or a reason", () => {
    for (const use of Object.values(dataset.columns)) expect(Object.values(use)[0]).toMatch(/^\S.*\.$/s);
    expect(names).toContain(dataset.idColumn);
    expect(dataset.release.isValid(dataset.release.example)).toBe(true);
  });
});

it.each([
  ["GEDEvent_v25_1.csv", UCDP_GED, "25.1"],
  ["ged251.csv", UCDP_GED, "25.1"],
  ["events.csv", UCDP_GED, null],
  ["2026-11-30-northland.csv", ACLED, "2026-11-30"],
  ["northland.csv", ACLED, null],
  ["maverick-1.0.csv", MAVERICK, null],
] as const)("The name %s tells its release", (file, dataset, release) => {
  expect(dataset.release.ofFile(file)).toBe(release);
});

it.each([
  [UCDP_GED, ["25.1", "25.0.9"], ["", "25", "v25.1", "latest"]],
  [ACLED, ["2026-11-30"], ["2026-02-31", "2026-11", "30 November 2026", ""]],
  [MAVERICK, ["1", "1.0", "2.10.3"], ["", "v1", "../1"]],
] as const)("Releases of %o are told from other texts", (dataset, valid, invalid) => {
  expect(valid.filter((text) => !dataset.release.isValid(text))).toEqual([]);
  expect(invalid.filter((text) => dataset.release.isValid(text))).toEqual([]);
});
