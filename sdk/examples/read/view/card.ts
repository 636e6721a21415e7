import { type Child, h, replace } from "../../shared/dom.ts";
import {
  capitalised,
  claimantWords,
  claimTitle,
  partsOf,
  peopleWords,
  scopeWords,
  statusWords,
  timeWords,
  wholeOf,
} from "../model/claimWords.ts";
import type { Claim } from "../model/extraction.ts";

interface Ways {
  readonly open: (claim: number) => void;
  readonly close: () => void;
}

/** The card beside the text, or below it on a phone. Its buttons stay the same, so that they keep the focus. */
export function createCard(claims: readonly Claim[], { open, close }: Ways) {
  let shown = 0;
  const step = (by: number) => () => open(Math.min(Math.max(shown + by, 0), claims.length - 1));
  const button = (name: string, text: string, onclick: () => void) =>
    h("button", { type: "button", "aria-label": name, title: name, onclick }, text);
  const [previous, next] = [button("Previous claim", "←", step(-1)), button("Next claim", "→", step(1))];
  const place = h("span", { class: "place quiet" });
  const title = h("h3", { id: "card-title", tabindex: -1 });
  const content = h("div", { class: "content" });
  const tools = h("div", { class: "tools" }, place, previous, next, button("Close", "×", close));
  const hint = h(
    "div",
    { class: "hint quiet" },
    h("p", {}, "Point at the marked words, or choose them, to see what they claim."),
    h(
      "p",
      { class: "keys" },
      "With a keyboard, Tab and the arrow keys lead from claim to claim. Escape closes this card.",
    ),
  );
  const opened = h("div", { class: "opened", hidden: true }, tools, title, content);
  const element = h("aside", { class: "card", id: "card", "aria-label": "The claim" }, hint, opened);
  return {
    element,
    focus: () => title.focus({ preventScroll: true }),
    show(at: number | null): void {
      const claim = at === null ? undefined : claims[at];
      element.classList.toggle("is-open", claim !== undefined);
      hint.hidden = claim !== undefined;
      opened.hidden = claim === undefined;
      if (at === null || !claim) return;
      shown = at;
      replace(place, `Claim ${at + 1} of ${claims.length}`);
      replace(title, capitalised(claimTitle(claim)));
      replace(content, detailsView(at, claims, open));
      // Not disabled, so that they keep the focus.
      previous.setAttribute("aria-disabled", String(at === 0));
      next.setAttribute("aria-disabled", String(at === claims.length - 1));
      element.scrollTop = 0;
    },
  };
}

function detailsView(at: number, claims: readonly Claim[], open: (claim: number) => void): Child[] {
  const claim = claims[at];
  if (!claim) return [];
  const whole = wholeOf(claim, claims);
  const status = statusWords(claim);
  const link = (to: number): HTMLElement => {
    const other = claims[to];
    const text = `claim ${to + 1}`;
    const button = h("button", { type: "button", class: "link", onclick: () => open(to) }, text);
    return h("span", {}, button, other && ` (${claimTitle(other)})`);
  };
  const rows: readonly (readonly [string, Child])[] = [
    ["Said by", claim.claimant === null ? h("i", {}, claimantWords(claim)) : claim.claimant],
    ["Through", claim.conduit],
    ["Stated on", timeWords(claim.statedAt)],
    ["Of whom", peopleWords(claim)],
    ["Where", claim.place],
    ["Period", timeWords(claim.period)],
    ["It counts", scopeWords(claim)],
    ["Part of", whole !== null && link(whole)],
    ["Its parts", partsOf(claim, claims).map((part) => h("div", {}, link(part)))],
    ["Found by rule", claim.rule],
  ];
  return [
    status !== "" && h("p", { class: "status" }, `${capitalised(status)}.`),
    h("blockquote", {}, `“${claim.quote}”`),
    h(
      "dl",
      {},
      rows
        .filter(([, value]) => (Array.isArray(value) ? value.length > 0 : value))
        .map(([name, value]) => [h("dt", {}, name), h("dd", {}, value)]),
    ),
  ];
}
