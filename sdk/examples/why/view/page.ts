import type { TollFields } from "@conflict-graph/sdk";
import type { Claim } from "../model/claim.ts";
import { inOneSentence, type Pair, relationCounts } from "../model/differences.ts";
import { headlinesOf, question } from "../model/headline.ts";
import { rowsOf } from "../model/rows.ts";
import { counted, HARMS, wordFor } from "../model/words.ts";
import type { Choice, Question } from "../service.ts";
import { type Actions, actionsView } from "./actions.ts";
import { drawTable } from "./claimTable.ts";
import { drawViews } from "./controls.ts";
import { relationsView, shortView } from "./differences.ts";
import { byId, h, replace } from "./dom.ts";
import { legend } from "./legend.ts";
import { drawParts } from "./parts.ts";
import { drawPicture, type Picture } from "./picture.ts";
import { problemView } from "./problem.ts";
import { tollView } from "./toll.ts";

// The parts of index.html, and what stands in them.

const part = (id: string): HTMLElement => byId(id, HTMLElement);

export interface Asked extends Question {
  readonly choice: Choice;
  readonly claims: readonly Claim[];
  /** Null until they are compared. */
  readonly pairs: readonly Pair[] | null;
}

/** The heading asks what the claims themselves make one ask. */
export function showQuestion({ claims, choice, harm, pairs }: Asked, open: (slug: string) => void): void {
  const headlines = headlinesOf(claims, choice.slug);
  const asked = question(headlines);
  document.title = `${asked} – conflict-graph`;
  replace(part("question"), asked);
  const rows = rowsOf(claims);
  const named = rows.filter(({ party }) => party !== null).length;
  const by = [named > 0 && counted(named, "claimant"), named < rows.length && "reports that name none"].filter(Boolean);
  const sentence = `${counted(claims.length, "claim")} about people ${wordFor(HARMS, harm)} in “${choice.title}”, by ${by.join(" and by ")}.`;
  const all = new Set(claims.map(({ slug }) => slug));
  replace(part("lead"), `${sentence} ${pairs ? inOneSentence(relationCounts(pairs, all)) : ""}`);
  const short = shortView(headlines, pairs ?? [], open);
  part("short").hidden = short.length === 0;
  replace(part("short-body"), short);
}

export function showClaims(
  view: "picture" | "table",
  picture: Picture,
  choose: (view: "picture" | "table") => void,
): void {
  drawViews(view, choose);
  // Drawing anew would take the focus away from whoever moves by the keyboard.
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
  replace(part("relations"), pairs ? relationsView(pairs, shown) : h("p", { class: "quiet" }, "Comparing …"));

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

/** The picture is drawn to its width. */
export function onWidth(draw: () => void): void {
  let width = part("picture").clientWidth;
  new ResizeObserver(() => {
    if (part("picture").clientWidth === width || part("picture").hidden) return;
    width = part("picture").clientWidth;
    draw();
  }).observe(part("content"));
}
