import { setTimeout as sleep } from "node:timers/promises";
import type { LimitName, Limits } from "../../config/limits.ts";
import { LimitError } from "../limits/limitError.ts";
import type { Client } from "../request/client.ts";
import { createMinuteBudget } from "./minuteBudget.ts";

type RateName = Extract<LimitName, "requestsPerMinute" | "costPerMinute">;
type PlaceName = Extract<LimitName, "concurrent" | "streams" | "exports" | "connections">;

/** How much of its limits each client has used. Each process counts alone, so several processes allow several times as much. */
export interface Allowance {
  /** @throws LimitError with the time after which there is room again */
  take(client: Client | null, rate: RateName, units?: number): void;
  /** Gives back units that were taken and not used. A negative number takes more. */
  refund(client: Client | null, rate: RateName, units: number): void;
  /** Takes the units as soon as there is room, or stops waiting when the signal is aborted. */
  wait(client: Client | null, rate: RateName, units: number, signal: AbortSignal): Promise<void>;
  /**
   * @param retryAfter after how many seconds there may be room again; by default, one
   * @returns a function that gives the place back; further calls do nothing
   * @throws LimitError if all places are taken
   */
  hold(client: Client | null, place: PlaceName, retryAfter?: number): () => void;
  /** How many places all clients hold together. */
  count(place: PlaceName): number;
}

export function createAllowance(limits: Limits): Allowance {
  const rates = { requestsPerMinute: createMinuteBudget(), costPerMinute: createMinuteBudget() };
  const held = {
    concurrent: createPlaces(),
    streams: createPlaces(),
    exports: createPlaces(),
    connections: createPlaces(),
  };
  const limitsOf = ({ multiple }: Client, name: LimitName): Limits => ({ ...limits, [name]: limits[name] * multiple });
  return {
    take(client, rate, units = 1) {
      if (client === null) return;
      const allowed = limits[rate] * client.multiple;
      const wait = rates[rate].take(client.name, units, allowed);
      if (wait > 0)
        throw new LimitError(limitsOf(client, rate), rate, `More than ${allowed}`, { retryAfter: wait / 1000 });
    },
    refund(client, rate, units) {
      if (client !== null) rates[rate].refund(client.name, units);
    },
    async wait(client, rate, units, signal) {
      if (client === null) return;
      const allowed = limits[rate] * client.multiple;
      for (let wait = 1; wait > 0 && !signal.aborted; ) {
        wait = rates[rate].take(client.name, units, allowed);
        if (wait > 0) await sleep(wait, undefined, { signal }).catch(() => {});
      }
    },
    hold(client, place, retryAfter = 1) {
      if (client === null) return () => {};
      const taken = held[place].count(client.name);
      if (taken >= limits[place] * client.multiple)
        throw new LimitError(limitsOf(client, place), place, String(taken + 1), { retryAfter });
      return held[place].take(client.name);
    },
    count: (place) => held[place].total(),
  };
}

/** How many places each client holds. */
function createPlaces() {
  const taken = new Map<string, number>();
  const count = (client: string): number => taken.get(client) ?? 0;
  return {
    count,
    total: (): number => [...taken.values()].reduce((sum, places) => sum + places, 0),
    take(client: string): () => void {
      taken.set(client, count(client) + 1);
      let isHeld = true;
      return () => {
        if (!isHeld) return;
        isHeld = false;
        if (count(client) === 1) taken.delete(client);
        else taken.set(client, count(client) - 1);
      };
    },
  };
}
