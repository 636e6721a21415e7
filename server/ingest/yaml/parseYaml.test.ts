import { describe, expect, it } from "vitest";
import type { Fault } from "../faults.ts";
import { parseYaml } from "./parseYaml.ts";

function read(text: string, linesAbove = 0) {
  const faults: Fault[] = [];
  const found = parseYaml("a.yaml", text, linesAbove, faults);
  return { found, faults: faults.map(({ line, problem }) => `${line}: ${problem}`) };
}

const times = (count: number, of: (at: number) => string): string =>
  Array.from({ length: count }, (_, at) => of(at)).join("");

describe("A YAML text is not read, and its fault has a line, if it has", () => {
  it.each([
    ["more than 1,000 aliases", `one: &one 1\nmany: [${"*one, ".repeat(1001)}]`, "2: has more than 1000 aliases"],
    // The parser would take minutes for these.
    ["a hundred thousand aliases", `one: &one 1\nmany: [${"*one, ".repeat(100_000)}]`, "2: has more than 1000 aliases"],
    [
      "aliases of aliases",
      `x: &l0 [x]\n${times(9, (at) => `y${at}: &l${at + 1} [${`*l${at},`.repeat(10)}]\n`)}`,
      "2: has aliases that expand to more",
    ],
    ["an anchor within itself", "a: 1\nb: &b\n  - *b", "3: has an anchor that contains an alias of itself"],
    ["an alias without an anchor", "a: 1\nb: *c", "2: has the alias *c without an anchor above it"],
    ["an alias above its anchor", "a: *b\nb: &b 1", "1: has the alias *b without an anchor above it"],
    ["merges of YAML 1.1", "%YAML 1.1\n---\na: &a {}\nb: { <<: *a }", "1: asks for another version than YAML 1.2"],
    ["a merge by its tag", "a: &a {}\nb: { !!merge <<: *a }", "2: has the tag !!merge, which no field takes"],
    ["a merge by a tag of its own", "%TAG !e! tag:yaml.org,2002:\n---\nb: !e!merge x", "3: has the tag !e!merge"],
    ["a tag of a program", "a:\n  - !!js/function x", "2: has the tag !!js/function"],
    [
      "brackets in brackets",
      `a:\n  ${"[".repeat(20_000)}${"]".repeat(20_000)}`,
      "2: is nested too deeply: more than 50 levels",
    ],
    ["brackets that are not closed", `a:\n  ${"[".repeat(20_000)}`, "2: is nested too deeply"],
    ["lists in lists", `${"- ".repeat(51)}a`, "1: is nested too deeply"],
    ["maps in maps", times(60, (at) => `${" ".repeat(at)}a:\n`), "51: is nested too deeply"],
    ["more than 1,000 keys in a map", times(1001, (at) => `k${at}: 1\n`), "1: has a map with more than 1000 keys"],
    [
      "more than 1,000 keys in braces",
      `a: {${times(1001, (at) => `k${at}, `)}}`,
      "1: has a map with more than 1000 keys",
    ],
    ["a key that is a list", "a: 1\n? [a]\n: b", "2: has a key that is not a text"],
    ["a key that contains itself", "a: &a { ? *a : 1 }", "1: has a key that is not a text"],
    ["a second document", "a: 1\n---\nb: 1", "2: has a second document"],
    ["a bracket that is not closed", "a: 1\nb: [1", "2: is not valid YAML: Flow sequence"],
  ])("%s", (_what, text, problem) => {
    const { found, faults } = read(text);
    expect([found, faults]).toEqual([null, [expect.stringContaining(problem)]]);
  });
});

describe("A YAML text is read", () => {
  it.each([
    ["with aliases", "a: &a [1]\nb: [*a, *a]", { a: [1], b: [[1], [1]] }],
    [
      "with 1,000 aliases and long lists",
      `a: &a 1\nb: [${"*a, ".repeat(1000)}${"1, ".repeat(2000)}]`,
      { a: 1, b: Array(3000).fill(1) },
    ],
    ["with 50 levels", `${"[".repeat(50)}${"]".repeat(50)}`, expect.any(Array)],
    ["of YAML 1.2", "%YAML 1.2\n---\na: !!str 2020", { a: "2020" }],
    ["without a value", "# nothing\n", null],
  ])("%s", (_what, text, value) => {
    const { found, faults } = read(text);
    expect([found?.value, faults]).toEqual([value, []]);
  });

  it("with a fault for a key that is there twice, and the lines of the file that it is in", () => {
    const { found, faults } = read("a: 1\nb: 2\na: 3", 10);
    expect(faults).toEqual(["13: is not valid YAML: Map keys must be unique"]);
    expect([found?.lineOf(["b"]), found?.lineOf(["b", "missing"])]).toEqual([12, 12]);
  });
});
