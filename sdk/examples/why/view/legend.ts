import { h, svg } from "../../shared/dom.ts";

/** The explanation of the chart and its signs. */
export function legend(): HTMLElement {
  return h(
    "ul",
    { class: "legend", "aria-label": "How to read the chart" },
    item(glyph("unspecified", svg("circle", { cx: 12, cy: 12, r: 5 })), "people (not specified)"),
    item(glyph("military", svg("rect", { x: 7.5, y: 7.5, width: 9, height: 9 })), "soldiers"),
    item(glyph("civilian", svg("path", { d: "M12 5 17 12 12 19 7 12Z" })), "civilians"),
    item(
      glyph("", svg("path", { class: "line", d: "M1 12H39M1 8V16M39 8V16" }), 40),
      "stated at some time in this range",
    ),
    item(glyph("", svg("path", { class: "line", d: "M12 22V4M8 9 12 4 16 9" })), "open end (“at least”)"),
    item(
      glyph("", [svg("circle", { cx: 12, cy: 12, r: 5 }), svg("path", { class: "line", d: "M5 19 19 5" })]),
      "denied, at least in part",
    ),
  );
}

const item = (sign: SVGElement, text: string): HTMLElement => h("li", {}, sign, h("span", {}, text));

const glyph = (kind: string, content: SVGElement | readonly SVGElement[], width = 24): SVGElement =>
  svg("svg", { class: `glyph ${kind}`, width, height: 24, viewBox: `0 0 ${width} 24`, "aria-hidden": "true" }, content);
