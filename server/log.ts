import pino, { type DestinationStream, type Logger } from "pino";
import type { LogLevel } from "./config.ts";

/** What lets somebody in stands in no line, wherever an error of a library has put it. */
const SECRET = ["authorization", "cookie", "set-cookie"].flatMap((name) =>
  [name, name.replace(/^./, (letter) => letter.toUpperCase())].flatMap((key) => [
    `["${key}"]`,
    `*["${key}"]`,
    `*.headers["${key}"]`,
    `*.*.headers["${key}"]`,
  ]),
);

/** Keys and tokens in the middle of a text. A key's id stands in lists of keys, so it may stand here. */
const hidden = (line: string): string =>
  line
    .replaceAll(/\b(cg_[0-9a-f]{8}_)[A-Za-z0-9_-]{43}/g, "$1…")
    .replaceAll(/\b(bearer|basic) +[\w.~+/=-]{8,}/gi, "$1 …")
    .replaceAll(/\beyJ[\w-]+\.[\w-]+\.[\w-]*/g, "…");

/** JSON lines on standard error. @param to where else they go */
export const createLog = (level: LogLevel, to: DestinationStream = pino.destination(2)): Logger =>
  pino({ level, redact: { paths: SECRET, censor: "…" }, hooks: { streamWrite: hidden } }, to);
