import { isUtf8 } from "node:buffer";
import { readdir, readFile, stat } from "node:fs/promises";
import { basename, join, relative, sep } from "node:path";
import { isNode, LineCounter, parseDocument } from "yaml";
import { unstorableCharacter } from "../domain/text.ts";
import { type Fault, fieldPath } from "./faults.ts";

/** A YAML value with the way back to the lines that it was written on. */
export interface Located {
  readonly file: string;
  readonly value: unknown;
  lineOf(path: readonly PropertyKey[]): number;
}

export interface MarkdownFile {
  readonly file: string;
  readonly frontMatter: Located;
  readonly body: string;
}

export interface CorpusFiles {
  readonly manifest: Located | null;
  readonly markdown: readonly MarkdownFile[];
  readonly yaml: readonly Located[];
}

/** Reads a corpus folder's files in the order of their names; adds what cannot be read to `faults`. */
export async function readCorpusFiles(folder: string, faults: Fault[]): Promise<CorpusFiles> {
  const files: { manifest: Located | null; markdown: MarkdownFile[]; yaml: Located[] } = {
    manifest: null,
    markdown: [],
    yaml: [],
  };
  const isFolder = await stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isFolder) {
    faults.push({
      file: folder,
      line: null,
      field: null,
      problem: "is not a folder; give the one that holds corpus.yaml",
    });
    return files;
  }
  for (const path of await listFiles(folder)) {
    const file = relative(folder, path).split(sep).join("/");
    const text = decode(await readFile(path), file, faults);
    if (file.endsWith(".md")) {
      const article = parseMarkdown(file, text, faults);
      if (article) files.markdown.push(article);
    } else {
      const located = parseYaml(file, text, 0, faults);
      if (!located) continue;
      if (file === "corpus.yaml") files.manifest = located;
      else files.yaml.push(located);
    }
  }
  return files;
}

/** The files of a corpus folder, in the order of their names. */
export async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const paths: string[] = [];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (/^[._]/.test(entry.name) || entry.name === "README.md") continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) paths.push(...(await listFiles(path)));
    else if (/\.(md|yaml|yml)$/.test(basename(path))) paths.push(path);
  }
  return paths;
}

/** Reading goes on past what is wrong, here as below, so that one fault does not hide the others. */
function decode(bytes: Uint8Array, file: string, faults: Fault[]): string {
  if (!isUtf8(bytes)) faults.push({ file, line: null, field: null, problem: "is not UTF-8; save it in that encoding" });
  const text = new TextDecoder().decode(bytes).replaceAll("\r\n", "\n");
  const nul = text.indexOf("\u0000");
  if (nul < 0) return text;
  const problem = "holds the character U+0000, which cannot be stored; remove it";
  faults.push({ file, line: lineAt(text, nul), field: null, problem });
  return text.replaceAll("\u0000", "");
}

const lineAt = (text: string, offset: number): number => text.slice(0, offset).split("\n").length;

/** @param linesAbove how many lines of the file stand before this text */
function parseYaml(file: string, text: string, linesAbove: number, faults: Fault[]): Located | null {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const lineOf = (offset: number) => lines.linePos(offset).line + linesAbove;
  for (const error of document.errors) {
    const problem = `is not valid YAML: ${error.message.split("\n")[0]}`;
    faults.push({ file, line: lineOf(error.pos[0]), field: null, problem });
  }
  let value: unknown;
  try {
    value = document.toJS();
  } catch (error) {
    // Only aliases that lead nowhere or multiply beyond reason come here; both are faults of the whole file.
    faults.push({
      file,
      line: null,
      field: null,
      problem: `is not valid YAML: ${error instanceof Error ? error.message : error}`,
    });
    return null;
  }
  const located: Located = {
    file,
    value,
    lineOf(path) {
      // A missing field has no line of its own: its nearest ancestor's is where it would be written.
      for (let length = path.length; length >= 0; length--) {
        const node = document.getIn(path.slice(0, length), true);
        if (isNode(node) && node.range) return lineOf(node.range[0]);
      }
      return 1 + linesAbove;
    },
  };
  reportUnstorable(located, faults);
  return located;
}

/** YAML can write U+0000 and lone surrogates as escapes, so the parsed strings are looked at too. */
function reportUnstorable(located: Located, faults: Fault[]) {
  const walk = (value: unknown, path: PropertyKey[]) => {
    if (typeof value === "string") {
      const character = unstorableCharacter(value);
      if (character === null) return;
      const problem = `holds ${character}, which cannot be stored; remove it`;
      faults.push({ file: located.file, line: located.lineOf(path), field: fieldPath(path), problem });
    } else if (Array.isArray(value)) {
      value.forEach((item, index) => {
        walk(item, [...path, index]);
      });
    } else if (value !== null && typeof value === "object") {
      for (const [key, item] of Object.entries(value)) walk(item, [...path, key]);
    }
  };
  walk(located.value, []);
}

const FRONT_MATTER = /^---[ \t]*\n(?<yaml>[\s\S]*?\n?)---[ \t]*(?:\n|$)/;

function parseMarkdown(file: string, text: string, faults: Fault[]): MarkdownFile | null {
  if (!file.startsWith("articles/")) {
    const problem =
      "is Markdown outside articles/, where articles are read from; move it there, or begin its name with _";
    faults.push({ file, line: null, field: null, problem });
    return null;
  }
  const match = FRONT_MATTER.exec(text);
  if (!match?.groups) {
    const problem = "has no front matter; begin with a line ---, the article's fields, and another line ---";
    faults.push({ file, line: 1, field: null, problem });
    return null;
  }
  const frontMatter = parseYaml(file, match.groups.yaml ?? "", 1, faults);
  return frontMatter && { file, frontMatter, body: text.slice(match[0].length) };
}
