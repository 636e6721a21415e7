import type { Logger } from "pino";
import { isRefused } from "../errors.ts";

/** What Yoga itself has to say, as lines like all others. */
export function yogaLog(log: Logger) {
  const at =
    (level: "debug" | "info" | "warn" | "error") =>
    (...said: unknown[]) => {
      const err = said.find((part) => part instanceof Error);
      // What is no fault of ours is the caller's to know.
      const at = level === "error" && isRefused(err) ? "debug" : level;
      log[at]({ ...(err && { err }) }, said.filter((part) => typeof part === "string").join(" ") || "Yoga.");
    };
  return { debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") };
}
