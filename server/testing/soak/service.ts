import { spawn } from "node:child_process";
import { SEEDS } from "../../config/config.ts";
import { openStore } from "../../store/db/database.ts";
import { isPostgres } from "../../store/db/databaseUrl.ts";
import { LAUNCHER, type ServiceProcess, startedService } from "../commandLine.ts";
import { enlarge } from "../corpora/enlarge.ts";
import { prepareStore } from "../faults/killing.ts";
import { corpusFolder, SMALL_CORPUS } from "../testApp.ts";
import type { Process } from "./measure.ts";

/** A service that can be measured. */
export interface MeasuredService extends ServiceProcess, Process {
  readonly port: number;
}

/** As `npm start` runs it, and with an inspector, so that the service needs no endpoint for tests. */
const NODE_FLAGS = ["--max-semi-space-size=4", "--no-memory-protection-keys", "--inspect=127.0.0.1:0"];

/**
 * An empty database with SMALL_CORPUS, so large from the start that long operations go to worker threads: otherwise the load
 * would make it so, and the threads would need more memory from then on. @returns a key with all scopes
 */
export async function prepareDatabase(databaseUrl: string): Promise<string> {
  await using small = await corpusFolder(SMALL_CORPUS);
  const token = await prepareStore(databaseUrl, small.path);
  await using store = await openStore(databaseUrl);
  await enlarge(store, "small");
  return token;
}

/** Starts a service with the seeds and the default limits. @throws Error with the service's log if it exits instead */
export async function startMeasured(
  databaseUrl: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<MeasuredService> {
  const args = ["serve", "--host", "127.0.0.1", "--port", "0", "--corpus", SEEDS];
  const child = spawn(process.execPath, [...NODE_FLAGS, LAUNCHER, ...args], {
    // Not as an argument, since every user of the machine can list arguments.
    env: { PATH: process.env.PATH ?? "", DATABASE_URL: databaseUrl, ...settings },
    stdio: ["ignore", "pipe", "pipe"],
  });
  // If this process ends at once, such as at a second Ctrl+C.
  const end = () => child.kill("SIGKILL");
  process.once("exit", end);
  child.once("exit", () => process.off("exit", end));
  const service = await startedService(child);
  const [, inspectorUrl] = /^Debugger listening on (ws:\S+)$/m.exec(service.log()) ?? [];
  if (inspectorUrl === undefined || child.pid === undefined)
    throw new Error(`The service does not say where its inspector listens:\n${service.log()}`);
  return {
    ...service,
    pid: child.pid,
    inspectorUrl,
    databasePort: isPostgres(databaseUrl) ? Number(new URL(databaseUrl).port || 5432) : null,
    port: Number(new URL(service.url).port),
  };
}
