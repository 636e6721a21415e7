import * as Plot from "@observablehq/plot";
import { caveatsOf } from "../model/caveats.ts";
import { type Claim, certaintyBy } from "../model/claim.ts";
import type { Succession } from "../model/differences.ts";
import { layOutRow } from "../model/rowLayout.ts";
import { largestOf } from "../model/rows.ts";
import { drawnBounds, type Scale, timeAt } from "../model/scale.ts";
import { daysOf, MAX_DAYS } from "../model/times.ts";
import { type Drawn, marksOf } from "./marks.ts";

/** A claim and its label, which must be in the page to be measured. */
export interface Labelled {
  readonly claim: Claim;
  readonly label: HTMLElement;
}

/** The margin above the highest and below the lowest mark or label. */
const MARGIN = 8;

/** Positions a row's labels and draws the marks. */
export function drawRow(labels: readonly Labelled[], joined: readonly Succession[], over: Over): Element[] {
  const { scale, width, asOf } = over;
  const sized = labels.map(({ claim, label }) => ({ claim, width: label.offsetWidth, height: label.offsetHeight }));
  const { places, top, bottom } = layOutRow(sized, scale, width);
  const base = Math.ceil(MARGIN - top);
  const drawn: Drawn[] = [];
  for (const { claim, label } of labels) {
    const place = places.get(claim.slug);
    if (!place) continue;
    label.style.left = `${place.label.left}px`;
    label.style.top = `${place.label.top + base}px`;
    if (certaintyBy(asOf, claim) === "LATER") continue;
    const lane = drawnBounds(claim) === null ? -place.y / scale.perPerson : null;
    drawn.push({ claim, place, lane, caveats: caveatsOf(claim, asOf) });
  }
  const largest = largestOf(labels.map(({ claim }) => claim));
  return plot(drawn, joined, { ...over, height: Math.ceil(base + bottom + MARGIN), base, largest });
}

/** The same for all rows. */
interface Over {
  readonly scale: Scale;
  readonly width: number;
  readonly asOf: number | null;
}

interface Canvas extends Over {
  readonly height: number;
  /** The y of the line for zero people. */
  readonly base: number;
  /** The row's largest figure, which limits the grid lines; null if there is none. */
  readonly largest: number | null;
}

function plot(
  drawn: readonly Drawn[],
  joined: readonly Succession[],
  { scale, width, height, base, largest, asOf }: Canvas,
): Element[] {
  const { span, left, right, perPerson, step } = scale;
  const ticks = largest === null ? [] : Array.from({ length: Math.floor(largest / step) + 1 }, (_, at) => at * step);
  const begin = new Date(span.from);
  const figure = Plot.plot({
    width,
    height,
    marginLeft: left,
    marginRight: width - right,
    marginTop: 0,
    marginBottom: 0,
    className: "plot",
    x: { type: "utc", domain: [span.from, span.until], range: [left, right], axis: null },
    y: { type: "linear", domain: [0, 1], range: [base, base - perPerson], axis: null },
    marks: [
      ...(asOf === null ? [] : [afterwards(asOf, scale)]),
      dayLines(scale),
      Plot.ruleY(ticks, { className: "grid" }),
      Plot.ruleY(largest === null ? [] : [0], { className: "zero" }),
      Plot.text(ticks, {
        x: () => begin,
        y: (tick) => tick,
        text: axisLabel,
        dx: -6,
        textAnchor: "end",
        className: "tick",
      }),
      succession(drawn, joined, scale),
      ...drawn.map((one) => marksOf(one, scale)),
    ],
  });
  // The content security policy forbids inline styles; styles/drawing.css replaces them.
  figure.querySelector("style")?.remove();
  // Screen readers get the labels, which are buttons.
  figure.setAttribute("aria-hidden", "true");
  return [figure, marksOnTop(figure)];
}

/** A copy with only the marks, on top of the labels, so that no mark is hidden. Lines stay below the labels. */
function marksOnTop(figure: Element): Element {
  const over = figure.cloneNode(false) as Element;
  over.classList.add("over");
  over.append(...figure.querySelectorAll(".mark, .open, .denied, .crossed"));
  return over;
}

const axisLabel = (figure: number): string => figure.toLocaleString("en-GB");

const dayLines = ({ span }: Scale): Plot.Markish => {
  const days = daysOf(span, MAX_DAYS);
  return days
    ? Plot.ruleX(days.slice(1), { x: ({ from }) => new Date(from), className: "day" })
    : Plot.gridX({ className: "day" });
};

/** Lines from each running total to the next one by the same claimant. */
function succession(drawn: readonly Drawn[], joined: readonly Succession[], scale: Scale): Plot.Markish {
  const at = new Map(
    drawn.map(({ claim, place }) => [claim.slug, { x: timeAt(scale, place.x), y: drawnBounds(claim)?.upper }]),
  );
  const steps = joined.flatMap(({ from, to }) => {
    const [first, second] = [at.get(from), at.get(to)];
    return first && second ? [{ x1: new Date(first.x), x2: new Date(second.x), y1: first.y, y2: second.y }] : [];
  });
  return Plot.link(steps, { x1: "x1", x2: "x2", y1: "y1", y2: "y2", className: "succession" });
}

/** Shades the time after the chosen time. */
const afterwards = (asOf: number, { span }: Scale): Plot.Markish =>
  Plot.rect(asOf < span.until ? [span] : [], {
    x1: new Date(Math.max(asOf, span.from)),
    x2: new Date(span.until),
    className: "afterwards",
  });
