import { execFile } from "node:child_process";
import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Disk } from "./disk.ts";

const run = promisify(execFile);

/** A small disk in memory. */
export interface SmallDisk extends Disk, AsyncDisposable {
  readonly folder: string;
}

/** @returns null if this user cannot mount a disk */
export async function smallDisk(megabytes: number): Promise<SmallDisk | null> {
  const folder = await mkdtemp(join(tmpdir(), "conflict-graph-disk-"));
  try {
    await run("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m`, "tmpfs", folder]);
  } catch {
    await rm(folder, { recursive: true });
    return null;
  }
  const ballast = join(folder, "ballast");
  return {
    folder,
    async fill() {
      await using file = await open(ballast, "w");
      for (let size = 65_536; size >= 4096; )
        try {
          await file.write(Buffer.alloc(size));
        } catch (error) {
          if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error;
          size /= 2;
        }
    },
    freeSpace: () => rm(ballast),
    async [Symbol.asyncDispose]() {
      await run("umount", [folder]);
      await rm(folder, { recursive: true });
    },
  };
}
