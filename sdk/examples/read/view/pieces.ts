import { type Child, h } from "../../shared/dom.ts";
import { claimSentence } from "../model/claimWords.ts";
import type { Extraction } from "../model/extraction.ts";
import type { Segment } from "../model/segments.ts";

interface Pieces {
  readonly content: Child[];
  /** The first words of each claim, by index. */
  readonly buttons: readonly HTMLElement[];
}

/** The pieces of the text, with a button for each claim. */
export function piecesOf(segments: readonly Segment[], { otherNumbers }: Extraction): Pieces {
  const buttons: HTMLElement[] = [];
  const content = segments.map((segment) => {
    const { text, claim, claims, isFirst, otherNumber } = segment;
    const other = otherNumber === null ? undefined : otherNumbers[otherNumber];
    // The number of a claim stands before its words, not before a space.
    const [space = ""] = isFirst ? (/^\s*/.exec(text) ?? []) : [];
    const shown = text.slice(space.length);
    const words = other ? h("span", { class: "other", title: `Not a claim. ${other.reason}` }, shown) : shown;
    if (claim === null) return words;
    const place = {
      class: claims.length > 1 ? "mark inner" : "mark",
      "data-claim": claim,
      "data-claims": claims.join(" "),
    };
    if (!isFirst) return h("span", place, words);
    const described = { "aria-describedby": describedBy(claim) };
    const button = h("span", { ...place, ...BUTTON, ...described }, space, badge(claim), words);
    buttons[claim] = button;
    return button;
  });
  return { content, buttons };
}

/** A span, because the words of a button element cannot break over lines. */
const BUTTON = { role: "button", tabindex: 0, "aria-expanded": "false", "aria-controls": "card" };

const describedBy = (claim: number): string => `claim-${claim + 1}`;

/** The number of a claim. The space keeps it on the line of the words. */
const badge = (claim: number): Child => [
  h("span", { class: "badge" }, `${claim + 1}`),
  h("span", { class: "gap" }, "\u00a0"),
];

/** What screen readers say about the words of each claim. */
export const descriptions = ({ claims }: Extraction): HTMLElement =>
  h(
    "div",
    { hidden: true },
    claims.map((_, at) => h("p", { id: describedBy(at) }, claimSentence(at, claims))),
  );

/** The claim that a click or key on an element opens. */
export function claimAt(target: EventTarget | null): number | null {
  const piece = target instanceof Element ? target.closest<HTMLElement>("[data-claim]") : null;
  return piece ? Number(piece.dataset.claim) : null;
}
