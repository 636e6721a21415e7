/** How much of something each client has had in the minute that began with its first request. */
export interface Rate {
  /** @returns 0 where there was room; else after how many milliseconds there is */
  take(client: string, units: number, allowed: number): number;
}

/** Twice as many clients are known at most. Whoever has more addresses than that has as many allowances anyway. */
const KNOWN = 50_000;

const MINUTE = 60_000;

export function createRate(): Rate {
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
      minute.had += units;
      return minute.had > allowed ? minute.until - at : 0;
    },
  };
}
