import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { buildSchema, parse, validate } from "graphql";
import { publint } from "publint";
import { beforeAll, describe, expect, test } from "vitest";
import type * as Operations from "../src/generated/operations.ts";
import { browserTypes } from "./browserTypes.ts";
import { type Packed, packed } from "./packed.ts";

const run = promisify(execFile);

let sdk: Packed;
const textOf = (file: string) => readFileSync(join(sdk.folder, file), "utf8");
const about = () => JSON.parse(textOf("package.json")) as { exports: Record<string, unknown> };

beforeAll(async () => {
  sdk = await packed();
});

// Other tools are slow on a busy machine.
describe("the package", { timeout: 120_000 }, () => {
  test("passes publint", async () => {
    const { messages } = await publint({ pkgDir: sdk.folder, pack: false, strict: true });
    expect(messages).toEqual([]);
  });

  test("has types that resolve correctly for all ES module resolutions", async () => {
    const attw = fileURLToPath(new URL("dist/index.js", import.meta.resolve("@arethetypeswrong/cli/package.json")));
    const args = [attw, sdk.tarball, "--profile", "esm-only", "--format", "json"];
    // The tool fails if it finds a problem, but its output still names the problem.
    const answer = run(process.execPath, args, { maxBuffer: 2 ** 26 }).catch((error: { stdout: string }) => error);
    const { stdout } = await answer;
    const { analysis } = JSON.parse(stdout) as {
      analysis: { entrypoints: object; problems: { kind: string; resolutionKind?: string }[] };
    };
    expect(Object.keys(analysis.entrypoints)).toEqual(Object.keys(about().exports));
    // CommonJS is not supported.
    const isServed = ({ resolutionKind = "" }) => !["node10", "node16-cjs"].includes(resolutionKind);
    expect(analysis.problems.filter(isServed)).toEqual([]);
  });

  test("contains the files that are used, and no others", async () => {
    const entries = await readdir(sdk.folder, { recursive: true, withFileTypes: true });
    const files = entries
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) =>
        join(parentPath, name)
          .slice(sdk.folder.length + 1)
          .replaceAll("\\", "/"),
      );
    const expected = [
      /^dist\/(\w+\/)?\w+\.(js|d\.ts)$/,
      /^(README|CHANGELOG)\.md$/,
      /^(LICENSE|package\.json|persisted-operations\.json|schema\.graphql|schema\.graphql\.d\.ts)$/,
    ];
    expect(files.filter((file) => !expected.some((pattern) => pattern.test(file)))).toEqual([]);
    for (const file of ["README.md", "LICENSE", "schema.graphql", "dist/index.js", "dist/testing/index.d.ts"])
      expect(files).toContain(file);
    // Each module has types, and each types file has a module.
    const modules = (end: string) =>
      files.filter((file) => file.endsWith(end)).map((file) => file.slice(0, -end.length));
    expect(modules(".js")).toEqual(modules(".d.ts").filter((name) => name.startsWith("dist/")));
    // No file refers to a missing source map.
    for (const file of files.filter((file) => file.startsWith("dist/")))
      expect(textOf(file)).not.toMatch(/sourceMapping/);
  });

  test("contains the service's schema unchanged", () => {
    const schema = readFileSync(new URL("../../schema.graphql", import.meta.url), "utf8");
    expect(textOf("schema.graphql")).toBe(schema);
  });
});

describe("the manifest of persisted operations", () => {
  const manifest = () => JSON.parse(textOf("persisted-operations.json")) as Record<string, string>;

  test("lists each text by its SHA-256", () => {
    const hashes = Object.values(manifest()).map((text) => createHash("sha256").update(text).digest("hex"));
    expect(Object.keys(manifest())).toEqual(hashes);
  });

  test("lists exactly the texts that the operations send", async () => {
    const url = pathToFileURL(join(sdk.folder, "dist/generated/operations.js")).href;
    const { operations, writes } = (await import(url)) as typeof Operations;
    const documents: readonly { readonly document: string }[] = [...operations, ...writes];
    expect(documents.length).toBeGreaterThan(10);
    expect(Object.values(manifest()).sort()).toEqual(documents.map(({ document }) => document).sort());
  });

  test("lists only texts that are valid for the package's schema", () => {
    const schema = buildSchema(textOf("schema.graphql"));
    for (const text of Object.values(manifest())) expect(validate(schema, parse(text))).toEqual([]);
  });
});

/** The names that a declaration file exports or re-exports. */
function exportsOf(file: string): string[] {
  const text = textOf(file);
  const own = [...text.matchAll(/^export (?:declare )?(?:const|function|class|interface|type) (\w+)/gm)];
  const lists = [...text.matchAll(/^export (?:type )?\{([^}]+)\}/gm)].map(([, names = ""]) => names.split(","));
  const others = [...text.matchAll(/^export (?:type )?\* from "(.+)\.ts"/gm)];
  const names = [
    ...own.map(([, name = ""]) => name),
    ...lists.flat().map((name) => name.trim().split(" ").at(-1) ?? ""),
    ...others.flatMap(([, path]) => exportsOf(join(dirname(file), `${path}.d.ts`))),
  ];
  return [...new Set(names)].filter((name) => name !== "");
}

describe("an entry does not export the name of a browser global:", () => {
  const globals = new Set(
    [...browserTypes().matchAll(/^(?:interface|type|declare (?:var|function)) (\w+)/gm)].map(([, name]) => name),
  );
  const isBrowsers = (name: string) => globals.has(name);

  test.each([
    [".", "EventFields", []],
    ["./core", "ConflictGraphError", []],
    // `window.event` is deprecated, and any variable of that name hides it.
    ["./operations", "casualtyReports", ["event"]],
    ["./writing", "WritingClient", []],
    ["./values", "harmValues", []],
    ["./testing", "MockClient", []],
  ])("%s", async (entry, known, browsers) => {
    const target = about().exports[entry] as { types: string; default: string };
    const names = exportsOf(target.types);
    const values = Object.keys(await import(pathToFileURL(join(sdk.folder, target.default)).href));
    expect(names).toEqual(expect.arrayContaining([known, ...values]));
    expect(names.filter(isBrowsers)).toEqual(browsers);
    expect(["Event", "fetch", "Response"].filter(isBrowsers)).toHaveLength(3);
  });
});
