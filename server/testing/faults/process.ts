import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

export const LAUNCHER = fileURLToPath(new URL("../../conflict-graph.mjs", import.meta.url));

/** A service in its own process. */
export interface ServiceProcess extends AsyncDisposable {
  /** `http://127.0.0.1:…` */
  readonly url: string;
  readonly pid: number;
  /** True if the service has exited without being asked to. */
  hasExited(): boolean;
  /** The service's log so far. */
  log(): string;
  /** Kills the service, the closest thing to a power loss. */
  kill(): Promise<void>;
  /** Asks the service to stop. @returns the exit code */
  stop(): Promise<number | null>;
}

export interface Start {
  readonly databaseUrl: string;
  /** The corpus folder to load. Default: none. */
  readonly corpus?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly options?: SpawnOptions;
  /** The program that runs the launcher. Default: this Node.js. */
  readonly command?: readonly string[];
}

/** The service exited before it was ready. */
export class ServiceExitedError extends Error {
  override name = "EndedError";
  readonly code: number | null;
  constructor(code: number | null, log: string) {
    super(log);
    this.code = code;
  }
}

/** Runs a command of the command line. */
export function runCommand(args: readonly string[], { databaseUrl, env, options, command }: Start): ChildProcess {
  const [program = process.execPath, ...before] = command ?? [process.execPath];
  return spawn(program, [...before, LAUNCHER, ...args], {
    stdio: ["ignore", "pipe", "pipe"],
    ...options,
    env: {
      PATH: process.env.PATH ?? "",
      DATABASE_URL: databaseUrl,
      LIMIT_REQUESTS_PER_MINUTE: "10000000",
      ALLOW_UNSAFE: "no-limits,open-files",
      ...env,
    },
  });
}

/** @throws EndedError with the output if the service exits instead */
export async function startService(start: Start): Promise<ServiceProcess> {
  const corpus = start.corpus === undefined ? ["--no-corpus"] : ["--corpus", start.corpus];
  const child = runCommand(["serve", "--host", "127.0.0.1", "--port", "0", ...corpus], start);
  let [out, log] = ["", ""];
  child.stderr?.on("data", (chunk) => (log += chunk));
  const closed = once(child, "close") as Promise<[number | null]>;
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout?.on("data", (chunk) => {
      out += chunk;
      const found = /http:\/\/\S+?:\d+/.exec(out)?.[0];
      if (found) resolve(found);
    });
    closed.then(([code]) => reject(new ServiceExitedError(code, log)), reject);
  });
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    const [code] = await closed;
    return code;
  };
  return {
    url,
    pid: child.pid ?? 0,
    hasExited: () => child.exitCode !== null || child.signalCode !== null,
    log: () => log,
    kill: async () => {
      await end("SIGKILL");
    },
    stop: () => end("SIGTERM"),
    async [Symbol.asyncDispose]() {
      if (child.exitCode === null && child.signalCode === null) await end("SIGKILL");
    },
  };
}
