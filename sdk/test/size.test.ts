import { gzipSync } from "node:zlib";
import { build, type OutputFile } from "esbuild";
import { beforeAll, describe, expect, test } from "vitest";
import { operations, writes } from "../src/generated/operations.ts";
import { projectOf } from "./packed.ts";

/** In bytes, minified and gzipped. Lower these budgets when the client gets smaller. */
const WHOLE_CLIENT = 5_400;
const WRITING_CLIENT = 5_700;
const CORE_AND_ONE_QUERY = 3_250;
const CORE_AND_ONE_SUBSCRIPTION = 3_350;
const QUERY_ALONE = 2_000;
const SUBSCRIPTION_ALONE = 2_950;
const BULK_ALONE = 1_400;

const all = [...operations, ...writes];
const fields: readonly string[] = all.map(({ field }) => field);
const reading: readonly string[] = operations.map(({ field }) => field);
const writing: readonly string[] = writes.map(({ field }) => field);
const follows = (document: string) => document.startsWith("subscription");
/** Each operation with its budget. */
const within = (ofQuery: number, ofSubscription: number): [field: string, budget: number][] =>
  all.map(({ field, document }) => [field, follows(document) ? ofSubscription : ofQuery]);

let project: string;

beforeAll(async () => {
  project = await projectOf({});
});

/** Bundles a module for browsers. */
async function bundle(text: string, compilerOptions = {}): Promise<{ text: string; size: number }> {
  const { outputFiles } = await build({
    stdin: { contents: text, resolveDir: project, loader: "ts" },
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    platform: "browser",
    write: false,
    // Hides the warning about imports without effect, which are tested here.
    logLevel: "error",
    tsconfigRaw: { compilerOptions },
  });
  const [file] = outputFiles as [OutputFile];
  return { text: file.text, size: gzipSync(file.contents, { level: 9 }).length };
}

const operation = (field: string) => `export { ${field} } from "@conflict-graph/sdk/operations";`;
const CORE = `export { createCore } from "@conflict-graph/sdk/core";`;
const CLIENT = `export { createClient } from "@conflict-graph/sdk";`;

/** Matches a name as a string literal, as in an operation, or the alias of a field. */
const quoted = (name: string) => new RegExp(`["'\`]${name}(:\\w+)?["'\`]`);

test(`the whole client is at most ${WHOLE_CLIENT} bytes`, async () => {
  const { size, text } = await bundle(CLIENT);
  expect(size).toBeLessThanOrEqual(WHOLE_CLIENT);
  for (const field of reading) expect(text).toMatch(quoted(field));
  for (const field of writing) expect(text).not.toMatch(quoted(field));
});

test(`the writing client is at most ${WRITING_CLIENT} bytes`, async () => {
  const { size, text } = await bundle(`export { createWritingClient } from "@conflict-graph/sdk/writing";`);
  expect(size).toBeLessThanOrEqual(WRITING_CLIENT);
  for (const field of fields) expect(text).toMatch(quoted(field));
});

describe("the core and one operation are small, without the others:", () => {
  test.each(within(CORE_AND_ONE_QUERY, CORE_AND_ONE_SUBSCRIPTION))("%s, in at most %i bytes", async (field, budget) => {
    const { size, text } = await bundle(CORE + operation(field));
    expect(size).toBeLessThanOrEqual(budget);
    expect(fields.filter((other) => quoted(other).test(text))).toEqual([field]);
  });
});

describe("one operation alone is small:", () => {
  test.each(within(QUERY_ALONE, SUBSCRIPTION_ALONE))("%s, in at most %i bytes", async (field, budget) => {
    expect((await bundle(operation(field))).size).toBeLessThanOrEqual(budget);
  });
});

test(`reading in bulk takes at most ${BULK_ALONE} bytes, and is not in a client that does not use it`, async () => {
  const own = await bundle(`export { bulk } from "@conflict-graph/sdk";`);
  expect(own.size).toBeLessThanOrEqual(BULK_ALONE);
  expect(own.text).toContain("ANSWER_TOO_LARGE");
  expect((await bundle(CLIENT)).text).not.toContain("ANSWER_TOO_LARGE");
});

describe("a bundle does not contain", () => {
  test("fragments of unused operations", async () => {
    const tells = (text: string) => ["Toll{", "Event{", "Actor{"].filter((fragment) => text.includes(fragment));
    expect(tells((await bundle(operation("toll"))).text)).toEqual(["Toll{", "Event{", "Actor{"]);
    expect(tells((await bundle(operation("actors"))).text)).toEqual(["Actor{"]);
    expect(tells((await bundle(CORE)).text)).toEqual([]);
  });

  test("paging, subscriptions and mocks if they are not used", async () => {
    const tells = (text: string) =>
      ["endCursor", "text/event-stream", "mock.invalid"].filter((part) => text.includes(part));
    const mock = `export { createMockClient } from "@conflict-graph/sdk/testing";`;
    expect(tells((await bundle(mock)).text)).toHaveLength(3);
    expect(tells((await bundle(CLIENT)).text)).toEqual(["endCursor", "text/event-stream"]);
    expect(tells((await bundle(CORE + operation("events"))).text)).toEqual(["endCursor"]);
    expect(tells((await bundle(CORE + operation("event"))).text)).toEqual([]);
  });

  test("the package if it is imported for types or side effects only, even if the compiler keeps such imports", async () => {
    const imports = [
      `import { type Client, type EventFields } from "@conflict-graph/sdk";`,
      `import { type Core } from "@conflict-graph/sdk/core";`,
      `import "@conflict-graph/sdk/operations";`,
      `import * as testing from "@conflict-graph/sdk/testing";`,
    ];
    const { text } = await bundle(`${imports.join("")} export const answer = 42;`, {
      verbatimModuleSyntax: true,
    });
    expect(text).toMatch(/^var (\w+)=42;export\{\1 as answer\};\n$/);
  });

  test("anything from Node", async () => {
    const entries = ["", "/core", "/operations", "/values", "/testing"];
    const all = entries.map((entry, at) => `export * as entry${at} from "@conflict-graph/sdk${entry}";`).join("");
    const { text } = await bundle(all);
    expect(text).toContain("createMockClient");
    expect(text).not.toMatch(/["'`]node:|\bprocess\b|\bBuffer\b|\brequire\b|\b__dirname\b/);
  });
});
