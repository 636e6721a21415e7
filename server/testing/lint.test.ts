import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, it } from "vitest";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const planted: string[] = [];
afterEach(() => {
  for (const file of planted.splice(0)) rmSync(file);
});

/** What the linter says of a file with one import, planted in a folder. */
function lint(folder: string, from: string): { status: number | null; out: string } {
  const file = `${ROOT}server/${folder}/planted-for-the-linter.ts`;
  writeFileSync(file, `export { planted } from "${from}";\n`);
  planted.push(file);
  return biome(file);
}

function biome(file: string): { status: number | null; out: string } {
  const { status, stdout, stderr } = spawnSync(`${ROOT}node_modules/.bin/biome`, ["lint", "--colors=off", file], {
    cwd: ROOT,
    encoding: "utf8",
  });
  return { status, out: stdout + stderr };
}

describe("The linter holds the order cli → service → http → config → publish → schema → ingest → store → domain", () => {
  it.each([
    ["domain", "../store/read/page.ts"],
    ["domain", "../config/config.ts"],
    ["domain/toll", "../../store/read/page.ts"],
    ["domain", "zod"],
    ["store", "../schema/builder/errors.ts"],
    ["store/write", "../../ingest/faults.ts"],
    ["store", "../config/config.ts"],
    ["ingest", "../schema/builder/errors.ts"],
    ["ingest", "../http/app.ts"],
    ["schema", "../http/app.ts"],
    ["schema/toll", "../../publish/html.ts"],
    ["schema", "../config/config.ts"],
    ["publish", "../http/app.ts"],
    ["publish", "../config/config.ts"],
    ["config", "../http/app.ts"],
    ["config", "../service/log.ts"],
    ["http", "../service/serve.ts"],
    ["http/pages", "../../cli/export.ts"],
    ["http", "../testing/testApp.ts"],
    ["service", "../cli/progress.ts"],
    ["cli", "../testing/testApp.ts"],
  ])("refuses that %s imports %s", (folder, from) => {
    const { status, out } = lint(folder, from);
    expect(out).toContain("noRestrictedImports");
    expect(status).not.toBe(0);
  });

  it.each([
    ["domain", "./count.ts"],
    ["domain/toll", "../count.ts"],
    ["store", "../domain/count.ts"],
    ["ingest", "../store/write/writeFolder.ts"],
    ["schema", "../store/read/page.ts"],
    ["publish", "../schema/schema.ts"],
    ["config", "../store/db/databaseUrl.ts"],
    ["http", "../config/limits.ts"],
    ["http/pages", "../../publish/html.ts"],
    ["http", "../schema/schema.ts"],
    ["service", "../http/app.ts"],
    ["cli", "../service/load.ts"],
  ])("allows that %s imports %s", (folder, from) => {
    expect(lint(folder, from)).toMatchObject({ status: 0 });
  });
});

it("The linter refuses files that import each other, even only for their types", () => {
  const one = `${ROOT}server/domain/planted-one.ts`;
  const two = `${ROOT}server/domain/planted-two.ts`;
  planted.push(one, two);
  writeFileSync(one, 'import type { Two } from "./planted-two.ts";\nexport type One = Two | 1;\n');
  writeFileSync(two, 'import type { One } from "./planted-one.ts";\nexport type Two = One | 2;\n');
  const { out, status } = biome(one);
  expect(out).toContain("noImportCycles");
  expect(status).not.toBe(0);
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
