import type { z } from "zod";
import { ACCESS_SETTINGS, TOKEN_SETTINGS } from "./settings/access.ts";
import { CLIENT_SETTINGS } from "./settings/clients.ts";
import { LIMIT_SETTINGS } from "./settings/limits.ts";
import { SERVER_SETTINGS } from "./settings/server.ts";
import type { Setting } from "./settings/setting.ts";
import { UNSAFE_SETTINGS } from "./settings/unsafe.ts";
import { TRACING_SETTINGS, WATCHING_SETTINGS } from "./settings/watching.ts";

interface SettingGroup {
  readonly title: string;
  /** What the documentation says before the table. */
  readonly note?: string;
  readonly settings: Readonly<Record<string, Setting>>;
}

/** The settings by topic, as the documentation and the help show them. */
export const SETTING_GROUPS: readonly SettingGroup[] = [
  { title: "Server", settings: SERVER_SETTINGS },
  { title: "Access", settings: ACCESS_SETTINGS },
  { title: "Tokens", settings: TOKEN_SETTINGS },
  { title: "Clients", settings: CLIENT_SETTINGS },
  { title: "Log and metrics", settings: WATCHING_SETTINGS },
  {
    title: "Traces",
    note: "These are OpenTelemetry's own variables, with OpenTelemetry's meaning. They are read only if one of them names a collector.",
    settings: TRACING_SETTINGS,
  },
  {
    title: "Limits",
    note: "[Limits](limits.md) gives the error code of each limit, and explains cost and clients.",
    settings: LIMIT_SETTINGS,
  },
  {
    title: "Unsafe settings",
    note: "[Running it for others](operating.md#unsafe-settings) lists the unsafe settings.",
    settings: UNSAFE_SETTINGS,
  },
];

/**
 * Every setting by its environment variable. Parsing, the flags and help of `serve`, docs/settings.md and the search for
 * misspelt variables are all derived from this table.
 */
export const SETTINGS = {
  ...SERVER_SETTINGS,
  ...ACCESS_SETTINGS,
  ...TOKEN_SETTINGS,
  ...CLIENT_SETTINGS,
  ...LIMIT_SETTINGS,
  ...WATCHING_SETTINGS,
  ...TRACING_SETTINGS,
  ...UNSAFE_SETTINGS,
} as const;

export type SettingName = keyof typeof SETTINGS;
export type SettingValue<Name extends SettingName> =
  | z.output<ReturnType<(typeof SETTINGS)[Name]["shape"]>>
  | (typeof SETTINGS)[Name]["default"];

export const SETTING_NAMES = Object.keys(SETTINGS) as SettingName[];
