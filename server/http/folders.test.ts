import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";

/** Each folder imports only from the folders before it. Files directly in http/ may import from all folders. */
const ORDER = [
  "request",
  "errors",
  "limits",
  "clients",
  "auth",
  "graphql",
  "direct",
  "pages",
  "exports",
  "watch",
  "workers",
  "tracing",
  "sockets",
];

const HERE = new URL("./", import.meta.url);

it("Each folder of http/ imports only from the folders before it", () => {
  const folders = readdirSync(HERE, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(new Set(folders.map(({ name }) => name))).toEqual(new Set([...ORDER, "attacks"]));
  const imports = ORDER.flatMap((folder) =>
    readdirSync(new URL(`${folder}/`, HERE))
      .filter((file) => /(?<!\.test)\.ts$/.test(file))
      .flatMap((file) =>
        [...readFileSync(new URL(`${folder}/${file}`, HERE), "utf8").matchAll(/"\.\.\/(\w+)\/[^"]+"/g)].map(
          ([, imported = ""]) => ({ folder, file, imported }),
        ),
      ),
  );
  expect(imports.length).toBeGreaterThan(50);
  expect(imports.filter(({ folder, imported }) => ORDER.indexOf(imported) >= ORDER.indexOf(folder))).toEqual([]);
});
