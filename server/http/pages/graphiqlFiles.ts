import { execFile } from "node:child_process";
import { createReadStream, readFileSync } from "node:fs";
import { access, constants, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { createGunzip } from "node:zlib";
import { acceptsEncoding } from "../request/accept.ts";

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

/** Pages for GraphiQL's files: nine megabytes, which are streamed from disk and never held in memory. */
export function graphiqlFiles(): Record<string, (request: Request) => Promise<Response>> {
  return Object.fromEntries(
    Object.entries(TYPES).map(([name, type]) => [
      `${GRAPHIQL_PATH}/${name}`,
      (request) => serveFile(request, name, type),
    ]),
  );
}

async function serveFile(request: Request, name: string, type: string): Promise<Response> {
  const path = join(await unpackGraphiql(), `${name}.gz`);
  const isGzip = acceptsEncoding(request, "gzip");
  const file = createReadStream(path);
  const headers = {
    "content-type": type,
    "cache-control": "public, max-age=31536000, immutable",
    "x-content-type-options": "nosniff",
    vary: "accept-encoding",
    ...(isGzip && { "content-encoding": "gzip", "content-length": `${(await stat(path)).size}` }),
  };
  return new Response(Readable.toWeb(isGzip ? file : file.pipe(createGunzip())) as ReadableStream, { headers });
}

let unpacking: Promise<string> | null = null;

/** The folder with the unpacked files. They are unpacked by `npm ci` (prepare.ts) or at the first request. */
export function unpackGraphiql(): Promise<string> {
  unpacking ??= unpack().catch((error: unknown) => {
    unpacking = null;
    throw error;
  });
  return unpacking;
}

async function unpack(): Promise<string> {
  const cache = fileURLToPath(new URL("../../../node_modules/", import.meta.url));
  const isWritable = await access(cache, constants.W_OK).then(
    () => true,
    () => false,
  );
  const folder = join(isWritable ? join(cache, ".cache") : tmpdir(), `conflict-graph-graphiql-${version}`);
  const isThere = await stat(folder).then(
    () => true,
    () => false,
  );
  const script = fileURLToPath(new URL("unpackGraphiql.mjs", import.meta.url));
  if (!isThere) await promisify(execFile)(process.execPath, [script, folder]);
  return folder;
}
