import type { LimitName, Limits } from "../../config/limits.ts";
import { LimitError } from "../limits/limitError.ts";
import type { Client } from "./client.ts";
import { createMinuteBudget } from "./minuteBudget.ts";

type RateName = Extract<LimitName, "requestsPerMinute" | "costPerMinute">;
type Held = Extract<LimitName, "concurrent" | "streams" | "connections">;

/** What each client has asked, and is asking. In this process alone: several of them allow so many times as much. */
export interface Allowance {
  /** @throws LimitError with the time after which there is room again */
  take(client: Client | null, rate: RateName, units?: number): void;
  /** Gives back what was taken and not needed; below 0, takes more. */
  settle(client: Client | null, rate: RateName, units: number): void;
  /** Waits until there is room, or the signal is aborted. */
  wait(client: Client | null, rate: RateName, units: number, signal: AbortSignal): Promise<void>;
  /**
   * @returns what gives the place back, once
   * @throws LimitError where all places are taken
   */
  hold(client: Client | null, place: Held): () => void;
  /** How many places all clients hold together. */
  count(place: Held): number;
}

const NOTHING = () => {};

const sleep = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener("abort", done);
  });

export function createAllowance(limits: Limits): Allowance {
  const rates = { requestsPerMinute: createMinuteBudget(), costPerMinute: createMinuteBudget() };
  const held = new Map<string, number>();
  const allowedTo = ({ multiple }: Client, name: LimitName): Limits => ({ ...limits, [name]: limits[name] * multiple });
  return {
    take(client, rate, units = 1) {
      if (client === null) return;
      const allowed = allowedTo(client, rate);
      const wait = rates[rate].take(client.name, units, allowed[rate]);
      if (wait > 0) throw new LimitError(allowed, rate, `More than ${allowed[rate]}`, { retryAfter: wait / 1000 });
    },
    settle(client, rate, units) {
      if (client !== null) rates[rate].settle(client.name, units);
    },
    async wait(client, rate, units, signal) {
      if (client === null) return;
      const allowed = limits[rate] * client.multiple;
      for (let wait = 1; wait > 0 && !signal.aborted; ) {
        wait = rates[rate].take(client.name, units, allowed);
        if (wait > 0) await sleep(wait, signal);
      }
    },
    count: (place) => [...held].reduce((sum, [name, taken]) => (name.startsWith(`${place} `) ? sum + taken : sum), 0),
    hold(client, place) {
      if (client === null) return NOTHING;
      const name = `${place} ${client.name}`;
      const taken = held.get(name) ?? 0;
      const allowed = allowedTo(client, place);
      if (taken >= allowed[place]) throw new LimitError(allowed, place, String(taken + 1), { retryAfter: 1 });
      held.set(name, taken + 1);
      let isHeld = true;
      return () => {
        if (!isHeld) return;
        isHeld = false;
        const left = (held.get(name) ?? 1) - 1;
        if (left === 0) held.delete(name);
        else held.set(name, left);
      };
    },
  };
}
