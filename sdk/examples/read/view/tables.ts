import { type Child, h } from "../../shared/dom.ts";
import {
  capitalised,
  claimantWords,
  figureWords,
  peopleWords,
  scopeWords,
  statusWords,
  wholeOf,
} from "../model/claimWords.ts";
import { contextOf } from "../model/context.ts";
import type { Claim, OtherNumber } from "../model/extraction.ts";

/** All claims, for screen readers, phones and printing. */
export function claimTable(claims: readonly Claim[], show: (claim: number) => void): HTMLElement {
  const rows = claims.map((claim, at) => {
    const whole = wholeOf(claim, claims);
    const notes = [scopeWords(claim), statusWords(claim), whole !== null && `part of claim ${whole + 1}`];
    const name = `Show claim ${at + 1} in the text`;
    return [
      h(
        "button",
        { type: "button", class: "link", "aria-label": name, title: name, onclick: () => show(at) },
        `${at + 1}`,
      ),
      `“${claim.quote}”`,
      [figureWords(claim), h("small", {}, capitalised(notes.filter(Boolean).join("; ")))],
      peopleWords(claim),
      claim.claimant ?? h("i", {}, claimantWords(claim)),
      claim.conduit ?? "–",
    ];
  });
  return table("claims", ["No.", "Words", "Figure", "Of whom", "Said by", "Through"], rows);
}

/** The numbers that are in no claim, with the words around them. */
export function numberTable(text: string, otherNumbers: readonly OtherNumber[]): HTMLElement {
  const rows = otherNumbers.map(({ start, end, reason }) => {
    const { before, after } = contextOf(text, start, end);
    return [[before, h("b", {}, text.slice(start, end)), after], reason];
  });
  return table("numbers", ["In the text", "Why it is not a claim"], rows);
}

/** The roles are stated because a phone shows the rows as blocks, and browsers then no longer see a table. */
function table(name: string, columns: readonly string[], rows: readonly (readonly Child[])[]): HTMLElement {
  const head = h(
    "tr",
    { role: "row" },
    columns.map((column) => h("th", { scope: "col", role: "columnheader" }, column)),
  );
  const body = rows.map((cells) =>
    h(
      "tr",
      { role: "row" },
      cells.map((cell, at) => h("td", { role: "cell", "data-column": columns[at] }, cell)),
    ),
  );
  return h(
    "table",
    { class: name, role: "table" },
    h("thead", { role: "rowgroup" }, head),
    h("tbody", { role: "rowgroup" }, body),
  );
}
