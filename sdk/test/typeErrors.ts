import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const tsc = fileURLToPath(new URL("../../node_modules/typescript/bin/tsc", import.meta.url));

/** The compiler's errors for these files, one per line. TypeScript 7 has no API, so the compiler runs as a program. */
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

/** The same for a folder with a `tsconfig.json`. */
export async function typeErrorsIn(folder: string): Promise<readonly string[]> {
  const { stdout } = await promisify(execFile)(process.execPath, [tsc, "-p", "."], { cwd: folder }).catch(
    (error: { stdout?: string }) => {
      // The compiler prints type errors and exits with an error code. If there is no output, it did not start.
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
