import { readdirSync, readFileSync } from "node:fs";
import type { CorpusRow } from "../../store/read/corpora.ts";

/** An example query. Its file begins with `# Title`, followed by comment lines that explain what it shows. */
export interface Example {
  readonly name: string;
  readonly title: string;
  readonly explanation: string;
  readonly query: string;
}

const FOLDER = new URL("examples/", import.meta.url);

/** The id of the corpus that the examples in `seeds/` are about. */
const SEED_CORPUS = "armenia-azerbaijan-clashes";

/** Reads all examples once. @returns a function that chooses the examples for the corpora in the store */
export function createExamples(): (corpora: readonly CorpusRow[]) => readonly Example[] {
  const [aboutSeeds, aboutAny] = [readExamples("seeds"), readExamples("any")];
  return (corpora) => (corpora.some(({ slug }) => slug === SEED_CORPUS) ? aboutSeeds : aboutAny);
}

/**
 * The examples about the seed corpus, or about any corpus. Files directly in the folder belong to both. The examples are in
 * the order of the numbers with which their file names begin.
 */
export function readExamples(about: "seeds" | "any"): Example[] {
  return [FOLDER, new URL(`${about}/`, FOLDER)]
    .flatMap((folder) => readdirSync(folder).map((file) => ({ file, url: new URL(file, folder) })))
    .filter(({ file }) => file.endsWith(".graphql"))
    .sort((a, b) => (a.file < b.file ? -1 : 1))
    .map(({ file, url }) => {
      const query = readFileSync(url, "utf8");
      const [title, ...explanation] = query
        .split("\n")
        .filter((line) => line.startsWith("#"))
        .map((line) => line.replace(/^# ?/, ""));
      if (!title) throw new Error(`The example ${file} must begin with “# ” and a title.`);
      return { name: file.replace(/^\d+-|\.graphql$/g, ""), title, explanation: explanation.join(" "), query };
    });
}
