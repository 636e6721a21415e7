import type { ChildProcess } from "node:child_process";
import { once } from "node:events";

/** The exit code and output of a command. */
export async function outputOf(child: ChildProcess): Promise<{ code: number; out: string; err: string }> {
  let [out, err] = ["", ""];
  child.stdout?.on("data", (chunk) => (out += chunk));
  child.stderr?.on("data", (chunk) => (err += chunk));
  const [code] = (await once(child, "close")) as [number];
  return { code, out, err };
}

/** Starts a service and waits until it logs that it is ready. */
export async function startedService(
  child: ChildProcess,
): Promise<{ url: string; stop(): Promise<{ code: number | null; err: string }> }> {
  let [out, err] = ["", ""];
  child.stderr?.on("data", (chunk) => (err += chunk));
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout?.on("data", (chunk) => {
      out += chunk;
      const found = /http:\/\/\S+?:\d+/.exec(out)?.[0];
      if (found) resolve(found);
    });
    child.once("close", () => reject(new Error(`The command ended early: ${err}`)));
  });
  return {
    url,
    async stop() {
      const closed = once(child, "close");
      child.kill("SIGTERM");
      const [code] = (await closed) as [number | null];
      return { code, err };
    },
  };
}
