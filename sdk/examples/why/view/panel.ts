import { claimView, type Opened } from "./claim.ts";
import { byId, h, replace } from "./dom.ts";
import { problemView } from "./problem.ts";

/** Beside the picture where there is room for both; else over all of it. Wide as in style.css. */
const WIDE = matchMedia("(min-width: 70rem)");

const dialog = () => byId("claim", HTMLDialogElement);
let openedBy: string | null = null;

export function showClaim(opened: Opened): void {
  const isNew = openedBy !== opened.claim.slug;
  openedBy = opened.claim.slug;
  fill(() => replace(dialog(), claimView(opened)), isNew);
}

export function showClaimProblem(error: unknown, retry: () => void, close: () => void): void {
  const button = h("button", { type: "button", class: "close", onclick: close }, "Close");
  const title = h("h2", { id: "claim-title", tabindex: -1 }, "The claim could not be loaded");
  fill(() => replace(dialog(), button, title, problemView(error, retry)), false);
}

/** Keeps the reader where they are, unless the claim is another one. */
function fill(draw: () => void, isNew: boolean): void {
  const hadFocus = dialog().contains(document.activeElement);
  draw();
  byId("content", HTMLElement).classList.toggle("has-claim", true);
  if (!dialog().open) {
    if (WIDE.matches) dialog().show();
    else dialog().showModal();
  }
  if (isNew) dialog().scrollTop = 0;
  if (isNew || hadFocus) byId("claim-title", HTMLElement).focus();
}

/** Leads back to where it was opened, as far as that is still there. */
export function closeClaim(): void {
  if (!dialog().open) return;
  dialog().close();
  byId("content", HTMLElement).classList.remove("has-claim");
  const openers = [...document.querySelectorAll<HTMLElement>(`main [data-claim="${openedBy}"]`)];
  const opener = openers.find((element) => element.checkVisibility({ visibilityProperty: true }));
  (opener ?? byId("claims", HTMLElement)).focus();
  openedBy = null;
}

/** Escape closes it, whether it stands beside the picture or over it. */
export function onCloseAsked(close: () => void): void {
  dialog().addEventListener("cancel", (event) => {
    event.preventDefault();
    close();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && dialog().open && !event.defaultPrevented) close();
  });
}
