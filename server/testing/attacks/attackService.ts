import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { readdir, readFile } from "node:fs/promises";
import { Agent, request } from "node:http";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { Worker } from "node:worker_threads";
import { SEEDS } from "../../config/config.ts";
import { type ServiceProcess, startCommand, startedService } from "../commandLine.ts";

/** What a service needed while it was attacked. Memory is resident memory, in megabytes. */
export interface Measured {
  readonly atRest: number;
  readonly most: number;
  readonly afterwards: number;
  /** The open file descriptors. Null where the system does not tell. */
  readonly files: { readonly atRest: number; readonly most: number; readonly afterwards: number } | null;
  /** How long another client waited for an answer, in milliseconds. */
  readonly p50: number;
  readonly p99: number;
  /** The answers to the other client that were not 200. */
  readonly failed: number;
}

export interface AttackOptions {
  /** A name in `ATTACKS`. */
  readonly attack: string;
  /** How many clients attack, each from its own address. */
  readonly addresses: number;
  readonly seconds: number;
  /** How long to wait after the attack. */
  readonly recoverySeconds: number;
}

/** The address of the other client. */
const OTHER = "127.0.2.1";

/** A service with the seeds, as `npm start` runs it, after some use. @param folder for its database */
export async function startTarget(folder: string): Promise<ServiceProcess> {
  const service = await startedService(
    startCommand(["serve", "--host", "127.0.0.1", "--port", "0", "--corpus", SEEDS], {
      env: {
        NODE_OPTIONS: "--max-semi-space-size=4",
        LOG_LEVEL: "error",
        DATABASE_URL: join(folder, `${randomUUID()}.sqlite`),
      },
    }),
  );
  const agent = new Agent({ keepAlive: true });
  for (let count = 0; count < 50; count++) await light(Number(new URL(service.url).port), agent);
  agent.destroy();
  await sleep(1000);
  return service;
}

/** Attacks a service, and measures its memory and another client's waiting time. */
export async function attackService(
  service: ServiceProcess,
  { attack, addresses, seconds, recoverySeconds }: AttackOptions,
): Promise<Measured> {
  const port = Number(new URL(service.url).port);
  const pid = service.child.pid ?? 0;
  const agent = new Agent({ keepAlive: true });
  const waited: number[] = [];
  let failed = 0;
  let most = 0;
  let mostFiles = 0;
  const look = async () => {
    most = Math.max(most, await memoryOf(pid));
    mostFiles = Math.max(mostFiles, (await filesOf(pid)) ?? 0);
  };
  const ask = async () => {
    const start = performance.now();
    // Every other request opens a new connection, which has to be accepted first.
    const status = await light(port, waited.length % 2 === 0 ? agent : new Agent()).catch(() => 0);
    waited.push(performance.now() - start);
    if (status !== 200) failed++;
  };
  const atRest = await memoryOf(pid);
  const filesAtRest = await filesOf(pid);

  const attackers = new Worker(new URL("./attackers.ts", import.meta.url), {
    workerData: { name: attack, port, addresses },
  });
  const failure = once(attackers, "error").then(([error]) => {
    throw error;
  });
  const until = performance.now() + seconds * 1000;
  while (performance.now() < until) {
    await Promise.race([ask(), failure]);
    await look();
    await sleep(100);
  }
  await attackers.terminate();
  const back = performance.now() + recoverySeconds * 1000;
  while (performance.now() < back) {
    await sleep(500);
    await look();
  }
  const afterwards = await memoryOf(pid);
  const filesAfterwards = await filesOf(pid);
  const files =
    filesAtRest === null || filesAfterwards === null
      ? null
      : { atRest: filesAtRest, most: mostFiles, afterwards: filesAfterwards };
  agent.destroy();
  const sorted = waited.toSorted((a, b) => a - b);
  const quantile = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { atRest, most, afterwards, files, p50: quantile(0.5), p99: quantile(0.99), failed };
}

async function memoryOf(pid: number): Promise<number> {
  try {
    const status = await readFile(`/proc/${pid}/status`, "utf8");
    return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1000;
  } catch {
    // Not Linux.
    const { stdout } = await promisify(execFile)("ps", ["-o", "rss=", "-p", String(pid)]);
    return Number(stdout) / 1000;
  }
}

async function filesOf(pid: number): Promise<number | null> {
  try {
    return (await readdir(`/proc/${pid}/fd`)).length;
  } catch {
    // Not Linux.
    return null;
  }
}

const LIGHT = JSON.stringify({ query: "{ casualtyReports(first: 20) { nodes { slug count { label } } } }" });

/** An ordinary request. @returns the status */
function light(port: number, agent: Agent): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const headers = { "content-type": "application/json", "content-length": LIGHT.length };
  request({
    port,
    agent,
    localAddress: OTHER,
    host: "127.0.0.1",
    path: "/graphql",
    method: "POST",
    headers,
    timeout: 15_000,
  })
    .once("response", (response) => {
      response.resume().once("end", () => resolve(response.statusCode ?? 0));
    })
    .once("error", reject)
    .end(LIGHT);
  return promise;
}
