import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { ExpectedError } from "../domain/errors.ts";
import { stoppable } from "./signals.ts";

/** The corpus could not be loaded. Without a message, the loading process has already said why. */
class LoadFailedError extends ExpectedError {
  override name = "LoadFailedError";
}

const LAUNCHER = fileURLToPath(new URL("../conflict-graph.mjs", import.meta.url));

/** More memory for short-lived objects. With it, the seeds load in two thirds of the time. */
const MEMORY = ["--min-semi-space-size=32", "--max-semi-space-size=64"];

/**
 * Loads a corpus in a child process, so that the memory used for reading the corpus is returned afterwards. A signal to
 * stop reaches the child too.
 */
export async function loadInChild(folder: string, databaseUrl: string | null): Promise<void> {
  await stoppable("while the corpus was being loaded", async (stop) => {
    const child = spawn(process.execPath, [...MEMORY, LAUNCHER, "load", folder, "--withdraw-missing"], {
      stdio: ["ignore", 2, 2],
      // Not as an argument, since every user of the machine can list arguments. The child does not need PORT, which --port may
      // override.
      env: { ...process.env, PORT: "", DATABASE_URL: databaseUrl ?? "" },
    });
    stop.addEventListener("abort", () => child.kill(stop.reason.signal));
    const [code, signal] = (await once(child, "exit")) as [number | null, NodeJS.Signals | null];
    stop.throwIfAborted();
    if (signal) throw new LoadFailedError(`Loading was ended by ${signal}. Nothing of the corpus was loaded.`);
    if (code !== 0) throw new LoadFailedError("");
  });
}
