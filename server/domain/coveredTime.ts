import { required } from "./required.ts";
import { parseTime } from "./time.ts";

/**
 * The time that a figure covers: “from 1 March to 24 May”. Each end is known to lie within a window: the start from `from`
 * to `startsBy`, the end from `endsFrom` to `until`. UTC milliseconds, all inclusive.
 */
export interface CoveredTime {
  readonly from: number;
  readonly startsBy: number;
  readonly endsFrom: number;
  readonly until: number;
}

/** When something began, as exactly as it is known. */
export type Start = Pick<CoveredTime, "from" | "startsBy">;

/**
 * The windows of a time in the corpus format.
 * @throws TimeFormatError as parseTime does
 * @example coveredTime("2021-03/2021-05-24") // starts some time in March, ends on 24 May
 */
export function coveredTime(text: string): CoveredTime {
  const parts = text.split("/");
  const [first, last] = [parts[0], parts.at(-1)].map((part) => parseTime(required(part, "A part of a time")));
  const [{ earliest: from, latest: startsBy }, { earliest, latest: until, precision }] = [
    required(first, "The start of a time"),
    required(last, "The end of a time"),
  ];
  // A figure “for June” or “until May” covers all of that month, though it may begin to count later in its first month.
  const isCoarse = precision === "MONTH" || precision === "YEAR";
  return { from, startsBy, endsFrom: isCoarse ? until : earliest, until };
}
