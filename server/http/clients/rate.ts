/** How much of something each client has had in the minute that began with its first request. */
export interface Rate {
  /** @returns 0 where there was room; else nothing is taken, and it is after how many milliseconds there may be some */
  take(client: string, units: number, allowed: number): number;
  /** Gives back what was taken and not needed; below 0, takes more. */
  settle(client: string, units: number): void;
}

/** How many clients are known at once. Whoever has more addresses than that has as many allowances anyway. */
const KNOWN = 100_000;

const MINUTE = 60_000;

/** @param now in milliseconds */
export function createRate(now: () => number = Date.now): Rate {
  /** By client, those whose minute began first at the front. */
  const minutes = new Map<string, { until: number; had: number }>();
  return {
    take(client, units, allowed) {
      const at = now();
      let minute = minutes.get(client);
      if (minute === undefined || minute.until <= at) {
        minutes.delete(client);
        const [oldest] = minutes.keys();
        if (minutes.size >= KNOWN && oldest !== undefined) minutes.delete(oldest);
        minute = { until: at + MINUTE, had: 0 };
        minutes.set(client, minute);
      }
      if (minute.had + units > allowed) return minute.until - at;
      minute.had += units;
      return 0;
    },
    settle(client, units) {
      const minute = minutes.get(client);
      if (minute) minute.had = Math.max(0, minute.had - units);
    },
  };
}
