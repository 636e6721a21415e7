import { readdirSync, readFileSync } from "node:fs";

/** A query that answers something. Its file begins with `# Title`, then lines of what to see in it. */
export interface Example {
  readonly name: string;
  readonly title: string;
  readonly explanation: string;
  readonly query: string;
}

const FOLDER = new URL("examples/", import.meta.url);

/** The corpus that the examples in `seeds/` ask about, by its id. */
export const SEED_CORPUS = "armenia-azerbaijan-clashes";

/**
 * Those about the seed corpus, or those about any; beside these folders stand the ones that belong to both. In the order
 * of their file names, which begin with a number.
 */
export function readExamples(about: "seeds" | "any"): Example[] {
  return [FOLDER, new URL(`${about}/`, FOLDER)]
    .flatMap((folder) => readdirSync(folder).map((file) => ({ file, url: new URL(file, folder) })))
    .filter(({ file }) => file.endsWith(".graphql"))
    .sort((a, b) => (a.file < b.file ? -1 : 1))
    .map(({ file, url }) => {
      const query = readFileSync(url, "utf8");
      const [title = "", ...explanation] = query
        .split("\n")
        .filter((line) => line.startsWith("#"))
        .map((line) => line.replace(/^# ?/, ""));
      return { name: file.replace(/^\d+-|\.graphql$/g, ""), title, explanation: explanation.join(" "), query };
    });
}
