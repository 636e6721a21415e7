import { LIMIT_NAMES, LIMITS, type LimitName, type LimitVariable, variableOf } from "../limits.ts";
import { type Setting, wholeNumber } from "./setting.ts";

/** A day. Node.js's timers take at most 24 days, and would end at once after more. */
const MOST_SECONDS = 86_400;

const settingOf = (name: LimitName) =>
  ({
    meaning: `At most this many ${LIMITS[name].counts}.`,
    ...wholeNumber(1, name === "seconds" ? MOST_SECONDS : 9_999_999_999),
    default: LIMITS[name].value as number,
    example: String(LIMITS[name].value * 2),
  }) as const satisfies Setting;

/** How much a request, or a client, may ask for: one variable for each limit. */
export const LIMIT_SETTINGS = Object.fromEntries(
  LIMIT_NAMES.map((name) => [variableOf(name), settingOf(name)]),
) as Readonly<Record<LimitVariable, ReturnType<typeof settingOf>>>;
