/** How much of something each client has had in the minute that began with its first request. */
export interface MinuteBudget {
  /** @returns 0 where there was room; else nothing is taken, and it is after how many milliseconds there may be some */
  take(client: string, units: number, allowed: number): number;
  /** Gives back what was taken and not needed; below 0, takes more. */
  settle(client: string, units: number): void;
}

/** Twice as many clients are known at most. Whoever has more addresses than that has as many allowances anyway. */
const KNOWN = 50_000;

const MINUTE = 60_000;

export function createMinuteBudget(): MinuteBudget {
  /** By client: those that have asked lately, and those that had before; the latter are forgotten together. */
  let minutes = new Map<string, { until: number; had: number }>();
  let earlier: typeof minutes = new Map();
  return {
    take(client, units, allowed) {
      const at = Date.now();
      let minute = minutes.get(client) ?? earlier.get(client);
      if (minute === undefined || minute.until <= at) minute = { until: at + MINUTE, had: 0 };
      if (minutes.size >= KNOWN) [earlier, minutes] = [minutes, new Map()];
      minutes.set(client, minute);
      if (minute.had + units > allowed) return minute.until - at;
      minute.had += units;
      return 0;
    },
    settle(client, units) {
      const minute = minutes.get(client) ?? earlier.get(client);
      if (minute) minute.had = Math.max(0, minute.had - units);
    },
  };
}
