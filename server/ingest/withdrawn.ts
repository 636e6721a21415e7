import type { Withdrawal } from "../domain/records.ts";
import type { Checker } from "./checker.ts";
import type { Parsed } from "./parse.ts";
import type { Written } from "./shapes.ts";

/** The field that names an entry's record, and the record's type. */
const TYPES = {
  article: "Article",
  event: "Event",
  actor: "Actor",
  place: "Place",
  casualtyReport: "CasualtyReport",
} as const;
const KEYS = Object.keys(TYPES) as (keyof typeof TYPES)[];

/** The records that the corpus declares as withdrawn. The corpus must no longer contain them. */
export function checkWithdrawn(checker: Checker, entries: readonly Parsed<Written<"withdrawn">>[]): Withdrawal[] {
  const seen = new Set<string>();
  return entries.flatMap((entry) => {
    const { by, reason, ...named } = entry.value;
    const fields = KEYS.filter((key) => named[key] !== null);
    const [field] = fields;
    const slug = field && named[field];
    if (KEYS.some((key) => entry.isFaulty(key))) return [];
    if (field === undefined || !slug || fields.length > 1) {
      checker.faults.push(
        entry.fault([], `names no record, or more than one; give one of ${KEYS.join(", ")} with its id`),
      );
      return [];
    }
    if (checker[field].has(slug)) {
      const problem = `“${slug}” is withdrawn here, but the corpus contains it; remove the record, or this entry`;
      checker.faults.push(entry.fault([field], problem));
    }
    if (seen.has(`${field} ${slug}`))
      checker.faults.push(entry.fault([field], `“${slug}” is withdrawn twice; remove one of the entries`));
    seen.add(`${field} ${slug}`);
    return [{ type: TYPES[field], slug, by, reason }];
  });
}
