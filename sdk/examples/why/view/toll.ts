import type { TollFields } from "@conflict-graph/sdk";
import { type Child, h } from "../../shared/dom.ts";
import { counted, labelFor } from "../../shared/labels.ts";
import { reasonsOf } from "../model/breakdown.ts";
import { LEFT_OUT, peopleOf } from "../model/labels.ts";

/** The toll with each party's latest figure, never only a number. */
export function tollView(toll: TollFields): Child[] {
  return [
    h("p", { class: "toll" }, capitalized(toll.label)),
    toll.warning !== null && h("p", { class: "notice", role: "note" }, toll.warning),
    toll.positions.length > 0 && [
      h("h3", {}, "Each party's latest figure"),
      h("ul", { class: "plain" }, toll.positions.map(position)),
    ],
    toll.narrower.length > 0 && [
      h("h3", {}, "Figures for some of the people"),
      h(
        "ul",
        { class: "plain" },
        toll.narrower.map((one) => h("li", {}, h("b", {}, `${peopleOf(one.subject)}: `), one.label)),
      ),
      h("p", { class: "quiet" }, "These groups overlap. Do not add the figures."),
    ],
    leftOut(toll),
  ];
}

function position({
  party,
  publisher,
  label,
  superseded,
  isDenied,
  latest,
}: TollFields["positions"][number]): HTMLElement {
  const who = party?.name ?? `No claimant named${publisher ? `, in reports by ${publisher.name}` : ""}`;
  const more = [
    latest.explanation,
    superseded.length > 0 && `Replaces ${superseded.map(({ count }) => count.label).join(", ")}.`,
    isDenied && "Denied, at least in part.",
  ];
  return h("li", {}, h("b", {}, `${who}: `), label, h("small", {}, more.filter(Boolean).join(" ")));
}

function leftOut({ leftOut, leftOutCount, usedCount }: TollFields): Child {
  if (leftOutCount === 0) return null;
  const reasons = reasonsOf(leftOut).map(({ reason, count }) => h("li", {}, `${count}: ${labelFor(LEFT_OUT, reason)}`));
  return h(
    "details",
    {},
    h("summary", {}, `${counted(usedCount, "claim")} used, ${leftOutCount} left out`),
    h("ul", {}, reasons),
    h("p", { class: "quiet" }, "Open a claim to see why."),
  );
}

const capitalized = (label: string): string => `${label.charAt(0).toUpperCase()}${label.slice(1)}.`;
