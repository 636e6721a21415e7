import type { EvidenceFields } from "@conflict-graph/sdk";
import { type Child, h, replace } from "../../shared/dom.ts";
import { labelFor, SCOPES } from "../../shared/labels.ts";
import { caveatsOf } from "../model/caveats.ts";
import { type Claim, certaintyBy, statedAt } from "../model/claim.ts";
import { claimantOf, figureAndPeople } from "../model/labels.ts";
import { rowName, rowsOf } from "../model/rows.ts";
import type { Picture } from "./picture.ts";

const COLUMNS = ["Claimant", "Figure and people counted", "Stated", "Notes", "Source text"];

/** The content of the chart as a table, for reading and for screen readers. */
export function drawTable(container: HTMLElement, picture: Picture): void {
  const bodies = rowsOf(picture.claims).map((row) => {
    const claims = row.claims.filter((claim) => certaintyBy(picture.asOf, claim) !== "LATER");
    const of = row.publisher ? `, in reports by ${rowName(row)}` : "";
    const heading = row.party ? rowName(row) : `No claimant named${of}`;
    const group = h("th", { scope: "rowgroup", rowspan: claims.length }, heading);
    return h(
      "tbody",
      {},
      claims.map((claim, at) => tableRow(claim, at === 0 && group, picture)),
    );
  });
  const head = h(
    "thead",
    {},
    h(
      "tr",
      {},
      COLUMNS.map((name) => h("th", { scope: "col" }, name)),
    ),
  );
  const table = h("table", {}, h("caption", {}, "All claims in the chart, by claimant"), head, bodies);
  const scroll = { class: "scroll", tabindex: 0, role: "region", "aria-label": "Claims as a table" };
  replace(container, h("div", scroll, table));
}

function tableRow(claim: Claim, group: Child, { asOf, opened, open }: Picture): HTMLElement {
  const button = h(
    "button",
    {
      type: "button",
      class: "link",
      "data-claim": claim.slug,
      "aria-haspopup": "dialog",
      "aria-expanded": String(opened === claim.slug),
      onclick: () => open(claim.slug),
    },
    figureAndPeople(claim),
  );
  const via = claim.via && `via ${claim.via.actor?.name ?? "an unnamed source"}`;
  const said = [claimantOf(claim), via].filter(Boolean).join(", ");
  const known = [labelFor(SCOPES, claim.scope), ...caveatsOf(claim, asOf).map(({ text }) => text)];
  return h(
    "tr",
    {},
    group,
    h("td", {}, button, h("small", {}, said)),
    h("td", {}, statedAt(claim)?.label ?? "time not known"),
    h("td", {}, known.join("; ")),
    h("td", {}, claim.evidence[0] ? wordsOf(claim.evidence[0]) : "–"),
  );
}

/** The words of evidence, in quotation marks only if they are the publisher's own. */
function wordsOf({ quote, wording, article }: EvidenceFields): Child {
  if (quote === null) return "The licence does not allow showing the text.";
  if (wording === "VERBATIM") return [`“${quote}”`, h("small", {}, article.title)];
  return [quote, h("small", {}, "restated: not the publisher's words")];
}
