import { LIMIT_SETTINGS } from "./settings/limits.ts";
import { flagName, type Setting } from "./settings/setting.ts";
import { SETTING_GROUPS, SETTINGS, type SettingName } from "./settings.ts";
import { UNSAFE } from "./unsafe.ts";

/** The flag of a setting and its help, as the command line takes them. */
export function optionOf(name: SettingName, defaultText?: string): [flag: string, help: string] {
  const setting: Setting = SETTINGS[name];
  if (setting.flag === undefined) throw new Error(`${name} has no flag.`);
  return [setting.flag, `${phrase(setting.meaning)} (env: ${name}; default: ${defaultText ?? defaultOf(setting)})`];
}

/** `The port to listen on.` as `the port to listen on`. */
const phrase = (sentence: string): string => sentence.charAt(0).toLowerCase() + sentence.slice(1).replace(/\.$/, "");

/** The settings that have a flag of `serve`. */
export const FLAGGED = (Object.keys(SETTINGS) as SettingName[]).filter((name) => "flag" in SETTINGS[name]);

/** The environment variables that have no flag, with their help. */
export const environmentHelp = (): (readonly [variable: string, help: string])[] => [
  ...SETTING_GROUPS.filter(({ settings }) => settings !== LIMIT_SETTINGS)
    .flatMap(({ settings }) => Object.entries(settings))
    .filter(([, { flag }]) => flag === undefined)
    .map(
      ([name, setting]) => [name, `${setting.meaning} Use ${setting.takes}. Default: ${defaultOf(setting)}.`] as const,
    ),
  ["LIMIT_…", "How much a request, or a client, may ask for: see docs/limits.md."],
];

/** Every setting, a Markdown table for each topic. */
export const settingsTables = (): string =>
  SETTING_GROUPS.map(({ title, note, settings }) => {
    const rows = Object.entries(settings).map(([name, setting]) => {
      const flag = setting.flag === undefined ? "" : `<br>\`${flagName(setting.flag)}\``;
      const secret = setting.isSecret ? " May contain a secret." : "";
      return [
        `\`${name}\`${flag}`,
        markdownDefault(setting),
        `${setting.meaning}${secret}`,
        setting.takes,
        `\`${setting.example}\``,
      ];
    });
    const before = note === undefined ? "" : `${note}\n\n`;
    return `## ${title}\n\n${before}${markdownTable(["variable, flag", "default", "meaning", "values", "example"], rows)}`;
  }).join("\n\n");

/** Every unsafe setting, as a Markdown table. */
export const unsafeTable = (): string =>
  markdownTable(
    ["name", "refused", "because", "settings"],
    Object.entries(UNSAFE).map(([name, { refused, risk, settings }]) => {
      const limits = settings.every((setting) => setting.startsWith("LIMIT_"));
      return [
        `\`${name}\``,
        refused,
        risk,
        limits ? "`LIMIT_…`" : settings.map((setting) => `\`${setting}\``).join(", "),
      ];
    }),
  );

function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

function defaultOf({ default: value, defaultText }: Setting): string {
  if (defaultText !== undefined) return defaultText;
  const text = Array.isArray(value) ? value.join(",") : String(value ?? "");
  return text === "" ? "none" : text;
}

function markdownDefault(setting: Setting): string {
  const text = defaultOf(setting);
  return setting.defaultText === undefined && text !== "none" ? `\`${text}\`` : text.replaceAll("<", "&lt;");
}
