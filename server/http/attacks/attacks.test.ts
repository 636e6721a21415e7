import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { attackService, startTarget } from "../../testing/attacks/attackService.ts";
import { FLOODS } from "../../testing/attacks/floods.ts";
import { HOLDERS } from "../../testing/attacks/holders.ts";
import type { ServiceProcess } from "../../testing/commandLine.ts";

/** In megabytes, for all attacks together. */
const MOST_GROWTH = 350;

// “npm run attack” attacks for minutes, from up to 50 addresses. On other systems, other loopback addresses need a setup.
describe.skipIf(process.platform !== "linux")("A service that is attacked by one client after another", () => {
  let folder: string;
  let service: ServiceProcess;
  /** In megabytes. */
  let atRest: number | null = null;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "conflict-graph-attacks-"));
    service = await startTarget(folder);
  });
  afterAll(async () => {
    await service[Symbol.asyncDispose]();
    await rm(folder, { recursive: true });
  });
  const attacked = async (attack: string, seconds: number) => {
    const measured = await attackService(service, { attack, addresses: 3, seconds, recoverySeconds: 1 });
    atRest ??= measured.atRest;
    expect(measured.most - atRest).toBeLessThan(MOST_GROWTH);
    expect(measured.failed).toBe(0);
    return measured;
  };

  it.each([
    "sockets that never read",
    "one answer on each of many connections, never read",
    "subscriptions over sockets that are never read",
    ...Object.keys(HOLDERS),
  ])("stays small, closes its files and serves others: %s", { timeout: 60_000 }, async (attack) => {
    const { files } = await attacked(attack, 2);
    expect(files?.most).toBeGreaterThan((files?.atRest ?? 0) + 5);
    // Sockets of the attack before may still be closing when this one begins.
    expect(files?.afterwards).toBeLessThan((files?.atRest ?? 0) + 5);
  });

  it.each(Object.keys(FLOODS))("stays small and serves others: %s", { timeout: 60_000 }, async (attack) => {
    await attacked(attack, 1);
  });
});
