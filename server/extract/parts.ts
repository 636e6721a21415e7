import type { Draft, ExtractedClaim } from "./draft.ts";
import type { Sentence } from "./sentences.ts";

/**
 * How many claims before or after a claim can be its parts or its whole, unless the same sentence says so. Without a bound, the
 * time would grow with the square of the number of claims.
 */
const NEARBY = 40;

/** Claims in the order in which they stand, and those near one of them. */
class Drafts {
  readonly all: readonly Draft[];
  readonly #bySentence: ReadonlyMap<Sentence, readonly Draft[]>;
  readonly #numbers: ReadonlyMap<Sentence, number>;

  constructor(all: readonly Draft[], sentences: readonly Sentence[]) {
    this.all = all;
    this.#bySentence = Map.groupBy(all, ({ sentence }) => sentence);
    this.#numbers = new Map(sentences.map((sentence, number) => [sentence, number]));
  }

  /** How many sentences there are from one claim to another. */
  distance = (from: Draft, to: Draft): number =>
    (this.#numbers.get(to.sentence) ?? 0) - (this.#numbers.get(from.sentence) ?? 0);

  inSentence = (sentence: Sentence): readonly Draft[] => this.#bySentence.get(sentence) ?? [];
  before = (at: number): readonly Draft[] => this.all.slice(Math.max(0, at - NEARBY), at);
  around = (at: number): readonly Draft[] => this.all.slice(Math.max(0, at - NEARBY), at + NEARBY + 1);
}

/** The whole of each part. */
class Wholes {
  readonly #wholeOf = new Map<Draft, Draft>();
  /** A whole further up, which shortens the way to the one at the top. */
  readonly #above = new Map<Draft, Draft>();

  of = (part: Draft): Draft | undefined => this.#wholeOf.get(part);

