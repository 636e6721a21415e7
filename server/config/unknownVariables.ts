import { nearest } from "../domain/nearest.ts";
import type { Env } from "./readSettings.ts";
import { SETTING_NAMES } from "./settings.ts";

/** No other software is known to use this first word, so an unknown variable with this first word is refused. */
const OURS_ALONE = "LIMIT";

/** First words that variables of other software share with ours. OpenTelemetry has many more variables than we read. */
const COMMON_WORDS = new Set(["API", "DATABASE", "HOST", "LOG", "OTEL", "PUBLIC"]);

/** First words such as `JWT`. An unknown variable such as `JWT_SECRET` may be meant for this service. */
const FIRST_WORDS = new Set(SETTING_NAMES.map(firstWord).filter((word) => !COMMON_WORDS.has(word)));

/** Variables that Docker links and Kubernetes services add by themselves, such as METRICS_SERVICE_HOST. */
const SERVICE_LINK = /_(SERVICE_(HOST|PORT)|PORT)(_|$)/;

/** Finds misspelt settings. Otherwise they would be ignored, and a setting would keep a default that nobody wants. */
export function unknownVariables(env: Env): { faults: string[]; warnings: string[] } {
  const [faults, warnings]: [string[], string[]] = [[], []];
  const known = new Set<string>(SETTING_NAMES);
  for (const [variable, value] of Object.entries(env)) {
    // Windows accepts names in any case.
    const name = variable.toUpperCase();
    const isKnown = known.has(process.platform === "win32" ? name : variable);
    if (!value || isKnown || name.startsWith("OTEL_") || SERVICE_LINK.test(name)) continue;
    const word = firstWord(name);
    const isLikeOurs = name !== word && FIRST_WORDS.has(word);
    const meant = nearest(name, SETTING_NAMES, isLikeOurs ? undefined : mostWrong(name));
    if (!isLikeOurs && meant === null) continue;
    const alike = SETTING_NAMES.filter((setting) => firstWord(setting) === word);
    const advice = meant ? `Did you mean ${meant}?` : `The settings that start with ${word} are: ${alike.join(", ")}.`;
    if (word === OURS_ALONE && isLikeOurs) faults.push(`${variable} is not a setting. ${advice}`);
    else warnings.push(`The environment variable ${variable} is not a setting, and is ignored. ${advice}`);
  }
  return { faults, warnings };
}

function firstWord(name: string): string {
  return name.replace(/_.*/, "");
}

/** How many letters may be wrong in a name with another first word than ours. Fewer if it is short: it resembles many words. */
const mostWrong = (name: string): number => (name.length < 6 ? 1 : 2);
