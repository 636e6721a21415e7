import { fork } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { lazyAsync } from "../../domain/lazy.ts";
import { FOREVER, sendPacked } from "./packedFile.ts";
import type { PageRoutes } from "./usePages.ts";

const PACKAGE = new URL("../../../node_modules/@graphql-yoga/render-graphiql/package.json", import.meta.url);
const { version } = JSON.parse(readFileSync(PACKAGE, "utf8")) as { version: string };

/** The version is in the path, so that browsers may keep the files permanently. */
export const GRAPHIQL_PATH = `/graphiql/${version}`;

const TYPES: Readonly<Record<string, string>> = {
  "graphiql.js": "text/javascript; charset=utf-8",
  "graphiql.css": "text/css; charset=utf-8",
  "editorWorkerService.js": "text/javascript; charset=utf-8",
  "json.js": "text/javascript; charset=utf-8",
  "graphql.js": "text/javascript; charset=utf-8",
};

/** Pages for GraphiQL's files. */
export const graphiqlFiles = (): PageRoutes =>
  Object.fromEntries(
    Object.entries(TYPES).map(([name, type]) => [
      `${GRAPHIQL_PATH}/${name}`,
      async (request) => {
        const gzipped = (await packedFiles()).get(name);
        if (!gzipped) throw new Error(`GraphiQL's package has no file ${name}.`);
        return sendPacked(request, { type, gzipped }, { "cache-control": FOREVER });
      },
    ]),
  );

type Packed = readonly (readonly [name: string, gzipped: Uint8Array<ArrayBuffer>])[];

/** The files by name: two and a half megabytes, in memory from the first request on, so that nobody else can change them. */
const packedFiles = lazyAsync(async (): Promise<ReadonlyMap<string, Uint8Array<ArrayBuffer>>> => {
  const script = fileURLToPath(new URL("packGraphiql.mjs", import.meta.url));
  const child = fork(script, { serialization: "advanced", execArgv: [], stdio: ["ignore", "ignore", "pipe", "ipc"] });
  const complaint = child.stderr ? text(child.stderr) : "";
  const packed = once(child, "message") as Promise<[Packed]>;
  const ended = once(child, "close").then(async ([code]) => {
    throw new Error(`GraphiQL's files could not be packed (exit code ${code}): ${await complaint}`);
  });
  const [files] = await Promise.race([packed, ended]);
  return new Map(files);
});
