import type { Logger } from "pino";
import { kindOfPath } from "../request/paths.ts";
import type { Watcher } from "../request/requestEvent.ts";

/**
 * Logs one line per request, but of refused requests (status 429) only a few per second: their number is not limited, since
 * these are the requests above the limits. From what the caller sent, the line contains only the path, the operation's name and the
 * request id: no key, token, query text or variables. Health checks and files are logged at the level debug, since they are
 * requested every few seconds.
 */
export function requestLog(log: Logger): Watcher {
  const sampled = sampleRefusals(log);
  return {
    answered({ milliseconds, operations, codes, caller, isDirect: _isDirect, ...request }) {
      const level = ["probe", "file"].includes(kindOfPath(request.path)) ? "debug" : "info";
      if (!log.isLevelEnabled(level) || !sampled(request.status)) return;
      const [first] = operations;
      const line = {
        ...request,
        ms: Math.round(milliseconds * 10) / 10,
        ...(first && {
          operation: operations.length === 1 ? nameOf(first) : operations.map(nameOf),
          cost: Math.ceil(operations.reduce((sum, { cost }) => sum + cost, 0)),
        }),
        ...(codes.length > 0 && { codes: [...new Set(codes)] }),
        ...(caller !== null && { caller }),
      };
      log[level](line, "Answered.");
    },
    failed() {},
  };
}

const nameOf = ({ type, name }: { type: string; name: string | null }): string =>
  name === null ? type : `${type} ${name}`;

const REFUSED = 429;
/** How many refusals are logged in each period, and how long a period is, in milliseconds. */
const MOST_REFUSALS = 10;
const PERIOD = 1000;

/** @returns whether to log a request with this status. The number of those not logged is logged after each period. */
function sampleRefusals(log: Logger): (status: number) => boolean {
  let periodStart = 0;
  let refusals = 0;
  return (status) => {
    const now = performance.now();
    if (now - periodStart >= PERIOD) {
      const notLogged = refusals - MOST_REFUSALS;
      if (notLogged > 0) log.info({ notLogged }, "More requests were refused, and are not logged one by one.");
      periodStart = now;
      refusals = 0;
    }
    return status !== REFUSED || ++refusals <= MOST_REFUSALS;
  };
}
