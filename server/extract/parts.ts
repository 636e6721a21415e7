import type { Draft, ExtractedClaim } from "./draft.ts";

/** Links what is part of a whole: as the sentence says, in brackets, or because the parts add up to the whole. */
export function linkParts(drafts: readonly Draft[]): ExtractedClaim[] {
  const wholeOf = new Map<string, string>();
  const byId = new Map(drafts.map((draft) => [draft.claim.id, draft]));
  const link = (part: Draft, whole: Draft): void => {
    if (part === whole || wholeOf.has(part.claim.id)) return;
    for (let above: string | undefined = whole.claim.id; above; above = wholeOf.get(above))
      if (above === part.claim.id) return;
    wholeOf.set(part.claim.id, whole.claim.id);
  };
  for (const draft of drafts) {
    const { partOf } = draft.harmed;
    const whole =
      partOf && drafts.find(({ harmed }) => harmed.quantity === partOf.quantity && harmed.harm === partOf.harm);
    if (whole) link(draft, whole);
  }
  for (const [at, draft] of drafts.entries()) {
    // “Five of the wounded”, “those killed included two”.
    const isPart =
      draft.harmed.rule === "part: of the wounded" ||
      draft.harmed.rule === "part: the dead were" ||
      (draft.harmed.rule === "part: including" && draft.harmed.partOf === null);
    const whole = isPart
      ? drafts
          .slice(0, at)
          .findLast(({ claim }) => claim.harm === draft.claim.harm && countOf({ claim } as Draft) > countOf(draft))
      : undefined;
    if (whole) link(draft, whole);
  }
  ofTheVictims(drafts, link);
  brackets(drafts, link);
  raised(drafts, link);
  ofThese(drafts, link);
  sums(drafts, wholeOf, link);
  const sentenceOf = new Map(drafts.map(({ claim, sentence }) => [claim.id, sentence]));
  return drafts.map(({ claim }) => {
    const whole = byId.get(wholeOf.get(claim.id) ?? "")?.claim;
    if (!whole) return claim;
    // The parts of a total are of its time, and of its people if nothing else is said.
    const isTotal =
      whole.scope === "CUMULATIVE" && sentenceOf.get(claim.id) === sentenceOf.get(whole.id) && !isRaised(whole);
    return {
      ...claim,
      partOf: whole.id,
      ...(isTotal && { scope: whole.scope }),
      ...(claim.victims === "UNSPECIFIED" && whole.harm === "CASUALTIES" && { victims: whole.victims }),
    };
  });
}

/** “two were killed, raising the toll to 90”: the two are new. */
const isRaised = ({ rule }: ExtractedClaim): boolean => rule.startsWith("toll");

type Link = (part: Draft, whole: Draft) => void;

/** “30 casualties (12 killed and 18 injured)”. */
function brackets(drafts: readonly Draft[], link: Link): void {
  for (const part of drafts) {
    const { words } = part.sentence;
    let open = part.harmed.first;
    while (open >= 0 && words[open]?.text !== "(" && words[open]?.text !== ")") open--;
    if (words[open]?.text !== "(") continue;
    const whole = drafts.findLast(
      ({ sentence, harmed }) => sentence === part.sentence && harmed.last < open && harmed.last >= open - 2,
    );
    if (whole && (whole.claim.harm === part.claim.harm || whole.claim.harm === "CASUALTIES")) link(part, whole);
  }
}

/** “Two were killed, raising the toll to 90”, “300,000 casualties, with 120,000 killed”. */
function raised(drafts: readonly Draft[], link: Link): void {
  for (const [at, draft] of drafts.entries()) {
    const before = drafts.slice(0, at).filter(({ sentence }) => sentence === draft.sentence);
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

/** “the blast that killed two of the victims” */
function ofTheVictims(drafts: readonly Draft[], link: Link): void {
  for (const [at, draft] of drafts.entries()) {
    const { words } = draft.sentence;
    const [of, the, noun] = [1, 2, 3].map((step) => words[draft.harmed.quantity.last + step]?.lower ?? "");
    if (
      of !== "of" ||
      !/^(?:the|those|these)$/.test(the ?? "") ||
      !/^(?:victims|dead|killed|casualties)$/.test(noun ?? "")
    )
      continue;
    const whole = drafts
      .slice(0, at)
      .find((other) => other.claim.harm === draft.claim.harm && countOf(other) > countOf(draft));
    if (whole) link(draft, whole);
  }
}

const RAISES = /^(?:bringing|raising|pushing|taking|lifting)$/;

/** “427 soldiers have died. Of these, 387 died in action.” */
function ofThese(drafts: readonly Draft[], link: Link): void {
  for (const [at, draft] of drafts.entries()) {
    const [of, these] = draft.sentence.words;
    if (of?.lower !== "of" || !/^(?:these|those|them|whom)$/.test(these?.lower ?? "")) continue;
    const whole = drafts
      .slice(0, at)
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
function sums(drafts: readonly Draft[], wholeOf: ReadonlyMap<string, string>, link: Link): void {
  for (const whole of drafts) {
    const total = countOf(whole);
    if (total < 5 || whole.claim.max === 0) continue;
    const others = drafts.filter(
      (draft) =>
        draft !== whole &&
        isOf(draft, whole) &&
        !wholeOf.has(draft.claim.id) &&
        countOf(draft) > 0 &&
        countOf(draft) < total &&
        !isRest(draft, whole) &&
        canBeAmong(draft, whole),
    );
    const found = runOf(
      others,
      total,
      whole.claim.qualifier === "AT_LEAST" || whole.claim.qualifier === "ABOUT" ? 0.04 : 0,
    );
    for (const part of found) link(part, whole);
  }
}

/** Soldiers are not among civilians, nor the soldiers of one side among those of the other. */
const canBeAmong = (part: Draft, whole: Draft): boolean =>
  (whole.claim.side === null || part.claim.side === null || whole.claim.side === part.claim.side) &&
  (whole.claim.victims === "UNSPECIFIED" ||
    part.claim.victims === "UNSPECIFIED" ||
    part.claim.victims === whole.claim.victims);

/** “five others” are not among those named before. */
const isRest = ({ harmed, sentence }: Draft, whole: Draft): boolean =>
  harmed.quantity.isFurther && sentence === whole.sentence && harmed.first > whole.harmed.last;

function runOf(drafts: readonly Draft[], total: number, tolerance: number): readonly Draft[] {
  for (let first = 0; first < drafts.length; first++) {
    let sum = 0;
    for (let last = first; last < drafts.length && sum < total; last++) {
      sum += countOf(drafts[last] as Draft);
      if (last > first && sum <= total && sum >= total * (1 - tolerance)) return drafts.slice(first, last + 1);
    }
  }
  return [];
}
