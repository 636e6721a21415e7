import { execFile } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type SeedService, seedService } from "./seedService.ts";

const run = promisify(execFile);
const sdk = fileURLToPath(new URL("..", import.meta.url));
const readme = readFileSync(join(sdk, "README.md"), "utf8");

/** Each example, and the output that is shown below it. */
const examples = [...readme.matchAll(/^```ts\n(.*?)^```\n(?:\n^```text\n(.*?)^```\n)?/gms)].map(
  ([, code = "", output], index) => ({
    code,
    output,
    file: `example-${index + 1}.mts`,
  }),
);

let service: SeedService;
let folder: string;
const server = createServer((request, response) => service.app(request, response));

beforeAll(async () => {
  service = await seedService();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
  folder = await realpath(await mkdtemp(join(tmpdir(), "readme-")));
  const sources = relative(folder, join(sdk, "src/index.ts")).replaceAll("\\", "/");
  for (const { code, file } of examples) {
    await writeFile(
      join(folder, file),
      code.replace("@conflict-graph/sdk", sources).replace("http://localhost:4000/graphql", url),
    );
  }
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  server.close();
  server.closeAllConnections();
  await service[Symbol.asyncDispose]();
});

test("the README's examples have no type errors", async () => {
  const settings = {
    extends: join(sdk, "../tsconfig.json"),
    compilerOptions: { typeRoots: [join(sdk, "../node_modules/@types")] },
    include: ["*.mts"],
  };
  await writeFile(join(folder, "tsconfig.json"), JSON.stringify(settings));
  const tsc = join(sdk, "../node_modules/typescript/bin/tsc");
  const { stdout } = await run(process.execPath, [tsc, "-p", folder]).catch((error: { stdout: string }) => error);
  expect(stdout).toBe("");
});

describe("the README's example runs, and prints what is shown:", () => {
  test.each(examples)("$file", async ({ file, output }) => {
    const { stdout } = await run(process.execPath, [join(folder, file)]);
    if (output !== undefined) expect(stdout).toBe(output);
    else expect(stdout).not.toBe("");
  });
});

test("the README names each of the client's methods", () => {
  const methods = Object.keys(service.client);
  expect(methods.filter((method) => !readme.includes(`\`${method}\``))).toEqual([]);
});
