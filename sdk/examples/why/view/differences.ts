import { type Child, h, svg } from "../../shared/dom.ts";
import { counted, labelFor, SCOPES } from "../../shared/labels.ts";
import type { Claim } from "../model/claim.ts";
import { type Pair, type RelationCount, relationCounts } from "../model/differences.ts";
import { type HeadlineFigure, headlinePairs } from "../model/headline.ts";
import { claimantOf, figureAndPeople, RELATIONS } from "../model/labels.ts";

/** The figures in the heading, with the people counted and the claimant, and why they differ. */
export function headlineView(
  headlines: readonly HeadlineFigure[],
  pairs: readonly Pair[],
  open: (slug: string) => void,
): Child[] {
  if (headlines.length < 2) return [];
  const cards = headlines.map(({ claims }) => card(claims, open));
  const figureOf = new Map(
    headlines.flatMap(({ figure, claims }) => claims.map(({ slug }) => [slug, figure] as const)),
  );
  const reasons = headlinePairs(headlines, pairs).map(({ a, b, relation, reason }) => {
    const figures = [a, b].map(({ slug }) => figureOf.get(slug) ?? 0).sort((x, y) => x - y);
    return h(
      "li",
      {},
      h(
        "b",
        {},
        `${figures.map((figure) => figure.toLocaleString("en-GB")).join(" and ")}: ${lower(labelFor(RELATIONS, relation))}. `,
      ),
      h("small", {}, reason),
    );
  });
  return [h("ul", { class: "cards" }, cards), h("ul", { class: "plain" }, reasons)];
}

const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

function card([first, ...others]: readonly Claim[], open: (slug: string) => void): Child {
  if (!first) return null;
  const more = others.length === 0 ? "" : `; and ${counted(others.length, "other claim")} with this figure`;
  const claimant = first.attributedTo?.actor?.name;
  return h(
    "li",
    {},
    h(
      "button",
      {
        type: "button",
        class: "card",
        "data-claim": first.slug,
        "aria-haspopup": "dialog",
        onclick: () => open(first.slug),
      },
      h("b", {}, figureAndPeople(first)),
      h(
        "small",
        {},
        `${claimant ? `according to ${claimantOf(first)}` : "no claimant named"}${more}; ${labelFor(SCOPES, first.scope)}`,
      ),
    ),
  );
}

/** The number of pairs by relation. */
export function relationsView(pairs: readonly Pair[], shown: ReadonlySet<string>): Child[] {
  const counts = relationCounts(pairs, shown);
  const total = counts.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return [h("p", {}, "There are not enough claims to compare.")];
  const most = Math.max(...counts.map(({ count }) => count));
  const [contradictions] = counts;
  return [
    h(
      "p",
      {},
      `${counted(total, "pair")} of claims. ${contradicting(contradictions)} Each pair is counted by its first difference:`,
    ),
    h(
      "table",
      { class: "relations" },
      h(
        "tbody",
        {},
        counts.map((one) => relationRow(one, most)),
      ),
    ),
  ];
}

const contradicting = (found: RelationCount | undefined): string =>
  !found || found.count === 0
    ? "No pair is a contradiction."
    : `${counted(found.count, "pair is a contradiction", "pairs are contradictions")}.`;

function relationRow({ relation, count }: RelationCount, most: number): HTMLElement {
  const width = (count / most) * 80;
  const bar = svg(
    "svg",
    { width: 80, height: 10, viewBox: "0 0 80 10", "aria-hidden": "true" },
    svg("rect", { class: "some", width, height: 10 }),
  );
  return h(
    "tr",
    {},
    h("th", { scope: "row" }, labelFor(RELATIONS, relation)),
    h("td", { class: "number" }, count === 0 ? "none" : String(count)),
    h("td", {}, bar),
  );
}
