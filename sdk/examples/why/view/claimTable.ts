import type { EvidenceFields } from "@conflict-graph/sdk";
import { type Claim, certaintyBy, statedAt } from "../model/claim.ts";
import { remarksOn } from "../model/remarks.ts";
import { rowName, rowsOf } from "../model/rows.ts";
import { claimantOf, figureAndPeople, SCOPES, wordFor } from "../model/words.ts";
import { type Child, h, replace } from "./dom.ts";
import type { Picture } from "./picture.ts";

const COLUMNS = ["Claimant", "Figure, and of whom", "Stated", "To be known", "At these words"];

/** The same as the picture, row by row, to be read or heard. */
export function drawTable(container: HTMLElement, picture: Picture): void {
  const bodies = rowsOf(picture.claims).map((row) => {
    const claims = row.claims.filter((claim) => certaintyBy(picture.asOf, claim) !== "LATER");
    const of = row.publisher ? `, in reports of ${rowName(row)}` : "";
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
  const table = h("table", {}, h("caption", {}, "Every claim of the picture, by claimant"), head, bodies);
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
  const via = claim.via && `through ${claim.via.actor?.name ?? "a conduit not named"}`;
  const said = [claimantOf(claim), via].filter(Boolean).join(", ");
  const known = [wordFor(SCOPES, claim.scope), ...remarksOn(claim, asOf).map(({ text }) => text)];
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

/** In quotation marks only where they are the publisher's own. */
function wordsOf({ quote, wording, article }: EvidenceFields): Child {
  if (quote === null) return "Its licence does not let them be shown.";
  if (wording === "VERBATIM") return [`“${quote}”`, h("small", {}, article.title)];
  return [quote, h("small", {}, "restated: not the publisher's words")];
}
