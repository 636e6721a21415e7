import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const REFUSED = [
  ["domain", "../store/read/lists/page.ts"],
  ["domain", "../config/config.ts"],
  ["domain/toll", "../../store/read/lists/page.ts"],
  ["domain", "zod"],
  ["store", "../schema/builder/errors.ts"],
  ["store/write", "../../ingest/faults.ts"],
  ["store", "../config/config.ts"],
  ["ingest", "../import/faults.ts"],
  ["import", "../schema/builder/errors.ts"],
  ["ingest", "../schema/builder/errors.ts"],
  ["ingest", "../http/app.ts"],
  ["schema", "../http/app.ts"],
  ["schema/toll", "../../publish/html.ts"],
  ["schema", "../config/config.ts"],
  ["schema", "../export/csv.ts"],
  ["export", "../publish/html.ts"],
  ["export", "../config/config.ts"],
  ["publish", "../http/app.ts"],
  ["publish", "../config/config.ts"],
  ["config", "../http/app.ts"],
  ["config", "../service/log.ts"],
  ["http", "../service/serve.ts"],
  ["http/pages", "../../cli/export.ts"],
  ["http", "../testing/testApp.ts"],
  ["service", "../cli/progress.ts"],
  ["cli", "../testing/testApp.ts"],
] as const;
const ALLOWED = [
  ["domain", "./count.ts"],
  ["domain/toll", "../count.ts"],
  ["store", "../domain/count.ts"],
  ["ingest", "../store/write/writeFolder.ts"],
  ["import/mapping", "../../ingest/parse.ts"],
  ["schema", "../store/read/lists/page.ts"],
  ["export", "../schema/schema.ts"],
  ["publish", "../schema/schema.ts"],
  ["publish", "../export/csv.ts"],
  ["config", "../store/db/databaseUrl.ts"],
  ["http", "../config/limits.ts"],
  ["http/pages", "../../publish/html.ts"],
  ["http", "../schema/schema.ts"],
  ["service", "../http/app.ts"],
  ["cli", "../service/load.ts"],
] as const;

interface Judgement {
  readonly summary: { readonly unchanged: number };
  readonly diagnostics: readonly { readonly category: string; readonly location: { readonly path: string } }[];
}

const planted: string[] = [];
/** The rule that each refused file breaks. */
const complaints = new Map<string, string>();

/** Writes a file for the linter to check. */
function plant(path: string, content: string): void {
  writeFileSync(ROOT + path, content);
  planted.push(path);
}
const importing = (folder: string, from: string): string => {
  const name = from.replaceAll(/[^a-z]+/gi, "-");
  return `server/${folder}/planted-for-the-linter${name}.ts`;
};

// One run checks all files, since each run reads the whole project first.
beforeAll(() => {
  for (const [folder, from] of [...REFUSED, ...ALLOWED])
    plant(importing(folder, from), `export { planted } from "${from}";\n`);
  plant("server/domain/planted-one.ts", 'import type { Two } from "./planted-two.ts";\nexport type One = Two | 1;\n');
  plant("server/domain/planted-two.ts", 'import type { One } from "./planted-one.ts";\nexport type Two = One | 2;\n');
  const { stdout } = spawnSync(
    `${ROOT}node_modules/.bin/biome`,
    ["lint", "--reporter=json", "--max-diagnostics=none", ...planted],
    { cwd: ROOT, encoding: "utf8" },
  );
  const { summary, diagnostics } = JSON.parse(stdout) as Judgement;
  expect(summary.unchanged).toBe(planted.length);
  for (const { category, location } of diagnostics) complaints.set(location.path, category);
});
afterAll(() => {
  for (const path of planted) rmSync(ROOT + path);
});

describe("The linter holds the order cli → service → http → config → publish → export → schema → import → ingest → store → domain", () => {
  it.each(REFUSED)("refuses that %s imports %s", (folder, from) => {
    expect(complaints.get(importing(folder, from))).toBe("lint/style/noRestrictedImports");
  });

  it.each(ALLOWED)("allows that %s imports %s", (folder, from) => {
    expect(complaints.get(importing(folder, from))).toBeUndefined();
  });
});

it("The linter refuses files that import each other, even if only for types", () => {
  expect(complaints.get("server/domain/planted-one.ts")).toMatch(/noImportCycles$/);
});

it("The wings of the store import each other in one order only: db ← search ← records ← read ← write", () => {
  const order = ["db", "search", "records", "read", "write"];
  const backwards = order.flatMap((wing, at) => {
    const files = readdirSync(`${ROOT}server/store/${wing}`, { recursive: true, encoding: "utf8" });
    return files
      .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
      .flatMap((file) =>
        [...readFileSync(`${ROOT}server/store/${wing}/${file}`, "utf8").matchAll(/from "(?:\.\.\/)+(\w+)\//g)]
          .filter(([, other = ""]) => order.indexOf(other) > at)
          .map(([, other]) => `${wing}/${file} imports ${other}/`),
      );
  });
  expect(backwards).toEqual([]);
});
