import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { generate } from "@graphql-codegen/cli";
import { describe, expect, test } from "vitest";
import config from "../../codegen.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const generated = (await generate({ ...config, cwd: root, silent: true }, false)) as {
  filename: string;
  content: string;
}[];

describe("a generated file is what schema.graphql and sdk/operations/ give (if not: npm run codegen):", () => {
  test.each(Object.keys(config.generates))("%s", (file) => {
    expect(readFileSync(join(root, file), "utf8")).toBe(generated.find(({ filename }) => filename === file)?.content);
  });
});

test("no generated type has the name of one of the browser's", () => {
  const dom = readFileSync(browserTypes(), "utf8");
  const exported = generated.flatMap(({ content }) =>
    [...content.matchAll(/^export (?:type|interface) (\w+)/gm)].map(([, name]) => name),
  );
  expect(dom).toMatch(/^interface Event /m);
  expect(exported).toContain("EventFields");
  expect(exported.filter((name) => new RegExp(`^(interface|type|declare var) ${name}\\b`, "m").test(dom))).toEqual([]);
});

test("every type, field, variable and value says what it means", () => {
  const lines = generated.find(({ filename }) => filename.endsWith("/types.ts"))?.content.split("\n") ?? [];
  const saying = (line: string) => /^(export|\s+readonly (?!__typename)|\s+\| ")/.test(line);
  expect(lines.filter(saying)).toEqual(expect.arrayContaining(["  readonly isDenied: boolean;", '  | "KILLED"']));
  expect(lines.filter((line, index) => saying(line) && !lines[index - 1]?.endsWith("*/"))).toEqual([]);
});

/** TypeScript keeps them in a package for each platform. */
function browserTypes(): string {
  const typescript = createRequire(createRequire(import.meta.url).resolve("typescript/package.json"));
  const platform = typescript.resolve(`@typescript/typescript-${process.platform}-${process.arch}/package.json`);
  return join(platform, "../lib/lib.dom.d.ts");
}
