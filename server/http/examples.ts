import { readdirSync, readFileSync } from "node:fs";

/** A query that answers something on the seed corpus. Its file begins with `# Title`, then lines of what to see in it. */
export interface Example {
  readonly name: string;
  readonly title: string;
  readonly explanation: string;
  readonly query: string;
}

const FOLDER = new URL("examples/", import.meta.url);

/** In the order of their file names, which begin with a number. */
export function readExamples(): Example[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith(".graphql"))
    .sort()
    .map((file) => {
      const query = readFileSync(new URL(file, FOLDER), "utf8");
      const [title = "", ...explanation] = query
        .split("\n")
        .filter((line) => line.startsWith("#"))
        .map((line) => line.replace(/^# ?/, ""));
      return { name: file.replace(/^\d+-|\.graphql$/g, ""), title, explanation: explanation.join(" "), query };
    });
}
