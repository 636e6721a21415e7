import { readFileSync } from "node:fs";
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

describe("a generated file is up to date (if not, run `npm run codegen`):", () => {
  test.each(Object.keys(config.generates))("%s", (file) => {
    expect(readFileSync(join(root, file), "utf8")).toBe(generated.find(({ filename }) => filename === file)?.content);
  });
});

test("every type, field, variable and value has a description", () => {
  const lines = generated.find(({ filename }) => filename.endsWith("/types.ts"))?.content.split("\n") ?? [];
  const saying = (line: string) => /^(export|\s+readonly (?!__typename)|\s+\| ")/.test(line);
  expect(lines.filter(saying)).toEqual(expect.arrayContaining(["  readonly isDenied: boolean;", '  | "KILLED"']));
  expect(lines.filter((line, index) => saying(line) && !lines[index - 1]?.endsWith("*/"))).toEqual([]);
});
