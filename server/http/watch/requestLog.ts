import type { Logger } from "pino";
import { kindOfPath } from "./paths.ts";
import type { Watcher } from "./requestEvent.ts";

/**
 * One line for each request. It holds nothing that a caller wrote but a path, an operation's name and a request id: no key,
 * no token, no text of a query, no variables. Probes and files are lines of the level debug: they come every few seconds.
 */
export function requestLog(log: Logger): Watcher {
  return {
    answered({ milliseconds, operations, codes, caller, ...request }) {
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
