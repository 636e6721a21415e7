import type { Logger } from "pino";

/** Yoga's own messages as lines of our log. */
export function yogaLog(log: Logger) {
  const at =
    (level: "debug" | "info" | "warn" | "error") =>
    (...parts: unknown[]) => {
      const err = parts.find((part) => part instanceof Error);
      log[level]({ ...(err && { err }) }, parts.filter((part) => typeof part === "string").join(" ") || "Yoga.");
    };
  // Errors at the level debug: the error reporter logs the masked ones with their request, and the rest are unreadable requests.
  return { debug: at("debug"), info: at("info"), warn: at("warn"), error: at("debug") };
}
