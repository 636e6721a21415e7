import { isCertainlyAfter, type KnownTime, type TimePart, timeParts } from "../../domain/time.ts";
import type { Checker } from "../checker.ts";
import { fieldPath } from "../faults.ts";
import type { Parsed } from "../parse.ts";

type Path = readonly PropertyKey[];

/** The beginning or the end of a time that a record gives. */
export interface Moment {
  readonly record: Parsed<unknown>;
  readonly path: Path;
  readonly part: TimePart;
  readonly isInferred: boolean;
  /** What happened then, such as “the claim was stated”. */
  readonly what: string;
  /** What the field does then: it “is”, “begins” or “ends”. */
  readonly verb: string;
}

/** Both ends of a time. Without a time they are null. */
export interface Moments {
  readonly first: Moment | null;
  readonly last: Moment | null;
}

/** @param what what happened then; if the time has a duration, what began and ended then */
export function momentsOf(
  record: Parsed<unknown>,
  path: Path,
  time: KnownTime | null | undefined,
  what: string | readonly [began: string, ended: string],
): Moments {
  if (!time) return { first: null, last: null };
  const { first, last } = timeParts(time);
  const common = { record, path, isInferred: time.basis === "INFERRED" };
  const [begins, ends] = typeof what === "string" ? [what, what] : what;
  const verbs = typeof what === "string" ? ["is", "is"] : ["begins", "ends"];
  return {
    first: { ...common, part: first, what: begins, verb: `${verbs[0]}` },
    last: { ...common, part: last, what: ends, verb: `${verbs[1]}` },
  };
}

/** An order that is impossible, with the fault that it is: at the first moment's field. */
export interface Rule {
  readonly moment: Moment | null;
  readonly is: "before" | "after";
  readonly other: Moment | null;
  readonly advice: string;
}
export const notBefore = (moment: Moment | null, other: Moment | null, advice: string): Rule => ({
  moment,
  is: "before",
  other,
  advice,
});
export const notAfter = (moment: Moment | null, other: Moment | null, advice: string): Rule => ({
  moment,
  is: "after",
  other,
  advice,
});

/**
 * Reports what is in an order that the rules exclude: for each field the first one. A time that has a fault already is the
 * wrong one of the two, so that it is not held against others.
 */
export function reportOrders(checker: Checker, rules: readonly Rule[]): void {
  const reported = new Map<Parsed<unknown>, Set<string>>();
  const isReported = ({ record, path }: Moment) => reported.get(record)?.has(fieldPath(path)) ?? false;
  for (const { moment, is, other, advice } of rules) {
    if (!moment || !other || isReported(moment) || isReported(other)) continue;
    const [later, earlier] = is === "after" ? [moment, other] : [other, moment];
    if (!isCertainlyAfter(later.part, earlier.part)) continue;
    const { record, path, verb } = moment;
    const when = `${written(other)}${lineOf(other, moment)}`;
    checker.faults.push(record.fault(path, `${verb} ${written(moment)}, ${is} ${other.what} (${when}); ${advice}`));
    reported.set(record, new Set(reported.get(record)).add(fieldPath(path)));
  }
}

const written = ({ part, isInferred }: Moment): string => `${part.at}${isInferred ? ", inferred" : ""}`;

/** The line of a time in another record than the fault's. */
function lineOf({ record, path }: Moment, { record: own }: Moment): string {
  const { file, line } = record.fault(path, "");
  return record === own || line === null ? "" : `, ${file}:${line}`;
}
