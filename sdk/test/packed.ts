import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, realpath, rename, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../..", import.meta.url));
const modules = join(root, "node_modules");

/** The client as users get it: packed by npm and unpacked outside this repository. */
export interface Packed {
  readonly tarball: string;
  /** The unpacked package. */
  readonly folder: string;
}

/** Vitest's `globalSetup`: creates and removes a folder for the package and the projects that use it. */
export default async function setup(): Promise<() => Promise<void>> {
  const scratch = await realpath(await mkdtemp(join(tmpdir(), "sdk-")));
  process.env.SDK_SCRATCH = scratch;
  return () => rm(scratch, { recursive: true, force: true });
}

const scratch = (): string => {
  if (process.env.SDK_SCRATCH) return process.env.SDK_SCRATCH;
  throw new Error("SDK_SCRATCH is not set: sdk/test/packed.ts belongs to globalSetup in vitest.config.ts.");
};

let packing: Promise<Packed> | undefined;

/** Packed once for all test files. */
export const packed = (): Promise<Packed> => (packing ??= pack());

async function pack(): Promise<Packed> {
  const done = join(scratch(), "packed");
  if (!existsSync(done)) {
    // From a copy, because npm builds into the package's folder. If two workers start at once, the first to finish wins.
    const copy = await mkdtemp(join(scratch(), "packing-"));
    await packFrom(copy);
    await rename(copy, done).catch((error: NodeJS.ErrnoException) => {
      if (!existsSync(done)) throw error;
    });
  }
  return { tarball: join(done, "package.tgz"), folder: join(done, "package") };
}

async function packFrom(copy: string): Promise<void> {
  for (const file of ["tsconfig.json", "schema.graphql", "LICENSE"]) await cp(join(root, file), join(copy, file));
  const isSource = (path: string) => !["node_modules", "dist"].includes(basename(path));
  await cp(join(root, "sdk"), join(copy, "sdk"), { recursive: true, filter: isSource });
  await symlink(modules, join(copy, "node_modules"), "junction");
  const options = { cwd: join(copy, "sdk"), shell: process.platform === "win32" };
  const { stdout } = await run("npm", ["pack", "--json", "--ignore-scripts=false"], options);
  const [{ filename }] = JSON.parse(stdout) as [{ filename: string }];
  await rename(join(copy, "sdk", filename), join(copy, "package.tgz"));
  await run("tar", ["-xzf", "package.tgz"], { cwd: copy });
}

/**
 * Creates a project with these files outside this repository, with the package installed.
 * @param packages names of further packages to link from this repository
 */
export async function projectOf(
  files: Readonly<Record<string, string>>,
  packages: readonly string[] = [],
): Promise<string> {
  const { folder } = await packed();
  const project = await mkdtemp(join(scratch(), "project-"));
  const about = { private: true, type: "module", dependencies: { "@conflict-graph/sdk": "*" } };
  for (const [name, content] of Object.entries({ "package.json": JSON.stringify(about), ...files })) {
    await mkdir(dirname(join(project, name)), { recursive: true });
    await writeFile(join(project, name), content);
  }
  await cp(folder, join(project, "node_modules/@conflict-graph/sdk"), { recursive: true });
  for (const name of packages) {
    const to = join(project, "node_modules", name);
    await mkdir(dirname(to), { recursive: true });
    await symlink(join(modules, name), to, "junction");
  }
  return project;
}
