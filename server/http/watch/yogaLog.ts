import type { Logger } from "pino";

/** Writes Yoga's own messages to our log. */
export function yogaLog(log: Logger) {
  const at =
    (level: "debug" | "info" | "warn" | "error") =>
    (...parts: unknown[]) => {
      const err = parts.find((part) => part instanceof Error);
      log[level]({ ...(err && { err }) }, parts.filter((part) => typeof part === "string").join(" ") || "Yoga.");
    };
  // Errors are logged at the level debug: the error reporter already logs masked errors with their request, and all other
  // errors are unreadable requests.
  return { debug: at("debug"), info: at("info"), warn: at("warn"), error: at("debug") };
}
