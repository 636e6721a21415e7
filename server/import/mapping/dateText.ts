import { monthNumber } from "../days.ts";

/**
 * Turns a date in one of the usual forms into the form of the corpus, `2020-09-27`, `2020-09` or `2020`. A date such as 03/04/2020
 * needs the order of its parts. Undefined if the text cannot be read.
 * @param order the order of day, month and year: `dmy`, `mdy` or `ymd`
 */
export function isoDate(text: string, order: DateOrder): string | undefined {
  const given = text.trim().replace(/[T ]\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?Z?$/, "");
  if (/^\d{4}(?:-\d{2}(?:-\d{2})?)?(?:\/\d{4}(?:-\d{2}(?:-\d{2})?)?)?$/.test(given)) return given;
  const named =
    /^(?<d>\d{1,2})[\s.-]+(?<m>\p{L}{3,})\.?[\s,-]+(?<y>\d{4})$/u.exec(given) ??
    /^(?<m>\p{L}{3,})\.?\s+(?<d>\d{1,2}),?\s+(?<y>\d{4})$/u.exec(given) ??
    /^(?<m>\p{L}{3,})\.?\s+(?<y>\d{4})$/u.exec(given);
  if (named?.groups) {
    const { d, m = "", y = "" } = named.groups;
    const month = monthNumber(m);
    return month === null ? undefined : [y, two(month), ...(d === undefined ? [] : [two(Number(d))])].join("-");
  }
  const parts = /^(\d{1,4})[./-](\d{1,2})[./-](\d{1,4})$/.exec(given)?.slice(1).map(Number);
  if (!parts) return undefined;
  const at = (part: string) => parts[(parts[0] ?? 0) > 31 ? "ymd".indexOf(part) : order.indexOf(part)] ?? 0;
  const [year, month, day] = [at("y"), at("m"), at("d")];
  if (year < 1000 || month < 1 || month > 12 || day < 1 || day > 31) return undefined;
  return `${year}-${two(month)}-${two(day)}`;
}

export type DateOrder = "dmy" | "mdy" | "ymd";

const two = (number: number): string => String(number).padStart(2, "0");
