import { spawn } from "node:child_process";
import { expect, it } from "vitest";
import { openRaw, type RawClient } from "../testing/attacks/rawClient.ts";
import { LAUNCHER, startCommand, startedService } from "../testing/commandLine.ts";

const ARGS = ["serve", "--no-corpus", "--database", ":memory:", "--host", "127.0.0.1", "--port", "0"];
const PATH = process.env.PATH ?? "";
const isLinux = process.platform === "linux";

/** Opens connections, 90 from each address, and waits until all but some are closed. @returns a function that closes the rest */
async function openUntilLimit(url: string, count: number, limit: number): Promise<() => void> {
  const clients: RawClient[] = [];
  for (let at = 0; at < count; at++)
    clients.push(await openRaw(Number(new URL(url).port), `127.0.3.${1 + Math.floor(at / 90)}`, "all"));
  await expect.poll(() => clients.filter(({ isClosed }) => !isClosed).length, { timeout: 10_000 }).toBe(limit);
  return () => {
    for (const client of clients) client[Symbol.dispose]();
  };
}

const health = (url: string) => fetch(`${url}/health`).then(({ status }) => status);

it.skipIf(!isLinux)(
  "More connections than MAX_CONNECTIONS are closed, and there is room again afterwards",
  async () => {
    await using service = await startedService(startCommand(ARGS, { env: { MAX_CONNECTIONS: "50" } }));
    const close = await openUntilLimit(service.url, 60, 50);
    expect(service.log()).toMatch(/MAX_CONNECTIONS/);
    close();
    await expect.poll(() => health(service.url).catch(() => 0), { timeout: 10_000 }).toBe(200);
  },
);

it.skipIf(!isLinux)("Connections leave file descriptors for everything else", async () => {
  const shell = ["-c", 'ulimit -n 300; exec "$0" "$@"', process.execPath, LAUNCHER, ...ARGS];
  await using service = await startedService(spawn("sh", shell, { env: { PATH } }));
  expect(service.log()).toMatch(/"files":300,"connections":172/);
  const close = await openUntilLimit(service.url, 250, 172);
  close();
  await expect.poll(() => health(service.url).catch(() => 0), { timeout: 10_000 }).toBe(200);
});
