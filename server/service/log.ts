import pino, { type DestinationStream, type Logger } from "pino";
import type { LogLevel } from "../config/settings/watching.ts";
import { maskSecrets } from "../http/watch/maskSecrets.ts";

/** Logs JSON lines, without secrets, to standard error or to `to`. */
export const createLog = (level: LogLevel, to: DestinationStream = pino.destination(2)): Logger =>
  pino({ level, hooks: { streamWrite: maskSecrets } }, to);
