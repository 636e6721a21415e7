import type { Logger } from "pino";
import { kindOfPath } from "../request/paths.ts";
import type { Watcher } from "../request/requestEvent.ts";

/**
 * Logs one line per request. From what the caller sent, the line contains only the path, the operation's name and the
 * request id: no key, token, query text or variables. Health checks and files are logged at the level debug, since they are
 * requested every few seconds.
 */
export function requestLog(log: Logger): Watcher {
  return {
    answered({ milliseconds, operations, codes, caller, isDirect: _isDirect, ...request }) {
      const level = ["probe", "file"].includes(kindOfPath(request.path)) ? "debug" : "info";
      if (!log.isLevelEnabled(level)) return;
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
