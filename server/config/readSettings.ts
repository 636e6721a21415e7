import { z } from "zod";
import { printableName } from "../domain/printable.ts";
import { maskPassword } from "../store/db/databaseUrl.ts";
import { flagName, type Setting, splitList } from "./settings/setting.ts";
import { SETTINGS, type SettingName, type SettingValue } from "./settings.ts";

export type Env = Readonly<Record<string, string | undefined>>;

/** Values of the command line's options by their names in camel case, such as `publicUrl`. */
export type OptionValues = Readonly<Record<string, string | readonly string[] | boolean | undefined>>;

/** The value of a setting: from its flag, otherwise from its variable, otherwise the default. Empty variables do not count. */
export type ReadSetting = <Name extends SettingName>(name: Name) => SettingValue<Name>;

/** @param faults receives what is wrong with a value, and what to use instead; in this case the default is returned */
export function settingReader(options: OptionValues, env: Env, faults: string[]): ReadSetting {
  return <Name extends SettingName>(name: Name) => {
    const setting: Setting = SETTINGS[name];
    const flag = setting.flag === undefined ? undefined : flagName(setting.flag);
    const option = flag === undefined ? undefined : options[optionName(flag)];
    const value =
      flag === undefined || option === undefined
        ? parsed(setting, env[name] || undefined, name, faults)
        : parsed(setting, option, flag, faults);
    return value as SettingValue<Name>;
  };
}

function parsed(setting: Setting, given: OptionValues[string], label: string, faults: string[]): unknown {
  if (given === undefined) return setting.default;
  const shape = setting.shape(z);
  const isList = shape instanceof z.ZodArray;
  const input = isList && typeof given === "string" ? splitList(given) : given;
  if (Array.isArray(input) && input.length === 0) return setting.default;
  const { success, data, error } = shape.safeParse(input);
  if (success) return data;
  for (const { code, path, message } of error.issues) {
    const [index] = path;
    const part = Array.isArray(input) && typeof index === "number" ? input[index] : undefined;
    const value = part === undefined ? `is ${shown(given)}` : `contains ${shown(part)}`;
    faults.push(`${label} ${value}${code === "custom" ? message : ""}. Use ${setting.takes}.`);
  }
  return setting.default;
}

function shown(value: NonNullable<OptionValues[string]>): string {
  const text = String(value);
  return text.trim() === "" ? "empty" : `“${printableName(maskPassword(text).slice(0, 200))}”`;
}

/** --public-url is given as `publicUrl`. */
const optionName = (flag: string): string =>
  flag.slice(2).replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
