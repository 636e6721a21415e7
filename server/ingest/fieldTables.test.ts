import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { TABLE_NAMES, withFieldTables } from "./fieldTables.ts";

const README = readFileSync(new URL("../../seeds/README.md", import.meta.url), "utf8");

it("The format's documentation has every table of fields, as it is now", () => {
  const sections = [...README.matchAll(/^<!-- fields: (\w+) -->$/gm)].map(([, name]) => name);
  expect(sections.sort()).toEqual([...TABLE_NAMES].sort());
  expect(README, "Run “npm run codegen”.").toBe(withFieldTables(README));
});
