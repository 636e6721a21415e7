import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const filesLike = (patterns: readonly string[]): string[] =>
  globSync(patterns, { cwd: ROOT })
    .map((name) => name.replaceAll("\\", "/"))
    .sort();

/** The README and the guides in docs/, the README first. */
const GUIDES = filesLike(["README.md", "docs/*.md"]);
/** Files about the code. The paths in these files have to exist. */
const ABOUT_CODE = ["CONTRIBUTING.md", "SECURITY.md"];
const READMES = filesLike(["sdk/README.md", "sdk/examples/*/README.md", "seeds/README.md", "server/*/*/README.md"]);

/** The text of one file, by its path below the project's folder. */
export const guide = (name: string): string => readFileSync(resolve(ROOT, name), "utf8");

/** The README and all guides as one text. */
export const guides: string = GUIDES.map(guide).join("\n");

/** All prose that names commands. */
export const manuals: string = [...GUIDES, ...ABOUT_CODE].map(guide).join("\n");

interface CodeBlock {
  readonly language: string;
  readonly code: string;
  /** The next block, if it is the answer or the output of this one. */
  readonly output: string | null;
}

const OUTPUT = new Set(["json", "text"]);

export function codeBlocks(markdown: string): CodeBlock[] {
  const blocks = [...markdown.matchAll(/^ *```(\w+)\n(.*?)^ *```/gms)];
  return blocks.map(([, language = "", code = ""], at) => {
    const [, next = "", output = null] = blocks[at + 1] ?? [];
    return { language, code, output: OUTPUT.has(next) ? output : null };
  });
}

/** Broken links between files of the project. */
export function brokenLinks(names: readonly string[] = [...GUIDES, ...ABOUT_CODE, ...READMES]): string[] {
  return names.flatMap((name) =>
    [...guide(name).matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, link = ""]) => {
      if (/^https?:/.test(link)) return [];
      const [path = "", anchor] = link.split("#", 2);
      const target = path === "" ? resolve(ROOT, name) : resolve(ROOT, dirname(name), path);
      const isThere = existsSync(target) && (anchor === undefined || anchorsIn(target).includes(anchor));
      return isThere ? [] : [`${name}: ${link}`];
    }),
  );
}

/** Paths such as `server/cli/cli.ts` in the text that do not exist. */
export function brokenPaths(names: readonly string[] = [...GUIDES, ...ABOUT_CODE]): string[] {
  return names.flatMap((name) =>
    [...guide(name).matchAll(/`((?:server|sdk|seeds|docs)\/[\w./-]*)`/g)].flatMap(([, path = ""]) =>
      existsSync(resolve(ROOT, path)) ? [] : [`${name}: ${path}`],
    ),
  );
}

const anchorsIn = (path: string): string[] =>
  [...readFileSync(path, "utf8").matchAll(/^#+ (.*)$/gm)].map(([, title = ""]) =>
    title
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s-]/gu, "")
      .replaceAll(" ", "-"),
  );