  link(part: Draft, whole: Draft): void {
    // What has no whole yet is at the top, so that it is a part of itself only if it is the top of its whole.
    if (this.#wholeOf.has(part) || this.#topOf(whole) === part) return;
    this.#wholeOf.set(part, whole);
    this.#above.set(part, whole);
  }

  #topOf(draft: Draft): Draft {
    let top = draft;
    for (let above = this.#above.get(top); above; above = this.#above.get(top)) {
      this.#above.set(top, this.#above.get(above) ?? above);
      top = above;
    }
    return top;
  }
}

/**
 * Links what is part of a whole: as the sentence says, in brackets, or because the parts add up to the whole.
 * @param sentences all sentences of the text, in their order
 */
export function linkParts(all: readonly Draft[], sentences: readonly Sentence[]): ExtractedClaim[] {
  const drafts = new Drafts(all, sentences);
  const wholes = new Wholes();
  const link: Link = (part, whole) => wholes.link(part, whole);
  for (const draft of all) {
    const { partOf } = draft.harmed;
    const whole =
      partOf &&
      drafts
        .inSentence(draft.sentence)
        .find(({ harmed }) => harmed.quantity === partOf.quantity && harmed.harm === partOf.harm);
    if (whole) link(draft, whole);
  }
  for (const [at, draft] of all.entries()) {
    // “Five of the wounded”, “those killed included two”.
    const isPart = OF_BEFORE.has(draft.harmed.rule) && draft.harmed.partOf === null;
    const whole = isPart
      ? drafts
          .before(at)
          .findLast(
            (other) =>
              other.claim.harm === draft.claim.harm && countOf(other) > countOf(draft) && !areSiblings(other, draft),
          )
      : undefined;
    if (whole) link(draft, whole);
  }
  ofTheVictims(drafts, link);
  brackets(drafts, link);
  raised(drafts, link);
  ofThese(drafts, link);
  sums(drafts, wholes, link);
  return all.map((draft) => {
    const { claim } = draft;
    const whole = wholes.of(draft);
    if (!whole) return claim;
    // The parts of a total are of its time, and of its people if nothing else is said.
    const isStated = claim.rule.startsWith("part:") || !isRaised(whole.claim);
    const isTotal = whole.claim.scope === "CUMULATIVE" && draft.sentence === whole.sentence && isStated;
    return {
      ...claim,
      partOf: whole.claim.id,
      ...(isTotal && { scope: whole.claim.scope }),
      ...(claim.victims === "UNSPECIFIED" && whole.claim.harm === "CASUALTIES" && { victims: whole.claim.victims }),
    };
  });
}

/** Rules for parts whose whole may be in a sentence before. */
const OF_BEFORE: ReadonlySet<string> = new Set([
  "part: of the wounded",
  "part: the dead were",
  "part: among the dead are",
  "part: of the dead",
  "part: of them civilians",
  "part: were among the dead",
  "part: including",
]);

/** Parts that one sentence lists: “the dead were a nurse and two guards”. */
const areSiblings = (one: Draft, other: Draft): boolean =>
  one.sentence === other.sentence && one.harmed.rule === other.harmed.rule;

/** “two were killed, raising the toll to 90”: the two are new. */
const isRaised = ({ rule }: ExtractedClaim): boolean => rule.startsWith("toll");

type Link = (part: Draft, whole: Draft) => void;

/** “30 casualties (12 killed and 18 injured)”. */
function brackets(drafts: Drafts, link: Link): void {
  for (const part of drafts.all) {
    const { words } = part.sentence;
    let open = part.harmed.first;
    while (open >= 0 && words[open]?.text !== "(" && words[open]?.text !== ")") open--;
    if (words[open]?.text !== "(") continue;
    const whole = drafts
      .inSentence(part.sentence)
      .findLast(({ harmed }) => harmed.last < open && harmed.last >= open - 2);
    if (whole && (whole.claim.harm === part.claim.harm || whole.claim.harm === "CASUALTIES")) link(part, whole);
  }
}

/** “Two were killed, raising the toll to 90”, “400 casualties, with 90 killed”. */
function raised(drafts: Drafts, link: Link): void {
  for (const draft of drafts.all) {
    const own = drafts.inSentence(draft.sentence);
    const before = own.slice(0, own.indexOf(draft));
    const { words } = draft.sentence;
    const lead = words.slice(Math.max(0, draft.harmed.first - 5), draft.harmed.first).map(({ lower }) => lower);
    if (draft.harmed.rule.startsWith("toll") && lead.some((word) => RAISES.test(word)))
      for (const part of before)
        if (
          part.claim.harm === draft.claim.harm &&
          countOf(part) < countOf(draft) &&
          !part.harmed.rule.startsWith("toll")
        )
          link(part, draft);
    const whole =
      lead.at(-1) === "with"
        ? before.findLast((other) => isOf(draft, other) && countOf(other) > countOf(draft))
        : undefined;
    if (whole) link(draft, whole);
  }
}

/** “the mine that killed six of the victims” */
function ofTheVictims(drafts: Drafts, link: Link): void {
  for (const [at, draft] of drafts.all.entries()) {
    const { words } = draft.sentence;
    // The quantity contains its noun: “1,413 of these casualties”.
    const [of, the, noun] = [1, 2, 3].map((step) => words[draft.harmed.quantity.lastOfFigure + step]?.lower ?? "");
    if (
      of !== "of" ||
      !/^(?:the|those|these)$/.test(the ?? "") ||
      !/^(?:victims|dead|killed|casualties)$/.test(noun ?? "")
    )
      continue;
    const whole = drafts
      .before(at)
      .find((other) => other.claim.harm === draft.claim.harm && countOf(other) > countOf(draft));
    if (whole) link(draft, whole);
  }
}

const RAISES = /^(?:bringing|raising|pushing|taking|lifting)$/;

/** “427 soldiers have died. Of these, 387 died in action.” */
function ofThese(drafts: Drafts, link: Link): void {
  for (const [at, draft] of drafts.all.entries()) {
    const [of, these] = draft.sentence.words;
    if (of?.lower !== "of" || !/^(?:these|those|them|whom)$/.test(these?.lower ?? "")) continue;
    const whole = drafts
      .before(at)
      .findLast((other) => other.sentence !== draft.sentence && isOf(draft, other) && countOf(other) > countOf(draft));
    if (whole) link(draft, whole);
  }
}

const countOf = ({ claim }: Draft): number => claim.min ?? 0;

/** Whether two harms can be parts of one: of casualties, deaths and injuries. */
const isOf = (part: Draft, whole: Draft): boolean =>
  part.claim.harm === whole.claim.harm ||
  (whole.claim.harm === "CASUALTIES" && /^(?:KILLED|WOUNDED)$/.test(part.claim.harm));

/** A total and other claims that add up to it: 13, and then 6 and 7. A lower bound may be a little less. */
function sums(drafts: Drafts, wholes: Wholes, link: Link): void {
  for (const [at, whole] of drafts.all.entries()) {
    const total = countOf(whole);
    if (total < 5 || whole.claim.max === 0) continue;
    const isRough = whole.claim.qualifier === "AT_LEAST" || whole.claim.qualifier === "ABOUT";
    const candidates = drafts
      .around(at)
      .filter(
        (draft) =>
          draft !== whole &&
          isOf(draft, whole) &&
          wholes.of(draft) === undefined &&
          countOf(draft) > 0 &&
          countOf(draft) < total &&
          !isRest(draft, whole) &&
          canBeAmong(draft, whole),
      );
    const within = (from: number, to: number): readonly Draft[] =>
      candidates.filter((draft) => from <= drafts.distance(whole, draft) && drafts.distance(whole, draft) <= to);
    const isSum = sumTo(total, isRough ? 0.04 : 0);
    const isOfOneSource = (parts: readonly Draft[] | null) =>
      parts?.every((part) => canBeOfOneSource(part, whole)) ? parts : null;
    // Other numbers add up by chance: those that do not follow the total at once, and those of other sources before it.
    const found =
      headOf(within(0, 3), isSum) ??
      isOfOneSource(runOf(within(-1, 1), isSum)) ??
      isOfOneSource(headOf(within(-3, -1).toReversed(), isSum)) ??
      [];
    for (const part of found) link(part, whole);
  }
}

const canBeOfOneSource = ({ claim: part }: Draft, { claim: whole }: Draft): boolean =>
  part.claimant === null || whole.claimant === null || part.claimant === whole.claimant;

/** Soldiers are not among civilians, nor the soldiers of one side among those of the other. */
const canBeAmong = (part: Draft, whole: Draft): boolean =>
  (whole.claim.side === null || part.claim.side === null || whole.claim.side === part.claim.side) &&
  (whole.claim.victims === "UNSPECIFIED" ||
    part.claim.victims === "UNSPECIFIED" ||
    part.claim.victims === whole.claim.victims);

/** “five others” are not among those named before. */
const isRest = ({ harmed, sentence }: Draft, whole: Draft): boolean =>
  harmed.quantity.isFurther && sentence === whole.sentence && harmed.first > whole.harmed.last;

type IsSum = (sum: number) => boolean;

const sumTo =
  (total: number, tolerance: number): IsSum =>
  (sum) =>
    sum <= total && sum >= total * (1 - tolerance);

/** The first of those claims, two or more, if they add up. */
function headOf(drafts: readonly Draft[], isSum: IsSum): readonly Draft[] | null {
  let sum = 0;
  for (const [at, draft] of drafts.entries()) {
    sum += countOf(draft);
    if (at > 0 && isSum(sum)) return drafts.slice(0, at + 1);
  }
  return null;
}

/** Claims of those that follow one another and add up. */
function runOf(drafts: readonly Draft[], isSum: IsSum): readonly Draft[] | null {
  for (const first of drafts.keys()) {
    const found = headOf(drafts.slice(first), isSum);
    if (found) return found;
  }
  return null;
}
