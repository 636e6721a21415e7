import { spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Cite } from "@citation-js/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CslItem } from "../domain/citation.ts";
import { toBibtex } from "./bibtex.ts";

const itemWith = (text: string): CslItem => ({
  id: "a-claim-r1",
  "citation-key": "a-claim-r1",
  type: "dataset",
  title: text,
  author: [{ literal: text }],
  issued: { "date-parts": [[2021, 3, 2]] },
  "container-title": text,
  version: text,
  URL: "https://example.org/tolls/killed?asOf=2021%2B04&event=a_b",
  note: text,
});

/** The fields of an entry as BibTeX reads it: it counts braces, even those behind a backslash. */
function fieldsOf(bibtex: string): ReadonlyMap<string, string> {
  const [start = ""] = /^@misc\{[a-z0-9-]+,\n/.exec(bibtex) ?? [];
  expect(start).not.toBe("");
  const fields = new Map<string, string>();
  let at = start.length;
  while (!bibtex.startsWith("}", at)) {
    const [opening = "", name = ""] = /^\t(\w+) = \{/.exec(bibtex.slice(at)) ?? [];
    expect(opening, bibtex.slice(at, at + 50)).not.toBe("");
    let end = at + opening.length;
    for (let depth = 1; depth > 0; end++) {
      expect(end).toBeLessThan(bibtex.length);
      if (bibtex[end] === "{") depth++;
      if (bibtex[end] === "}") depth--;
    }
    expect(bibtex.slice(end, end + 2)).toBe(",\n");
    expect(fields.has(name)).toBe(false);
    fields.set(name, bibtex.slice(at + opening.length, end - 1));
    at = end + 2;
  }
  expect(bibtex.slice(at)).toBe("}\n");
  return fields;
}

const CHARACTERS: Readonly<Record<string, string>> = {
  backslash: "\\",
  braceleft: "{",
  braceright: "}",
  asciitilde: "~",
  asciicircum: "^",
  less: "<",
  greater: ">",
};

/** The text of a field as LaTeX prints it. Braces that protect capitals print nothing. */
const printed = (field: string): string =>
  field.replace(/\\text(\w+)\{\}|\\([&%$#_])|[{}]|[\\~^&%$#_]/g, (found, name?: string, escaped?: string) => {
    if (name !== undefined) return CHARACTERS[name] ?? found;
    if (escaped !== undefined) return escaped;
    expect(found, `${field}: ${found} has a meaning in LaTeX`).toMatch(/[{}]/);
    return "";
  });

const EVIL = [
  "} , author = {Somebody else",
  "{{{",
  "\\} \\{ \\\\} \\",
  '" # "x" @misc{other, title = {x}}',
  "50% of a_b & $x^2$ ~ #1 \\input{/etc/passwd}",
  "A and B, and {C} and others",
  "@comment{ @string{x = {y}}",
  "two\n\nlines\n\thowpublished = {x},\n\u0007\u001b[31m",
  "<i>x</i> <script>alert(1)</script>",
  "Երևան “Ağdam” 😀 NATO and {NATO}",
].map((text) => [text] as const);

describe("BibTeX", () => {
  it.each(EVIL)("has one entry with the same text: %j", async (text) => {
    const bibtex = await toBibtex(itemWith(text));
    const fields = fieldsOf(bibtex);
    expect([...fields.keys()].sort()).toEqual(["author", "howpublished", "month", "note", "title", "url", "year"]);
    const expected = text.replace(/[\s\p{Cc}]+/gu, " ");
    for (const name of ["title", "author", "note"]) expect(printed(fields.get(name) ?? "")).toBe(expected);
    expect(fields.get("howpublished")).toBe("\\url{https://example.org/tolls/killed?asOf=2021%2B04&event=a_b}");
    const items = new Cite(bibtex).data;
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({ title: expected.trim(), author: [{ family: expected }] });
  });

  it("keeps its structure, whatever the text", async () => {
    const characters = fc.constantFrom(..."{}\\%@\"#,=~^$&_<>'`-", " ", "\n", "and ", "A", "b", "NATO", "É", "😀");
    const texts = fc.oneof(
      fc.string({ unit: characters, minLength: 1 }),
      fc.string({ unit: "grapheme", minLength: 1 }),
    );
    await fc.assert(
      fc.asyncProperty(texts, async (text) => {
        const fields = fieldsOf(await toBibtex(itemWith(`x${text}`)));
        expect(fields.size).toBe(7);
        expect(printed(fields.get("note") ?? "")).toBe(`x${text}`.replace(/[\s\p{Cc}]+/gu, " "));
      }),
      { numRuns: 300 },
    );
  });
});

/** Prints the fields of each entry, one on a line. */
const STYLE = `ENTRY { author howpublished month note title url year } {} {}
FUNCTION {misc} { cite$ write$ newline$ author write$ newline$ title write$ newline$ note write$ newline$ }
FUNCTION {default.type} { "unknown type" write$ newline$ }
READ
ITERATE {call.type$}
`;
const hasBibtex = spawnSync("bibtex", ["--version"]).status === 0;

describe.skipIf(!hasBibtex)("The program bibtex (needs bibtex, such as from Debian's texlive-binaries)", () => {
  it("reads every entry without a warning, and finds no others", async () => {
    const folder = await mkdtemp(join(tmpdir(), "conflict-graph-bibtex-"));
    try {
      const entries = await Promise.all(
        EVIL.map(async ([text], at) => (await toBibtex(itemWith(text))).replace("a-claim-r1", `claim-${at}`)),
      );
      await writeFile(join(folder, "a.bib"), entries.join("\n"));
      await writeFile(join(folder, "all.bst"), STYLE);
      await writeFile(join(folder, "a.aux"), "\\citation{*}\n\\bibdata{a}\n\\bibstyle{all}\n");
      // Without a configured TeX, bibtex does not look into its working folder.
      const env = { ...process.env, BIBINPUTS: ".", BSTINPUTS: "." };
      const { status, stdout } = spawnSync("bibtex", ["a"], { cwd: folder, encoding: "utf8", env });
      expect([status, stdout.match(/warning|error|I'm skipping/gi)]).toEqual([0, null]);
      // bibtex wraps long lines.
      const lines = (await readFile(join(folder, "a.bbl"), "utf8")).replaceAll("\n  ", " ").trimEnd().split("\n");
      expect(lines).toHaveLength(4 * EVIL.length);
      for (const [at, [text]] of EVIL.entries()) {
        const [key, author, title, note] = lines.slice(4 * at);
        expect(key).toBe(`claim-${at}`);
        for (const field of [author, title, note])
          expect(printed(field ?? "").trim()).toBe(text.replace(/[\s\p{Cc}]+/gu, " ").trim());
      }
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
