import { type Claim, certaintyBy, statedAt } from "../model/claim.ts";
import { type Pair, successions } from "../model/differences.ts";
import { scaleFor } from "../model/geometry.ts";
import { remarksOn } from "../model/remarks.ts";
import { type Row, rowName, rowsOf } from "../model/rows.ts";
import { spanOfAll } from "../model/times.ts";
import { claimantOf, counted, isOne, isWithoutNumber, peopleOf, SCOPES, wordFor } from "../model/words.ts";
import { drawAxis } from "./axis.ts";
import { h, replace, unseen } from "./dom.ts";
import { classesOf } from "./marks.ts";
import { drawRow } from "./row.ts";

export interface Picture {
  readonly claims: readonly Claim[];
  /** The end of the chosen time; null: whenever. */
  readonly asOf: number | null;
  /** The claim that is open. */
  readonly opened: string | null;
  readonly open: (slug: string) => void;
  readonly pairs: readonly Pair[];
}

/** One row for each claimant, all over the same time and to the same scale. */
export function drawPicture(container: HTMLElement, picture: Picture): void {
  const rows = rowsOf(picture.claims);
  const parts = rows.map((row) => rowParts(row, picture));
  const axes = [h("div", { class: "axis" }), h("div", { class: "axis" })] as const;
  replace(
    container,
    axes[0],
    parts.map(({ section }) => section),
    axes[1],
  );
  const width = parts[0]?.field.clientWidth ?? 0;
  const now = Date.now();
  const scale = scaleFor(picture.claims, spanOfAll(picture.claims) ?? { from: now - 1, until: now }, width);
  for (const axis of axes) replace(axis, drawAxis(scale, width));
  const joined = successions(picture.pairs, picture.claims);
  for (const { field, labels } of parts) {
    field.prepend(...drawRow(labels, joined, { scale, width, asOf: picture.asOf }));
    for (const { claim, label } of labels)
      join(label, field.querySelectorAll(`.claim-${claim.slug}`), claim.slug, picture);
  }
}

/** A label and what is drawn for it are one: both open the claim, and whichever is pointed at lights the other up. */
function join(label: Element, drawn: Iterable<Element>, slug: string, { open, opened }: Picture): void {
  const marks = [...drawn];
  const light = (isOn: boolean) => {
    for (const mark of marks) mark.classList.toggle("is-lit", isOn || opened === slug);
  };
  light(false);
  for (const element of [label, ...marks]) {
    element.addEventListener("pointerenter", () => light(true));
    element.addEventListener("pointerleave", () => light(false));
  }
  label.addEventListener("focusin", () => light(true));
  label.addEventListener("focusout", () => light(false));
  for (const mark of marks) mark.addEventListener("click", () => open(slug));
}

function rowParts(row: Row, picture: Picture) {
  const labels = row.claims.map((claim) => ({ claim, label: labelOf(claim, picture) }));
  const shown = row.claims.filter((claim) => certaintyBy(picture.asOf, claim) !== "LATER").length;
  const field = h(
    "div",
    { class: "field" },
    h(
      "ul",
      {},
      labels.map(({ label }) => label),
    ),
  );
  const section = h(
    "section",
    { class: shown === 0 ? "row is-empty" : "row" },
    h("header", {}, h("h3", {}, row.party ? rowName(row) : "No claimant named"), h("p", {}, about(row, shown))),
    field,
  );
  return { section, field, labels };
}

function about({ party, publisher, claims }: Row, shown: number): string {
  const count = shown === claims.length ? counted(shown, "claim") : `${shown} of ${counted(claims.length, "claim")}`;
  if (party) return `${party.kind.toLowerCase().replaceAll("_", " ")}; ${count}`;
  const reports = counted(new Set(claims.map(({ article }) => article.slug)).size, "report");
  return `${count} in ${reports} ${publisher ? `of ${publisher.name}` : "whose publisher is not stated"}: not one voice`;
}

/** A mark's label is its button: what a claim says of whom, and what a reader must not miss. */
function labelOf(claim: Claim, { asOf, opened, open }: Picture): HTMLElement {
  const remarks = remarksOn(claim, asOf);
  const scope = claim.scope === "CUMULATIVE" ? null : wordFor(SCOPES, claim.scope);
  const of = isWithoutNumber(claim) ? " of " : " ";
  const time = statedAt(claim);
  const button = h(
    "button",
    {
      type: "button",
      class: `label ${classesOf(claim, remarks)}`,
      "data-claim": claim.slug,
      "aria-haspopup": "dialog",
      "aria-expanded": String(opened === claim.slug),
      onclick: () => open(claim.slug),
    },
    h("span", {}, h("b", {}, claim.count.label), of + peopleOf(claim, isOne(claim))),
    // On a phone it has no room beside the mark, but is said all the same.
    scope && h("small", { class: "scope", "aria-hidden": "true" }, scope),
    remarks.length > 0 && h("small", {}, remarks.map(({ text }) => text).join("; ")),
    unseen(
      `. ${[claimantOf(claim), time ? `stated ${time.label}` : "time not known", scope].filter(Boolean).join(", ")}`,
    ),
  );
  const isLater = certaintyBy(asOf, claim) === "LATER";
  return h("li", { class: isLater ? "place is-later" : "place" }, button);
}
