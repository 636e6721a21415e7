import { spawnSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, it } from "vitest";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const planted: string[] = [];
afterEach(() => {
  for (const file of planted.splice(0)) rmSync(file);
});

/** What the linter says of a file with one import, planted in a folder. */
function lint(folder: string, from: string): { status: number | null; out: string } {
  const file = `${ROOT}server/${folder}/planted-for-the-linter.ts`;
  writeFileSync(file, `export { planted } from "${from}";\n`);
  planted.push(file);
  const { status, stdout, stderr } = spawnSync(`${ROOT}node_modules/.bin/biome`, ["lint", "--colors=off", file], {
    cwd: ROOT,
    encoding: "utf8",
  });
  return { status, out: stdout + stderr };
}

describe("The linter holds the layers in their order: http → publish → schema → ingest → store → domain", () => {
  it.each([
    ["domain", "../store/page.ts"],
    ["domain", "../config.ts"],
    ["store", "../schema/errors.ts"],
    ["store", "../ingest/faults.ts"],
    ["store", "../config.ts"],
    ["ingest", "../schema/errors.ts"],
    ["ingest", "../http/app.ts"],
    ["schema", "../http/app.ts"],
    ["schema", "../publish/html.ts"],
    ["schema", "../config.ts"],
    ["publish", "../http/app.ts"],
    ["publish", "../config.ts"],
    ["http", "../serve.ts"],
    ["http", "../testing/testApp.ts"],
  ])("refuses that %s imports %s", (folder, from) => {
    const { status, out } = lint(folder, from);
    expect(out).toContain("noRestrictedImports");
    expect(status).not.toBe(0);
  });

  it.each([
    ["domain", "./count.ts"],
    ["store", "../domain/count.ts"],
    ["ingest", "../store/write.ts"],
    ["schema", "../store/page.ts"],
    ["publish", "../schema/schema.ts"],
    ["http", "../publish/html.ts"],
    ["http", "../schema/schema.ts"],
  ])("allows that %s imports %s", (folder, from) => {
    expect(lint(folder, from)).toMatchObject({ status: 0 });
  });
});
