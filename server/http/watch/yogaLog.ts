import type { Logger } from "pino";

/** What Yoga itself has to say, as lines like all others. */
export function yogaLog(log: Logger) {
  const at =
    (level: "debug" | "info" | "warn" | "error") =>
    (...said: unknown[]) => {
      const err = said.find((part) => part instanceof Error);
      log[level]({ ...(err && { err }) }, said.filter((part) => typeof part === "string").join(" ") || "Yoga.");
    };
  // Errors are what is masked, which namingErrors says with the request, and what clients send that cannot be read.
  return { debug: at("debug"), info: at("info"), warn: at("warn"), error: at("debug") };
}
