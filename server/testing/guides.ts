import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const NAMES = ["README.md", ...readdirSync(resolve(ROOT, "docs")).map((name) => `docs/${name}`)].sort();

/** The README and the guides that it links to. */
export const guide = (name: string): string => readFileSync(resolve(ROOT, name), "utf8");

/** All of them, the README first. */
export const guides: string = NAMES.map(guide).join("\n");

/** Broken links between files of the project. */
export function brokenLinks(names: readonly string[] = [...NAMES, "CONTRIBUTING.md", "SECURITY.md"]): string[] {
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

const anchorsIn = (path: string): string[] =>
  [...readFileSync(path, "utf8").matchAll(/^#+ (.*)$/gm)].map(([, title = ""]) =>
    title
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s-]/gu, "")
      .replaceAll(" ", "-"),
  );
