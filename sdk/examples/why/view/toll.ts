import type { TollFields } from "@conflict-graph/sdk";
import { reasonsOf } from "../model/parts.ts";
import { counted, LEFT_OUT, peopleOf, wordFor } from "../model/words.ts";
import { type Child, h } from "./dom.ts";

/** What the claims amount to: in words that cannot be misread, with who holds what. Never a single number by itself. */
export function tollView(toll: TollFields): Child[] {
  return [
    h("p", { class: "toll" }, sentence(toll.label)),
    toll.positions.length > 0 && [
      h("h3", {}, "Who holds what"),
      h("ul", { class: "plain" }, toll.positions.map(position)),
    ],
    toll.narrower.length > 0 && [
      h("h3", {}, "Of some of the people"),
      h(
        "ul",
        { class: "plain" },
        toll.narrower.map((one) => h("li", {}, h("b", {}, `${peopleOf(one.subject)}: `), one.label)),
      ),
      h("p", { class: "quiet" }, "These overlap: they are not to be added up."),
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
  const who = party?.name ?? `No claimant named${publisher ? `, in reports of ${publisher.name}` : ""}`;
  const more = [
    latest.explanation,
    superseded.length > 0 && `Took the place of ${superseded.map(({ count }) => count.label).join(", ")}.`,
    isDenied && "Somebody denies something in it.",
  ];
  return h("li", {}, h("b", {}, `${who}: `), label, h("small", {}, more.filter(Boolean).join(" ")));
}

function leftOut({ leftOut, leftOutCount, usedCount }: TollFields): Child {
  if (leftOutCount === 0) return null;
  const reasons = reasonsOf(leftOut).map(({ reason, count }) => h("li", {}, `${count}: ${wordFor(LEFT_OUT, reason)}`));
  return h(
    "details",
    {},
    h(
      "summary",
      {},
      `${counted(usedCount, "claim has", "claims have")} a say; ${leftOutCount} ${leftOutCount === 1 ? "is" : "are"} left out`,
    ),
    h("ul", {}, reasons),
    h("p", { class: "quiet" }, "Open a claim to read why."),
  );
}

const sentence = (label: string): string => `${label.charAt(0).toUpperCase()}${label.slice(1)}.`;
