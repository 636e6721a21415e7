import { h } from "../../shared/dom.ts";
import type { Extraction } from "../model/extraction.ts";
import type { Segment } from "../model/segments.ts";
import { createCard } from "./card.ts";
import { claimAt, descriptions, piecesOf } from "./pieces.ts";

/** Wide enough for the card beside the text, where it covers nothing. The same width as in styles/card.css. */
const WIDE = matchMedia("(min-width: 60rem)");
/** Pointing at words for so long opens their claim. Words on the way to the card do not. */
const DWELL_MS = 120;

interface MarkedText {
  /** The text and the card. */
  readonly element: HTMLElement;
  /** Moves to the words of a claim and opens the claim. */
  readonly show: (claim: number) => void;
  /** Closes the card if it is open. */
  readonly close: () => void;
}

/** The text with a button at the words of each claim, and the card that shows the open claim. */
export function markedText(segments: readonly Segment[], extraction: Extraction): MarkedText {
  const { claims } = extraction;
  const { content, buttons } = piecesOf(segments, extraction);
  const words = h("div", { class: "text" }, content);
  const card = createCard(claims, { open: (claim) => open(claim, "nearest"), close });
  let opened: number | null = null;

  function open(claim: number | null, scrolling?: ScrollLogicalPosition): void {
    if (opened !== claim) {
      light(opened, false);
      light(claim, true);
      opened = claim;
      card.show(claim);
    }
    if (claim !== null && scrolling) buttons[claim]?.scrollIntoView({ block: scrolling });
  }

  function light(claim: number | null, isLit: boolean): void {
    if (claim === null) return;
    for (const piece of words.querySelectorAll(`[data-claims~="${claim}"]`)) piece.classList.toggle("is-open", isLit);
    buttons[claim]?.setAttribute("aria-expanded", String(isLit));
  }

  function close(): void {
    const button = opened === null ? undefined : buttons[opened];
    const hadFocus = card.element.contains(document.activeElement);
    // First the focus, because words that get it open their claim.
    if (hadFocus) button?.focus();
    open(null);
  }

  function show(claim: number): void {
    buttons[claim]?.focus({ preventScroll: true });
    open(claim, "center");
  }

  function onKey(event: KeyboardEvent): void {
    const claim = claimAt(event.target);
    if (claim === null || event.ctrlKey || event.altKey || event.metaKey) return;
    const next = nextClaim(event.key, claim, claims.length);
    const isPressed = event.key === "Enter" || event.key === " ";
    if (next === null && !isPressed) return;
    event.preventDefault();
    if (next !== null) buttons[next]?.focus();
    else {
      open(claim);
      card.focus();
    }
  }

  let dwell: ReturnType<typeof setTimeout> | undefined;
  words.addEventListener("pointerover", ({ target, pointerType }) => {
    clearTimeout(dwell);
    const claim = claimAt(target);
    if (claim !== null && pointerType === "mouse") dwell = setTimeout(open, DWELL_MS, claim);
  });
  words.addEventListener("pointerleave", () => clearTimeout(dwell));
  words.addEventListener("click", ({ target }) => open(claimAt(target) ?? opened));
  words.addEventListener("focusin", ({ target }) => open(claimAt(target) ?? opened, "nearest"));
  words.addEventListener("keydown", onKey);

  if (WIDE.matches && claims.length > 0) open(0);
  const element = h("div", { class: "reading" }, words, claims.length > 0 && card.element, descriptions(extraction));
  return { element, show, close };
}

function nextClaim(key: string, claim: number, count: number): number | null {
  const next = { ArrowRight: claim + 1, ArrowLeft: claim - 1, Home: 0, End: count - 1 }[key];
  return next === undefined ? null : Math.min(Math.max(next, 0), count - 1);
}
