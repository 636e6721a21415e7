import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { lazyAsync } from "../../domain/lazy.ts";
import type { PackedFile } from "./packedFile.ts";

const EXAMPLES = new URL("../../../sdk/examples/", import.meta.url);
/** The examples import the client by the client's package name, as their readers do. */
const CLIENT = {
  "@conflict-graph/sdk": fileURLToPath(new URL("../../../sdk/src/index.ts", import.meta.url)),
  "@conflict-graph/sdk/operations": fileURLToPath(new URL("../../../sdk/src/generated/operations.ts", import.meta.url)),
};

const TYPES: Readonly<Record<string, string>> = {
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
  map: "application/json; charset=utf-8",
};

type Files = ReadonlyMap<string, PackedFile>;
const APPS = new Map<string, () => Promise<Files>>();

/** An app's files by name, with the page under the empty name. Built at the first request, then kept. */
export function filesOfApp(app: string): Promise<Files> {
  const known = APPS.get(app) ?? lazyAsync(() => build(new URL(`${app}/`, EXAMPLES)));
  APPS.set(app, known);
  return known();
}

async function build(example: URL): Promise<Files> {
  const esbuild = await import("esbuild");
  try {
    const { outputFiles } = await esbuild.build({
      absWorkingDir: fileURLToPath(example),
      entryPoints: ["main.ts", "style.css"],
      // The name contains a hash of the content, so that browsers may keep the file permanently.
      entryNames: "[name].[hash]",
      outdir: "built",
      write: false,
      bundle: true,
      minify: true,
      sourcemap: true,
      format: "esm",
      target: "es2023",
      charset: "utf8",
      logLevel: "silent",
      alias: CLIENT,
    });
    const built = outputFiles.map(({ path, text }) => ({ name: path.replace(/^.*[/\\]/, ""), text }));
    const files = await Promise.all(
      built.map(async ({ name, text }) => [name, await file(typeOf(name), text)] as const),
    );
    return new Map([
      ...files,
      [
        "",
        await page(
          example,
          built.map(({ name }) => name),
        ),
      ],
    ]);
  } finally {
    // Ends the child process of esbuild.
    await esbuild.stop();
  }
}

/** The page, with the names of the built script and style instead of the sources. */
async function page(example: URL, names: readonly string[]): Promise<PackedFile> {
  const html = await readFile(new URL("index.html", example), "utf8");
  const built = (base: string, extension: string): string => {
    const name = names.find((candidate) => candidate.startsWith(`${base}.`) && candidate.endsWith(`.${extension}`));
    if (name === undefined) throw new Error(`The build has no file ${base}.*.${extension}.`);
    return name;
  };
  const linked = html
    .replace('"main.js"', `"${built("main", "js")}"`)
    .replace('"style.css"', `"${built("style", "css")}"`);
  return file("text/html; charset=utf-8", linked);
}

function typeOf(name: string): string {
  const type = TYPES[name.replace(/^.*\./, "")];
  if (type === undefined) throw new Error(`The build has a file of an unknown type: ${name}.`);
  return type;
}

const file = async (type: string, text: string): Promise<PackedFile> => ({
  type,
  gzipped: new Uint8Array(await promisify(gzip)(text)),
});
