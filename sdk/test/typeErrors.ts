import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const tsc = fileURLToPath(new URL("../../node_modules/typescript/bin/tsc", import.meta.url));

/** What the compiler has against these files, a line for each error. TypeScript 7 can be asked only as a program. */
export async function typeErrors(
  files: Readonly<Record<string, string>>,
  options: Readonly<Record<string, unknown>> = {},
): Promise<readonly string[]> {
  const folder = await mkdtemp(join(tmpdir(), "types-"));
  try {
    for (const [file, text] of Object.entries({ ...files, "tsconfig.json": settings(options) })) {
      await mkdir(join(folder, dirname(file)), { recursive: true });
      await writeFile(join(folder, file), text);
    }
    return await typeErrorsIn(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The same of a folder with its `tsconfig.json`. */
export async function typeErrorsIn(folder: string): Promise<readonly string[]> {
  const { stdout } = await promisify(execFile)(process.execPath, [tsc, "-p", "."], { cwd: folder }).catch(
    (error: { stdout?: string }) => {
      // With errors to tell, it ends with a status of its own; without any, it did not even begin.
      if (!error.stdout) throw error;
      return { stdout: error.stdout };
    },
  );
  return stdout.split("\n").filter((line) => line !== "");
}

const settings = (options: Readonly<Record<string, unknown>>): string =>
  JSON.stringify({
    compilerOptions: {
      strict: true,
      noUncheckedIndexedAccess: true,
      exactOptionalPropertyTypes: true,
      target: "ES2024",
      module: "NodeNext",
      types: [],
      noEmit: true,
      allowImportingTsExtensions: true,
      ...options,
    },
  });
