import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

/** TypeScript's declarations of the browser's globals. */
export function browserTypes(): string {
  const typescript = createRequire(createRequire(import.meta.url).resolve("typescript/package.json"));
  const platform = typescript.resolve(`@typescript/typescript-${process.platform}-${process.arch}/package.json`);
  return readFileSync(join(platform, "../lib/lib.dom.d.ts"), "utf8");
}
