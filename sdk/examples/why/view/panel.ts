import { byId, h, replace } from "../../shared/dom.ts";
import { problemView } from "../../shared/problem.ts";
import { claimView, type Opened } from "./claim.ts";

/** Wide enough to show a claim beside the chart instead of over it. The same width as in styles/page.css. */
const WIDE = matchMedia("(min-width: 70rem)");

const dialog = () => byId("claim", HTMLDialogElement);
let opened: string | null = null;
/** The id of the part of the page in which the panel was opened. */
let openedIn: string | null = null;

export function showClaim(shown: Opened): void {
  const isNew = opened !== shown.claim.slug;
  opened = shown.claim.slug;
  fill(() => replace(dialog(), claimView(shown)), isNew);
}

export function showClaimProblem(error: unknown, retry: () => void, close: () => void): void {
  const button = h("button", { type: "button", class: "close", onclick: close }, "Close");
  const title = h("h2", { id: "claim-title", tabindex: -1 }, "The claim could not be loaded");
  fill(() => replace(dialog(), button, title, problemView(error, retry)), false);
}

/** Keeps scroll position and focus, unless it is a different claim. */
function fill(draw: () => void, isNew: boolean): void {
  const hadFocus = dialog().contains(document.activeElement);
  if (!dialog().open) openedIn = document.activeElement?.closest("[id]")?.id ?? null;
  draw();
  byId("content", HTMLElement).classList.toggle("has-claim", true);
  if (!dialog().open) {
    if (WIDE.matches) dialog().show();
    else dialog().showModal();
  }
  if (isNew) dialog().scrollTop = 0;
  if (isNew || hadFocus) byId("claim-title", HTMLElement).focus();
}

/** Returns the focus to where the claim was opened, if that is still visible. */
export function closeClaim(): void {
  if (!dialog().open) return;
  dialog().close();
  byId("content", HTMLElement).classList.remove("has-claim");
  const openers = [openedIn, "picture", "table"].map((id) =>
    document.querySelector<HTMLElement>(`#${id} [data-claim="${opened}"]`),
  );
  const opener = openers.find((element) => element?.checkVisibility({ visibilityProperty: true }));
  (opener ?? byId("claims", HTMLElement)).focus();
  opened = null;
}

/** Escape also closes a panel beside the chart. */
export function onCloseRequested(close: () => void): void {
  dialog().addEventListener("cancel", (event) => {
    event.preventDefault();
    close();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && dialog().open && !event.defaultPrevented) close();
  });
}
