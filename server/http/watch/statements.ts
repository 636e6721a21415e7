import type { Logger } from "pino";
import { requestIdOf } from "../errors/requestId.ts";
import { currentRequest } from "./currentRequest.ts";

/** An SQL statement that was run: its text, in which no values stand, and when. */
export interface Statement {
  readonly sql: string;
  readonly milliseconds: number;
  /** In UTC milliseconds. */
  readonly endedAt: number;
}

export type StatementWatcher = (statement: Statement) => void;

/** Says of each statement that took long which one it was, and for which request. */
export const slowStatements =
  (log: Logger, milliseconds: number): StatementWatcher =>
  ({ sql, ...statement }) => {
    if (statement.milliseconds < milliseconds) return;
    const request = currentRequest();
    const ms = Math.round(statement.milliseconds);
    log.warn(
      { ...(request && { requestId: requestIdOf(request) }), ms, sql: sql.slice(0, 2000) },
      "A statement took long.",
    );
  };
