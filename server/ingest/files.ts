import { isUtf8 } from "node:buffer";
import { readdir, readFile, realpath, stat } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import type { Fault } from "./faults.ts";
import { type Located, parseYaml } from "./yaml/parseYaml.ts";

export interface MarkdownFile {
  readonly file: string;
  /** Null if the front matter could not be read, which has already been reported. */
  readonly frontMatter: Located | null;
  readonly body: string;
}

export interface CorpusFiles {
  readonly manifest: Located | null;
  readonly markdown: readonly MarkdownFile[];
  readonly yaml: readonly Located[];
  /** Files and folders that could not be read and were reported. Records that seem to be missing may be in these. */
  readonly unread: readonly string[];
}

export const IS_MARKDOWN = /\.md$/i;
const IS_YAML = /\.ya?ml$/i;
export const IS_MANIFEST = /^corpus\.ya?ml$/i;

/** Reads the files of a corpus folder, ordered by name. Adds a fault for everything that cannot be read. */
export async function readCorpusFiles(folder: string, faults: Fault[]): Promise<CorpusFiles> {
  const files = { manifest: null as Located | null, markdown: [] as MarkdownFile[], yaml: [] as Located[] };
  const unread: string[] = [];
  const isFolder = await stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isFolder) {
    const problem = "is not a folder; give the folder with corpus.yaml";
    faults.push({ file: folder, line: null, field: null, problem });
    return { ...files, unread };
  }
  const nameOf = (path: string) => relative(folder, path).split(sep).join("/") || folder;
  const report = (path: string, problem: string) => {
    unread.push(nameOf(path));
    faults.push({ file: nameOf(path), line: null, field: null, problem });
  };
  for (const path of await listFiles(folder, report)) {
    const file = nameOf(path);
    const text = await readText(path, file, faults, report);
    if (text === null) continue;
    if (IS_MARKDOWN.test(file)) {
      const article = parseMarkdown(file, text, faults);
      if (article) files.markdown.push(article);
      else unread.push(file);
      continue;
    }
    const located = parseYaml(file, text, 0, faults);
    if (!located) unread.push(file);
    else if (!IS_MANIFEST.test(file)) files.yaml.push(located);
    else if (files.manifest) report(path, `is a second manifest beside ${files.manifest.file}; remove one of them`);
    else files.manifest = located;
  }
  return { ...files, unread };
}

/** Reports a path that cannot be read, and why. */
type Report = (path: string, problem: string) => void;

/**
 * The files of a corpus folder, ordered by name. Follows links, but reads each folder only once, so that circular links
 * end.
 */
export async function listFiles(folder: string, report: Report, seen = new Set<string>()): Promise<string[]> {
  const names = await attempt(folder, report, async () => {
    const real = await realpath(folder);
    if (seen.has(real)) throw new Error("the same folder is here under another name too");
    seen.add(real);
    return (await readdir(folder)).sort();
  });
  const paths: string[] = [];
  for (const name of names ?? []) {
    if (/^[._]/.test(name) || /^readme\.md$/i.test(name)) continue;
    const path = join(folder, name);
    const found = await attempt(path, report, () => stat(path));
    if (found?.isDirectory()) paths.push(...(await listFiles(path, report, seen)));
    else if (!found || !(IS_MARKDOWN.test(name) || IS_YAML.test(name))) continue;
    else if (found.isFile()) paths.push(path);
    // Reading a pipe would wait forever.
    else report(path, "is not a regular file; put a file here, or begin its name with _");
  }
  return paths;
}

/** The path of a corpus folder's manifest among its files. */
export const manifestOf = (folder: string, paths: readonly string[]): string | undefined =>
  paths.find((path) => IS_MANIFEST.test(relative(folder, path)));

async function attempt<Value>(path: string, report: Report, read: () => Promise<Value>): Promise<Value | null> {
  try {
    return await read();
  } catch (error) {
    // Node.js appends the system call and the path to the reason. Neither of them helps an author.
    const reason = (error instanceof Error ? error.message : `${error}`).split(",")[0];
    report(path, `cannot be read (${reason}); make it readable, remove it, or begin its name with _`);
    return null;
  }
}

const readText = (path: string, file: string, faults: Fault[], report: Report): Promise<string | null> =>
  attempt(path, report, async () => decode(await readFile(path), file, faults));

/** Reading continues after a fault, here and below, so that one fault does not hide the others. */
function decode(bytes: Uint8Array, file: string, faults: Fault[]): string {
  if (!isUtf8(bytes)) faults.push({ file, line: null, field: null, problem: "is not UTF-8; save it in that encoding" });
  const text = new TextDecoder().decode(bytes).replaceAll("\r\n", "\n");
  const nul = text.indexOf("\u0000");
  if (nul < 0) return text;
  const problem = "contains the character U+0000, which cannot be stored; remove it";
  faults.push({ file, line: lineAt(text, nul), field: null, problem });
  return text.replaceAll("\u0000", "");
}

const lineAt = (text: string, offset: number): number => text.slice(0, offset).split("\n").length;

/** Front matter ends at a line with only `---`: titles and comments may contain dashes too. */
export const FRONT_MATTER = /^---[ \t]*\n(?<yaml>(?:[\s\S]*?\n)?)---[ \t]*(?:\n|$)/;

function parseMarkdown(file: string, text: string, faults: Fault[]): MarkdownFile | null {
  if (!file.startsWith("articles/")) {
    const problem =
      "is Markdown outside articles/, the only folder for articles; move it there, or begin its name with _";
    faults.push({ file, line: null, field: null, problem });
    return null;
  }
  const match = FRONT_MATTER.exec(text);
  if (!match?.groups) {
    const problem = "has no front matter; begin with a line ---, the article's fields, and another line ---";
    faults.push({ file, line: 1, field: null, problem });
    return { file, frontMatter: null, body: text };
  }
  const frontMatter = parseYaml(file, match.groups.yaml ?? "", 1, faults);
  return { file, frontMatter, body: text.slice(match[0].length) };
}
