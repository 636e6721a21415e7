import type { Setting } from "./setting.ts";

/** The unsafe combinations of settings, by name: see ../unsafe.ts. */
export const UNSAFE_NAMES = [
  "open-cors",
  "open-metrics",
  "trust-everyone",
  "plain-issuer",
  "any-audience",
  "open-writes",
  "no-limits",
  "open-files",
] as const;
export type UnsafeName = (typeof UNSAFE_NAMES)[number];

export const UNSAFE_SETTINGS = {
  ALLOW_UNSAFE: {
    meaning: "The unsafe settings that are allowed. The service starts with them, and logs a warning for each.",
    takes: `comma-separated names of ${UNSAFE_NAMES.join(", ")}`,
    shape: (z) => z.array(z.enum(UNSAFE_NAMES)),
    default: [] as readonly UnsafeName[],
    example: "open-metrics",
  },
} as const satisfies Readonly<Record<string, Setting>>;
