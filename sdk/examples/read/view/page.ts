import { byId, type Child, h, replace } from "../../shared/dom.ts";
import { foundWords } from "../model/claimWords.ts";
import type { Extraction } from "../model/extraction.ts";

// The parts of the page around the result.

const part = (id: string): HTMLElement => byId(id, HTMLElement);

export function showReading(): void {
  replace(part("message"));
  replace(part("status"), "Finding the claims…");
  part("result").setAttribute("aria-busy", "true");
}

export function showProblem(message: readonly Child[]): void {
  replace(part("status"));
  part("result").hidden = true;
  replace(part("message"), h("div", { class: "notice" }, message));
  part("message").scrollIntoView({ block: "nearest" });
}

/** Shows the result and moves there, so that it is not missed below the text. */
export function showResult({ claims, otherNumbers }: Extraction, result: readonly Child[]): void {
  replace(part("message"));
  replace(part("status"), h("span", { class: "unseen" }, `${foundWords(claims.length, otherNumbers.length)}.`));
  const container = part("result");
  container.removeAttribute("aria-busy");
  container.hidden = false;
  replace(container, ...result);
  part("found").focus({ preventScroll: true });
  part("found").scrollIntoView({ block: "start" });
}
