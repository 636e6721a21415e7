import type { Logger } from "pino";
import { currentRequest } from "../request/currentRequest.ts";
import { stateOf } from "../request/requestState.ts";

/** An executed SQL statement: its text without the values, how long it took, and when it ended. */
export interface Statement {
  readonly sql: string;
  readonly milliseconds: number;
  /** In UTC milliseconds. */
  readonly endedAt: number;
}

export type StatementWatcher = (statement: Statement) => void;

/** Logs slow statements, and the request that each was executed for. */
export const slowStatements =
  (log: Logger, milliseconds: number): StatementWatcher =>
  ({ sql, ...statement }) => {
    if (statement.milliseconds < milliseconds) return;
    const request = currentRequest();
    const ms = Math.round(statement.milliseconds);
    log.warn(
      { ...(request && { requestId: stateOf(request).requestId }), ms, sql: sql.slice(0, 2000) },
      "Slow SQL statement.",
    );
  };
