import { h, replace, unseen } from "../../shared/dom.ts";
import { counted, labelFor, SCOPES } from "../../shared/labels.ts";
import { caveatsOf } from "../model/caveats.ts";
import { type Claim, certaintyBy, statedAt } from "../model/claim.ts";
import { type Pair, successions } from "../model/differences.ts";
import { claimantOf, figureAndPeople, isSingular, isWithoutNumber, peopleOf } from "../model/labels.ts";
import { isCrowded, type Row, rowName, rowsOf } from "../model/rows.ts";
import { scaleFor } from "../model/scale.ts";
import { spanOfAll } from "../model/times.ts";
import { drawAxis } from "./axis.ts";
import { classesOf } from "./marks.ts";
import { drawRow } from "./row.ts";

export interface Picture {
  readonly claims: readonly Claim[];
  /** The end of the chosen time in UTC milliseconds; null for all times. */
  readonly asOf: number | null;
  /** The slug of the open claim. */
  readonly opened: string | null;
  readonly open: (slug: string) => void;
  readonly pairs: readonly Pair[];
}

/** The chart: one row per claimant, all with the same axis and scale. */
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
  const scale = scaleFor(picture.claims, spanOfAll(picture.claims), width);
  for (const axis of axes) replace(axis, drawAxis(scale, width));
  const joined = successions(picture.pairs, picture.claims);
  for (const { field, labels } of parts) {
    field.prepend(...drawRow(labels, joined, { scale, width, asOf: picture.asOf }));
    for (const { claim, label } of labels)
      join(label, field.querySelectorAll(`.claim-${claim.slug}`), claim.slug, picture);
  }
}

/** A label and its marks act together: each opens the claim, and pointing at one highlights the other. */
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
  const isBare = isCrowded(row.claims);
  const labels = row.claims.map((claim) => ({ claim, label: labelOf(claim, picture, isBare) }));
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
    h(
      "header",
      {},
      h("h3", {}, row.party ? rowName(row) : "No claimant named"),
      h("p", {}, about(row, shown), isBare && CROWDED),
    ),
    field,
  );
  return { section, field, labels };
}

const CROWDED = "; too many to label. Point at a mark or use the table";

function about({ party, publisher, claims }: Row, shown: number): string {
  const count = shown === claims.length ? counted(shown, "claim") : `${shown} of ${counted(claims.length, "claim")}`;
  if (party) return `${party.kind.toLowerCase().replaceAll("_", " ")}; ${count}`;
  const reports = counted(new Set(claims.map(({ article }) => article.slug)).size, "report");
  return `${count} in ${reports} ${publisher ? `by ${publisher.name}` : "without a stated publisher"}, not a single claimant`;
}

/** The label is a button with the figure, the people counted and the caveats. */
function labelOf(claim: Claim, { asOf, opened, open }: Picture, isBare: boolean): HTMLElement {
  const caveats = caveatsOf(claim, asOf);
  const scope = claim.scope === "CUMULATIVE" ? null : labelFor(SCOPES, claim.scope);
  const of = isWithoutNumber(claim) ? " of " : " ";
  const time = statedAt(claim);
  const button = h(
    "button",
    {
      type: "button",
      class: `label ${classesOf(claim, caveats)}`,
      "data-claim": claim.slug,
      "aria-haspopup": "dialog",
      "aria-expanded": String(opened === claim.slug),
      onclick: () => open(claim.slug),
    },
    h("span", {}, h("b", {}, claim.count.label), of + peopleOf(claim, isSingular(claim))),
    // Hidden on phones; screen readers get it below.
    scope && h("small", { class: "scope", "aria-hidden": "true" }, scope),
    caveats.length > 0 && h("small", {}, caveats.map(({ text }) => text).join("; ")),
    unseen(
      `. ${[claimantOf(claim), time ? `stated ${time.label}` : "time not known", scope].filter(Boolean).join(", ")}`,
    ),
  );
  const isLater = certaintyBy(asOf, claim) === "LATER";
  const kind = ["place", isLater && "is-later", isBare && "is-bare"].filter(Boolean).join(" ");
  return h("li", { class: kind, title: isBare && figureAndPeople(claim) }, button);
}
