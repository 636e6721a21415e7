import { type ChildProcess, type SpawnOptionsWithoutStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

export const LAUNCHER = fileURLToPath(new URL("../conflict-graph.mjs", import.meta.url));

/** Starts a command of the command line. From this process's environment, the command gets only PATH. */
export const startCommand = (args: readonly string[], { env, ...options }: SpawnOptionsWithoutStdio = {}) =>
  spawn(process.execPath, [LAUNCHER, ...args], { ...options, env: { PATH: process.env.PATH ?? "", ...env } });

/** The exit code and output of a command. */
export async function outputOf(child: ChildProcess): Promise<{ code: number; out: string; err: string }> {
  let [out, err] = ["", ""];
  child.stdout?.setEncoding("utf8").on("data", (chunk) => (out += chunk));
  child.stderr?.setEncoding("utf8").on("data", (chunk) => (err += chunk));
  const [code] = (await once(child, "close")) as [number];
  return { code, out, err };
}

/** A service in its own process. */
export interface ServiceProcess extends AsyncDisposable {
  /** For example `http://localhost:…`. */
  readonly url: string;
  readonly child: ChildProcess;
  /** Whether the process has exited. */
  hasExited(): boolean;
  /** The service's log so far. */
  log(): string;
  /** Kills the process, which is the closest thing to a power loss. */
  kill(): Promise<void>;
  /** Asks the service to stop. @returns the exit code */
  stop(): Promise<number | null>;
}

/** Waits until a service says that it is ready. @throws Error with the service's log if the service exits instead */
export async function startedService(child: ChildProcess): Promise<ServiceProcess> {
  let [out, log] = ["", ""];
  child.stderr?.on("data", (chunk) => (log += chunk));
  const closed = once(child, "close") as Promise<[number | null]>;
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout?.on("data", (chunk) => {
      out += chunk;
      const found = /http:\/\/\S+?:\d+/.exec(out)?.[0];
      if (found) resolve(found);
    });
    closed.then(() => reject(new Error(log)), reject);
  });
  const hasExited = () => child.exitCode !== null || child.signalCode !== null;
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    const [code] = await closed;
    return code;
  };
  return {
    url,
    child,
    hasExited,
    log: () => log,
    kill: async () => {
      await end("SIGKILL");
    },
    stop: () => end("SIGTERM"),
    async [Symbol.asyncDispose]() {
      if (!hasExited()) await end("SIGKILL");
    },
  };
}
