import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { relative } from "node:path";
import { listFiles, manifestOf } from "./files.ts";
import { parseYaml } from "./yaml/parseYaml.ts";

/** Increase this number if the same files are read differently, so that stores read them again. */
const READER = 2;

export interface Fingerprint {
  /** The corpus's id from its manifest, not checked. */
  readonly id: string;
  /** SHA-256 over the names and bytes of all files that a corpus is read from. */
  readonly fingerprint: string;
}

/** A cheap way to see whether a folder has changed since it was loaded. Null if the folder has no usable manifest. */
export async function fingerprintOf(folder: string): Promise<Fingerprint | null> {
  try {
    const paths = await listFiles(folder, (path, problem) => {
      throw new Error(`${path} ${problem}`);
    });
    const path = manifestOf(folder, paths);
    if (path === undefined) return null;
    const manifest = parseYaml(path, await readFile(path, "utf8"), 0, []);
    const id = (manifest?.value as { id?: unknown } | null | undefined)?.id;
    if (typeof id !== "string" || !/^[a-z0-9-]+$/.test(id)) return null;
    const hash = createHash("sha256").update(`${READER}`);
    for (const path of paths) {
      const bytes = await readFile(path);
      hash.update(`\n${relative(folder, path)} ${bytes.length}\n`).update(bytes);
    }
    return { id, fingerprint: hash.digest("hex") };
  } catch {
    // If the folder is read as a corpus, the faults are reported with file and line.
    return null;
  }
}
