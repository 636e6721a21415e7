/** How many units each client has used in the minute that began with its first request. */
export interface MinuteBudget {
  /** @returns 0 if the units were taken, otherwise the milliseconds until the client's next minute */
  take(client: string, units: number, allowed: number): number;
  /** Gives back units that were taken and not used. A negative number takes more. */
  refund(client: string, units: number): void;
  /** How many entries are remembered: at most two for a client. */
  readonly size: number;
}

/**
 * At most twice this many clients are remembered: 25 MB in each of the two budgets. An attacker with more addresses has that
 * many budgets anyway.
 */
const REMEMBERED = 50_000;

const MINUTE = 60_000;

/** @param clock in milliseconds. It must never go back, as the time of day can: a client would be refused until then */
export function createMinuteBudget(clock: () => number = () => performance.now()): MinuteBudget {
  /**
   * Recent clients. When there are too many, and each minute, they become `earlier`, and the clients in `earlier` are forgotten
   * all at once.
   */
  let minutes = new Map<string, { until: number; used: number }>();
  let earlier: typeof minutes = new Map();
  let since = clock();
  return {
    take(client, units, allowed) {
      const now = clock();
      let minute = minutes.get(client) ?? earlier.get(client);
      if (minute === undefined || minute.until <= now) minute = { until: now + MINUTE, used: 0 };
      if (minutes.size >= REMEMBERED || now - since >= MINUTE) {
        [earlier, minutes] = [minutes, new Map()];
        since = now;
      }
      minutes.set(client, minute);
      if (minute.used + units > allowed) return minute.until - now;
      minute.used += units;
      return 0;
    },
    refund(client, units) {
      const minute = minutes.get(client) ?? earlier.get(client);
      if (minute) minute.used = Math.max(0, minute.used - units);
    },
    get size() {
      return minutes.size + earlier.size;
    },
  };
}
