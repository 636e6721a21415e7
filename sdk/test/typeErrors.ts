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
    const program = promisify(execFile)(process.execPath, [tsc, "-p", "."], { cwd: folder });
    const { stdout } = await program.catch((error: { stdout: string }) => error);
    return stdout.split("\n").filter((line) => line !== "");
  } finally {
    await rm(folder, { recursive: true });
  }
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
