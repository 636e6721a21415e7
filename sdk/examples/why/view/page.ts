import type { TollFields } from "@conflict-graph/sdk";
import { byId, h, replace } from "../../shared/dom.ts";
import { counted, HARMS, labelFor } from "../../shared/labels.ts";
import { problemView } from "../../shared/problem.ts";
import type { Claim } from "../model/claim.ts";
import { type Pair, relationCounts, relationSentence } from "../model/differences.ts";
import { headlineFigures, headlineText } from "../model/headline.ts";
import { rowsOf } from "../model/rows.ts";
import type { Choice, Question } from "../service.ts";
import { type Actions, actionsView } from "./actions.ts";
import { drawParts } from "./breakdown.ts";
import { drawTable } from "./claimTable.ts";
import { drawViews } from "./controls.ts";
import { headlineView, relationsView } from "./differences.ts";
import { legend } from "./legend.ts";
import { drawPicture, type Picture } from "./picture.ts";
import { tollView } from "./toll.ts";

// Fills the parts of index.html.

const part = (id: string): HTMLElement => byId(id, HTMLElement);

export interface Asked extends Question {
  readonly choice: Choice;
  readonly claims: readonly Claim[];
  /** Null until the claims are compared. */
  readonly pairs: readonly Pair[] | null;
}

export function showQuestion({ claims, choice, harm, pairs }: Asked, open: (slug: string) => void): void {
  const headlines = headlineFigures(claims, choice.slug);
  const asked = headlineText(headlines);
  document.title = `${asked} – conflict-graph`;
  replace(part("question"), asked);
  const rows = rowsOf(claims);
  const named = rows.filter(({ party }) => party !== null).length;
  const by = [named > 0 && counted(named, "claimant"), named < rows.length && "reports that name none"].filter(Boolean);
  const sentence = `${counted(claims.length, "claim")} about people ${labelFor(HARMS, harm)} in “${choice.title}”, from ${by.join(" and from ")}.`;
  const all = new Set(claims.map(({ slug }) => slug));
  replace(part("lead"), `${sentence} ${pairs ? relationSentence(relationCounts(pairs, all)) : ""}`);
  const short = headlineView(headlines, pairs ?? [], open);
  part("short").hidden = short.length === 0;
  replace(part("short-body"), short);
}

export function showClaims(
  view: "picture" | "table",
  picture: Picture,
  choose: (view: "picture" | "table") => void,
): void {
  drawViews(view, choose);
  // Redrawing must not take the focus away from keyboard users.
  const focused = document.activeElement?.closest<HTMLElement>("#picture [data-claim], #table [data-claim]")?.dataset
    .claim;
  for (const id of ["picture", "legend", "table"]) {
    part(id).hidden = (id === "table") !== (view === "table");
    replace(part(id));
  }
  if (view === "table") drawTable(part("table"), picture);
  else {
    replace(part("legend"), legend());
    drawPicture(part("picture"), picture);
  }
  if (focused) part(view).querySelector<HTMLElement>(`[data-claim="${focused}"]`)?.focus();
}

export const showRelations = (pairs: readonly Pair[] | null, shown: ReadonlySet<string>): void =>
  replace(part("relations"), pairs ? relationsView(pairs, shown) : h("p", { class: "quiet" }, "Comparing the claims…"));

export const showRelationsFailure = (error: unknown, retry: () => void): void =>
  replace(part("relations"), h("div", { class: "notice", role: "alert" }, problemView(error, retry)));

const tollIsBusy = (isBusy: boolean): void => {
  for (const id of ["toll", "parts"]) part(id).setAttribute("aria-busy", String(isBusy));
};

export const showTollLoading = (): void => tollIsBusy(true);

export function showToll(toll: TollFields, actions: Actions, open: (slug: string) => void): void {
  tollIsBusy(false);
  replace(part("toll"), tollView(toll));
  replace(part("actions"), actionsView(actions));
  drawParts(part("parts"), toll.breakdown, open);
}

export function showTollFailure(error: unknown, retry: () => void): void {
  tollIsBusy(false);
  replace(part("toll"), h("div", { class: "notice", role: "alert" }, problemView(error, retry)));
  replace(part("actions"));
  drawParts(part("parts"), null, () => {});
}

/** Redraws the chart when its width changes. */
export function onWidth(draw: () => void): void {
  let width = part("picture").clientWidth;
  new ResizeObserver(() => {
    if (part("picture").clientWidth === width || part("picture").hidden) return;
    width = part("picture").clientWidth;
    draw();
  }).observe(part("content"));
}
