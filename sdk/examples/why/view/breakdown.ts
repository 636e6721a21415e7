import type { TollFields } from "@conflict-graph/sdk";
import { type Child, h, replace, svg, unseen } from "../../shared/dom.ts";
import { counted } from "../../shared/labels.ts";
import { originLabel, type Part, partsOf } from "../model/breakdown.ts";

type Breakdown = NonNullable<TollFields["breakdown"]>;

/** The parts of one claim as a table with bars. A part without a claim is as visible as a figure. */
export function drawParts(container: HTMLElement, breakdown: Breakdown | null, open: (slug: string) => void): void {
  container.hidden = breakdown === null;
  if (breakdown === null) {
    replace(container);
    return;
  }
  const parts = partsOf(breakdown);
  const whole = breakdown.whole;
  const largest = Math.max(
    1,
    whole?.count.upper ?? whole?.count.lower ?? 0,
    ...parts.map(({ high, low }) => high ?? low ?? 0),
  );
  const head = ["People counted", "Figure", "Origin", "In the sum"].map((name) => h("th", { scope: "col" }, name));
  replace(
    container,
    h("h2", {}, whole ? `What makes up “${whole.count.label}”` : "Breakdown"),
    h("p", {}, breakdown.label),
    breakdown.contradictions.map(({ explanation }) => h("p", { class: "notice" }, explanation)),
    stack(parts, whole),
    h(
      "div",
      { class: "scroll", tabindex: 0, role: "region", "aria-label": "The parts as a table" },
      h(
        "table",
        { class: "parts" },
        h(
          "caption",
          {},
          "Figures that may count the same people twice are not added. Even if the parts sum to the total, the list may be incomplete.",
        ),
        h("thead", {}, h("tr", {}, head)),
        h(
          "tbody",
          {},
          parts.map((part) => partRow(part, largest, open)),
        ),
      ),
    ),
  );
}

/** The whole, and below it the parts of the sum on the same scale. */
function stack(parts: readonly Part[], whole: Breakdown["whole"]): Child {
  const summed = parts.filter(({ isSummed }) => isSummed);
  const total = whole?.count.lower ?? whole?.count.upper ?? 0;
  const sum = summed.reduce((all, { low, high }) => all + (low ?? high ?? 0), 0);
  if (summed.length < 2 || total === 0) return null;
  const share = (figure: number) => (figure / Math.max(total, sum)) * 100;
  const block = (figure: number, text: string, kind: string) => {
    const element = h("div", { class: `block ${kind}` }, h("span", {}, text));
    element.style.width = `${share(figure)}%`;
    return element;
  };
  const blocks = summed.map(({ low, high, figure, victims }) => block(low ?? high ?? 0, figure, victims.toLowerCase()));
  const gaps = parts.filter(({ kind }) => kind === "NO_CLAIM").length;
  return h(
    "div",
    { class: "stack", "aria-hidden": "true" },
    h("div", {}, block(total, whole?.count.label ?? "", "unspecified")),
    h("div", {}, blocks),
    gaps > 0 && h("p", { class: "gaps" }, `and no claim about ${counted(gaps, "group")} of people`),
  );
}

function partRow(part: Part, largest: number, open: (slug: string) => void): HTMLElement {
  const { people, figure, kind, isSummed, reports } = part;
  const isGap = kind === "NO_CLAIM";
  const links = reports.map(({ slug, attributedTo }) =>
    h(
      "button",
      { type: "button", class: "link", "data-claim": slug, onclick: () => open(slug) },
      attributedTo?.actor?.name ?? "no claimant named",
    ),
  );
  return h(
    "tr",
    { class: isGap ? "gap" : isSummed ? "summed" : "beside" },
    h("th", { scope: "row" }, people),
    h("td", { class: "figure" }, h("b", {}, figure), bar(part, largest)),
    h("td", {}, originLabel(kind), links.length > 0 && ": ", joined(links)),
    h("td", {}, isGap ? unseen("no") : isSummed ? "yes" : "no"),
  );
}

const joined = (links: readonly HTMLElement[]): Child[] =>
  links.flatMap((link, at) => (at === 0 ? [link] : [", ", link]));

const WIDTH = 160;

/** A bar as long as the figure, with an arrow for an open end. Without a claim, an empty frame with a dashed line. */
function bar({ kind, low, high, isOpenAbove }: Part, largest: number): SVGElement {
  const length = ((high ?? low ?? 0) / largest) * (WIDTH - 20);
  const shape =
    kind === "NO_CLAIM"
      ? svg("rect", { class: "nobody", x: 1, y: 2, width: WIDTH - 22, height: 10 })
      : [
          svg("rect", { class: "some", x: 0, y: 2, width: Math.max(2, length), height: 10 }),
          isOpenAbove && svg("path", { class: "line", d: `M${length + 2} 7h14m-5-4 5 4-5 4` }),
        ];
  return svg("svg", { width: WIDTH, height: 14, viewBox: `0 0 ${WIDTH} 14`, "aria-hidden": "true" }, shape);
}
