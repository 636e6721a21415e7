import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { buildSchema, isEnumType, parse } from "graphql";
import { describe, expect, test } from "vitest";
import { plugin } from "../codegen/plugins/values.ts";
import * as constants from "../src/generated/values.ts";
import { isOneOf } from "../src/isOneOf.ts";

const schema = buildSchema(readFileSync(new URL("../../schema.graphql", import.meta.url), "utf8"));
const enums = Object.values(schema.getTypeMap()).filter(isEnumType);

const byName = new Map<string, unknown>(Object.entries(constants));

describe("the values of enums", () => {
  test.each([...byName.keys()].filter((name) => name.endsWith("Values")))("%s are the schema's", (name) => {
    const type = enums.find((type) => `${type.name}Values`.toLowerCase() === name.toLowerCase());
    const values = type?.getValues() ?? [];
    expect(byName.get(name)).toEqual(values.map(({ name }) => name));
    expect(byName.get(name.replace("Values", "Descriptions"))).toEqual(
      Object.fromEntries(values.map(({ name, description }) => [name, description])),
    );
  });

  test("exist for the enums of variables and their inputs, and for no others", () => {
    const small = buildSchema(`
      enum Given { A } enum Inner { B } enum Answered { C } enum Unused { D }
      input Filter { filter: Filter inner: [Inner!] }
      type Query { field(given: Given, filter: Filter, unused: Unused): Answered }
    `);
    const document = parse("query Q($given: Given, $filter: Filter) { field(given: $given, filter: $filter) }");
    const names = [...plugin(small, [{ document }]).matchAll(/^export const (\w+)/gm)].map(([, name]) => name);
    expect(names).toEqual(["givenValues", "givenDescriptions", "innerValues", "innerDescriptions"]);
  });

  test("are in a bundle only if they are used", async () => {
    const { outputFiles } = await build({
      stdin: {
        contents: `import { harmValues } from "./generated/values.ts";
          import { isOneOf } from "./isOneOf.ts";
          console.log(isOneOf(harmValues, "KILLED"));`,
        resolveDir: fileURLToPath(new URL("../src", import.meta.url)),
      },
      bundle: true,
      minify: true,
      format: "esm",
      write: false,
    });
    const text = outputFiles[0]?.text ?? "";
    expect(text).toContain("DISPLACED");
    expect(text).not.toMatch(/ASSASSINATE|UNSPECIFIED|Deaths/);
    expect(text.length).toBeLessThan(250);
  });
});

test("isOneOf distinguishes a known value from a value of a newer service", () => {
  expect(isOneOf(constants.harmValues, "KILLED")).toBe(true);
  expect(isOneOf(constants.harmValues, "STARVED")).toBe(false);
});
