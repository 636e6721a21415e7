import { execFile } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type SeedService, seedService } from "./seedService.ts";

const run = promisify(execFile);
const sdk = fileURLToPath(new URL("..", import.meta.url));
const readme = readFileSync(join(sdk, "README.md"), "utf8");

/** The declarations that later examples in the README use. */
const CLIENT = `import { createClient } from "@conflict-graph/sdk";
const client = createClient({ url: "http://localhost:4000/graphql" });
`;

/** Each example with the output below it. */
const examples = [...readme.matchAll(/^```(tsx?)\n(.*?)^```\n(?:\n^```text\n(.*?)^```\n)?/gms)].map(
  ([, language = "", code = "", output], index) => ({
    code: code.includes("client.") && !code.includes("const client =") ? CLIENT + code : code,
    output,
    file: `example-${index + 1}.m${language}`.replace("mtsx", "tsx"),
  }),
);

/** The sources of the package's entries. */
const ENTRIES: Readonly<Record<string, string>> = {
  "@conflict-graph/sdk/core": "src/core.ts",
  "@conflict-graph/sdk/operations": "src/generated/operations.ts",
  "@conflict-graph/sdk/testing": "src/testing/index.ts",
  "@conflict-graph/sdk/values": "src/values.ts",
  "@conflict-graph/sdk/writing": "src/writing.ts",
  "@conflict-graph/sdk": "src/index.ts",
};

let service: SeedService;
let folder: string;
const server = createServer((request, response) => service.app(request, response));

beforeAll(async () => {
  service = await seedService();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
  // Inside the project, so that the examples find their libraries.
  folder = await mkdtemp(join(sdk, ".readme-"));
  const here = (path: string) => relative(folder, join(sdk, path)).replaceAll("\\", "/");
  for (const { code, file } of examples) {
    const local = Object.entries(ENTRIES).reduce(
      (text, [name, path]) => text.replaceAll(`"${name}"`, `"${here(path)}"`),
      code,
    );
    await writeFile(join(folder, file), local.replace("http://localhost:4000/graphql", url));
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
    compilerOptions: { typeRoots: [join(sdk, "../node_modules/@types")], jsx: "react-jsx", lib: ["ES2024", "DOM"] },
    include: ["*.mts", "*.tsx"],
  };
  await writeFile(join(folder, "tsconfig.json"), JSON.stringify(settings));
  const tsc = join(sdk, "../node_modules/typescript/bin/tsc");
  const { stdout } = await run(process.execPath, [tsc, "-p", folder]).catch((error: { stdout: string }) => error);
  expect(stdout).toBe("");
});

describe("the README's example runs, with the output that is shown:", () => {
  test.each(examples)("$file", async ({ file, output }) => {
    const program = file.endsWith("x") ? await rendering(file) : join(folder, file);
    const env = { ...process.env, CONFLICT_GRAPH_KEY: service.key };
    const { stdout } = await run(process.execPath, [program], { env });
    if (output !== undefined) expect(stdout).toBe(output);
    else expect(stdout).not.toBe("");
  });
});

/** A program that prints the `App` of an example as React renders it. */
async function rendering(file: string): Promise<string> {
  const program = join(folder, `${file}.mjs`);
  const contents = `import { renderToReadableStream } from "react-dom/server.edge";
    import { App } from "./${file}";
    const stream = await renderToReadableStream(<App />);
    await stream.allReady;
    console.log(await new Response(stream).text());
    process.exit(0);`;
  await build({
    stdin: { contents, loader: "tsx", resolveDir: folder },
    bundle: true,
    packages: "external",
    format: "esm",
    jsx: "automatic",
    outfile: program,
  });
  return program;
}

test("the README names each method of the client", () => {
  const methods = Object.keys(service.client);
  expect(methods.filter((method) => !readme.includes(`\`${method}\``))).toEqual([]);
});
