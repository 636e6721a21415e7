import { readdirSync } from "node:fs";

const SERVER = new URL("../", import.meta.url);

/** The sources of the service, without tests and tools. */
export const sourceFiles = (): URL[] =>
  readdirSync(SERVER, { recursive: true, encoding: "utf8" })
    .filter(
      (path) => /(?<!\.test)\.(ts|mjs)$/.test(path) && !/^(testing|benchmarks|examples)\/|node_modules/.test(path),
    )
    .map((path) => new URL(path.replaceAll("\\", "/"), SERVER));
