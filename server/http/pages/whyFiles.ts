import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { gzip } from "node:zlib";

const EXAMPLE = new URL("../../../sdk/examples/why/", import.meta.url);
/** The example names the client as its readers do, who have it installed. */
const CLIENT = {
  "@conflict-graph/sdk": fileURLToPath(new URL("../../../sdk/src/index.ts", import.meta.url)),
  "@conflict-graph/sdk/operations": fileURLToPath(new URL("../../../sdk/src/generated/operations.ts", import.meta.url)),
};

/** A file of the example app as a browser gets it, compressed. */
export interface WhyFile {
  readonly type: string;
  readonly gzipped: Uint8Array<ArrayBuffer>;
}

const TYPES: Readonly<Record<string, string>> = {
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
  map: "application/json; charset=utf-8",
};

let building: Promise<ReadonlyMap<string, WhyFile>> | null = null;

/** The app's files by name, the page under the empty one: made from its sources at the first request, then kept. */
export function whyFiles(): Promise<ReadonlyMap<string, WhyFile>> {
  building ??= build().catch((error: unknown) => {
    building = null;
    throw error;
  });
  return building;
}

async function build(): Promise<Map<string, WhyFile>> {
  const esbuild = await import("esbuild");
  try {
    const { outputFiles } = await esbuild.build({
      absWorkingDir: fileURLToPath(EXAMPLE),
      entryPoints: ["main.ts", "style.css"],
      // What is in a file is in its name, so that a browser may keep it for good.
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
      built.map(async ({ name, text }) => [name, await file(TYPES[name.replace(/^.*\./, "")], text)] as const),
    );
    return new Map([...files, ["", await page(built.map(({ name }) => name))]]);
  } finally {
    // It works in a process of its own, which is needed no more.
    await esbuild.stop();
  }
}

/** The page names its script and its style as they are in the sources. */
async function page(names: readonly string[]): Promise<WhyFile> {
  const html = await readFile(new URL("index.html", EXAMPLE), "utf8");
  const built = (begin: string, end: string) =>
    names.find((name) => name.startsWith(`${begin}.`) && name.endsWith(`.${end}`)) ?? `${begin}.${end}`;
  const named = html
    .replace('"main.js"', `"${built("main", "js")}"`)
    .replace('"style.css"', `"${built("style", "css")}"`);
  return file("text/html; charset=utf-8", named);
}

const file = async (type = "application/octet-stream", text: string): Promise<WhyFile> => ({
  type,
  gzipped: new Uint8Array(await promisify(gzip)(text)),
});
