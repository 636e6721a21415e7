import * as Plot from "@observablehq/plot";
import { h } from "../../shared/dom.ts";
import { type Scale, xOf } from "../model/scale.ts";
import { daysOf, MAX_DAYS } from "../model/times.ts";

/** A label over the whole width of each day, because most times are only known to the day; for long times, an axis. */
export function drawAxis(scale: Scale, width: number): Element[] {
  const { span, left, right, undated } = scale;
  const days = daysOf(span, MAX_DAYS);
  const isKnown = right - left > 1;
  const labels = !isKnown ? [] : days ? dayLabels(days, scale) : [axis(scale, width)];
  return undated ? [...labels, across("time not known", undated.left, undated.right)] : labels;
}

function dayLabels(days: readonly { from: number; until: number }[], scale: Scale): Element[] {
  const room = (scale.right - scale.left) / days.length;
  const format = new Intl.DateTimeFormat("en-GB", {
    ...(room > 190 && { weekday: "long", year: "numeric" }),
    day: "numeric",
    ...(room > 40 && { month: room > 110 ? "long" : "short" }),
    timeZone: "UTC",
  });
  return days.map(({ from, until }) => across(format.format(from), xOf(scale, from), xOf(scale, until)));
}

function across(text: string, from: number, until: number): HTMLElement {
  const label = h("span", {}, text);
  label.style.left = `${from}px`;
  label.style.width = `${until - from}px`;
  return label;
}

function axis({ span, left, right }: Scale, width: number): Element {
  const figure = Plot.plot({
    width,
    height: 32,
    marginLeft: left,
    marginRight: width - right,
    className: "plot",
    x: { type: "utc", domain: [span.from, span.until], range: [left, right] },
    marks: [Plot.axisX({ className: "tick", label: null, tickSize: 4 })],
  });
  figure.querySelector("style")?.remove();
  return figure;
}
