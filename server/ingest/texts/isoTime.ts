import { parseTime } from "../../domain/time.ts";

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
/** The zones of RFC 822. Other abbreviations have several meanings. */
const ZONES: Readonly<Record<string, string>> = {
  Z: "Z",
  UT: "Z",
  UTC: "Z",
  GMT: "Z",
  EST: "-05:00",
  EDT: "-04:00",
  CST: "-06:00",
  CDT: "-05:00",
  MST: "-07:00",
  MDT: "-06:00",
  PST: "-08:00",
  PDT: "-07:00",
};

const CLOCK = /(?<hour>\d{1,2}):(?<minute>\d{2})(?::(?<second>\d{2})(?:[.,](?<fraction>\d{1,9}))?)?/.source;
const ZONE = /(?:\s*(?<zone>[+-]\d{2}:?\d{2}|[a-z]{1,4}))?/.source;
const DATES = [
  /(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})(?:T|\s)\s*/,
  // RFC 822: “Tue, 10 May 2022 14:30:00 +0200”.
  /(?:[a-z]{3,9},?\s+)?(?<day>\d{1,2})\s+(?<name>[a-z]{3,9})\.?,?\s+(?<year>\d{4}),?\s*/,
  // “May 10, 2022”.
  /(?:[a-z]{3,9},?\s+)?(?<name>[a-z]{3,9})\.?\s+(?<day>\d{1,2}),?\s+(?<year>\d{4}),?\s*/,
].map(({ source }) => new RegExp(`^${source}(?:${CLOCK}${ZONE})?$`, "i"));

/**
 * A time of the corpus format, from ISO 8601, RFC 822 or an English date. It keeps the offset of the source. A clock time
 * without an offset could be any of 26 hours, so only its day is kept. Null if the words are not such a time.
 * @example isoTimeOf("Tue, 10 May 2022 14:30 EDT") // "2022-05-10T14:30:00-04:00"
 */
export function isoTimeOf(words: string): string | null {
  if (words.length > 60) return null;
  if (!words.includes("/") && isTime(words)) return words;
  for (const form of DATES) {
    const parts = form.exec(words)?.groups;
    if (!parts) continue;
    const { year, day = "", hour, minute, second = "00", fraction } = parts;
    const month = parts.month ?? monthOf(parts.name ?? "");
    const date = `${year}-${month}-${day.padStart(2, "0")}`;
    if (month === null || !isTime(date)) continue;
    const offset = offsetOf(parts.zone);
    if (hour === undefined || offset === null) return date;
    const digits = fraction === undefined ? "" : `.${fraction.slice(0, 3)}`;
    const instant = `${date}T${hour.padStart(2, "0")}:${minute}:${second}${digits}${offset}`;
    return isTime(instant) ? instant : date;
  }
  return null;
}

function isTime(text: string): boolean {
  try {
    parseTime(text);
    return true;
  } catch {
    return false;
  }
}

function monthOf(name: string): string | null {
  const at = MONTHS.indexOf(name.slice(0, 3).toLowerCase());
  return at < 0 ? null : String(at + 1).padStart(2, "0");
}

function offsetOf(zone: string | undefined): string | null {
  if (zone === undefined) return null;
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})$/.exec(zone) ?? [];
  return sign === undefined ? (ZONES[zone.toUpperCase()] ?? null) : `${sign}${hours}:${minutes}`;
}
