import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import { LAUNCHER, type ServiceProcess, startedService } from "../commandLine.ts";

export interface Start {
  readonly databaseUrl: string;
  /** The corpus folder to load. Default: none. */
  readonly corpus?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly options?: SpawnOptions;
  /** The program that runs the launcher. Default: this Node.js. */
  readonly command?: readonly string[];
}

/** Runs a command of the command line, without rate limits. */
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

/** @throws Error with the service's log if the service exits instead */
export function startService(start: Start): Promise<ServiceProcess> {
  const corpus = start.corpus === undefined ? ["--no-corpus"] : ["--corpus", start.corpus];
  return startedService(runCommand(["serve", "--host", "127.0.0.1", "--port", "0", ...corpus], start));
}
