import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { LimitError } from "../limits/limitError.ts";
import type { LimitName, Limits } from "../limits/table.ts";
import type { Client } from "./client.ts";

type Rate = Extract<LimitName, "requestsPerMinute" | "costPerMinute">;
type Held = Extract<LimitName, "concurrent" | "streams">;

/** What each client has asked, and is asking. In this process alone: several of them allow so many times as much. */
export interface Allowance {
  /** @throws LimitError with the time after which there is room again */
  take(client: Client | null, rate: Rate, points?: number): Promise<void>;
  /**
   * @returns what gives the place back, once
   * @throws LimitError where all places are taken
   */
  hold(client: Client | null, place: Held): () => void;
  /** How many places all clients hold together. */
  count(place: Held): number;
}

const MINUTE = 60;
const NOTHING = () => {};

export function createAllowance(limits: Limits): Allowance {
  const rates = new Map<string, RateLimiterMemory>();
  const held = new Map<string, number>();

  const rateFor = (rate: Rate, { multiple }: Client): RateLimiterMemory => {
    const name = `${rate} ×${multiple}`;
    const made = rates.get(name) ?? new RateLimiterMemory({ points: limits[rate] * multiple, duration: MINUTE });
    rates.set(name, made);
    return made;
  };

  return {
    async take(client, rate, points = 1) {
      if (client === null) return;
      try {
        await rateFor(rate, client).consume(client.name, points);
      } catch (full) {
        if (!(full instanceof RateLimiterRes)) throw full;
        const allowed = { ...limits, [rate]: limits[rate] * client.multiple };
        throw new LimitError(allowed, rate, String(full.consumedPoints), { retryAfter: full.msBeforeNext / 1000 });
      }
    },
    count: (place) => [...held].reduce((sum, [name, taken]) => (name.startsWith(`${place} `) ? sum + taken : sum), 0),
    hold(client, place) {
      if (client === null) return NOTHING;
      const name = `${place} ${client.name}`;
      const taken = held.get(name) ?? 0;
      const allowed = { ...limits, [place]: limits[place] * client.multiple };
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
