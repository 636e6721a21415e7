import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import type { Field } from "../domain/fields/kinds.ts";
import { FIELDS_BY_TABLE } from "../domain/fields/recordFields.ts";
import { TABLE_NAMES, withFieldTables } from "./fieldTables.ts";

const read = (name: string) => readFileSync(new URL(`../../${name}`, import.meta.url), "utf8");
const README = read("seeds/README.md");

it("The format's documentation has every table of fields in its current version", () => {
  const sections = [...README.matchAll(/^<!-- fields: (\w+) -->$/gm)].map(([, name]) => name);
  expect(sections.sort()).toEqual([...TABLE_NAMES].sort());
  expect(README, "Run “npm run codegen”.").toBe(withFieldTables(README));
});

it("The changelog names each field in the release that added it", () => {
  const releases = read("CHANGELOG.md").split(/^## /m);
  const fields = Object.values(FIELDS_BY_TABLE).flatMap((table) => Object.entries<Field>(table));
  const unnamed = fields.filter(([name, { since }]) => {
    const notes = [`${since} `, "Unreleased"].flatMap(
      (name) => releases.find((release) => release.startsWith(name)) ?? [],
    )[0];
    return since !== undefined && !notes?.includes(`\`${name}\``);
  });
  expect(unnamed.map(([name]) => name)).toEqual([]);
});
