import { fold } from "../../domain/fold.ts";
import type { ExtractedClaim } from "../../extract/draft.ts";
import type { GoldClaim } from "./gold.ts";

type Value = string | null;

interface Field {
  readonly accepted: (gold: GoldClaim) => readonly Value[];
  readonly extracted: (claim: ExtractedClaim) => Value;
  readonly isEqual: (accepted: Value, extracted: Value) => boolean;
}

const isIdentical = (a: Value, b: Value): boolean => a === b;

/** What is compared once a claim is found, which means that its harm and its figure are right. */
export const FIELDS = {
  qualifier: { accepted: (gold) => gold.qualifiers, extracted: (claim) => claim.qualifier, isEqual: isIdentical },
  victims: { accepted: (gold) => gold.victims, extracted: (claim) => claim.victims, isEqual: isIdentical },
  claimant: { accepted: (gold) => gold.claimants, extracted: (claim) => claim.claimant, isEqual: isSameName },
  conduit: { accepted: (gold) => gold.conduits, extracted: (claim) => claim.via, isEqual: isSameName },
  side: { accepted: (gold) => gold.sides, extracted: (claim) => claim.side, isEqual: isSameName },
  scope: { accepted: (gold) => gold.scopes, extracted: (claim) => claim.scope, isEqual: isIdentical },
  status: { accepted: (gold) => gold.statuses, extracted: (claim) => claim.status, isEqual: isIdentical },
} as const satisfies Record<string, Field>;
export type FieldName = keyof typeof FIELDS;

export const FIELD_NAMES = Object.keys(FIELDS) as FieldName[];

export function wrongFields(gold: GoldClaim, claim: ExtractedClaim): FieldName[] {
  return FIELD_NAMES.filter((name) => {
    const { accepted, extracted, isEqual }: Field = FIELDS[name];
    return !accepted(gold).some((value) => isEqual(value, extracted(claim)));
  });
}

const SMALL_WORDS = new Set(
  "a an and at by for from had has have her his in its of on s said says that the their to which who with".split(" "),
);

const wordsOf = (name: string): Set<string> =>
  new Set(
    fold(name)
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word !== "" && !SMALL_WORDS.has(word)),
  );

/**
 * Texts and annotators shorten names, so one name may contain the other, or half of all their words may be common.
 * @example isSameName("Prime Minister Nikol Pashinyan", "Pashinyan") // true
 */
export function isSameName(a: Value, b: Value): boolean {
  if (a === null || b === null) return a === b;
  const [one, other] = [wordsOf(a), wordsOf(b)];
  const shared = one.intersection(other).size;
  if (shared === 0) return false;
  return shared === Math.min(one.size, other.size) || shared >= one.union(other).size / 2;
}
