import type { Harm } from "@conflict-graph/sdk";
import { byId, h, replace } from "../../shared/dom.ts";
import { counted, HARMS } from "../../shared/labels.ts";
import { claimCount } from "../model/defaults.ts";
import type { Stop } from "../model/times.ts";
import type { Choice, Question } from "../service.ts";

/** The lists of events and harms. If no question is chosen, only the list of events. */
export function drawChoice(
  choices: readonly Choice[],
  question: Question | null,
  choose: (question: Partial<Question>) => void,
): void {
  const event = question?.event ?? "";
  const chosen = choices.find(({ slug }) => slug === event);
  const option = (choice: Choice) => {
    const total = claimCount(choice);
    const text = total === 0 ? choice.title : `${choice.title} (${counted(total, "claim")})`;
    return h("option", { value: choice.slug, selected: choice.slug === event }, text);
  };
  const [some, none] = [choices.filter((one) => claimCount(one) > 0), choices.filter((one) => claimCount(one) === 0)];
  const events = h(
    "select",
    { id: "event", onchange: () => choose({ event: events.value }) },
    question === null && h("option", { value: "", selected: true, disabled: true }, "Choose an event"),
    some.length > 0 && h("optgroup", { label: "Events with claims" }, some.map(option)),
    none.length > 0 && h("optgroup", { label: "Events without claims" }, none.map(option)),
  );
  const harms = h(
    "select",
    { id: "harm", onchange: () => choose({ event, harm: harms.value as Harm }) },
    Object.entries(HARMS).map(([value, text]) => {
      const count = chosen?.counts[value as Harm] ?? 0;
      return h(
        "option",
        { value, selected: value === question?.harm },
        `${text} (${count === 0 ? "no claims" : count})`,
      );
    }),
  );
  replace(
    byId("choice", HTMLFormElement),
    h("label", {}, h("span", {}, "Event"), events),
    question !== null && h("label", {}, h("span", {}, "People"), harms),
  );
}

export interface TimeControl {
  readonly stops: readonly Stop[];
  /** The index of the current stop. */
  readonly at: number;
  /** The current stop in words. */
  readonly text: string;
  readonly move: (to: number, isMoving: boolean) => void;
}

/** The time slider. Its elements stay in the page, so that it can be dragged. */
export function drawTime({ stops, at, text, move }: TimeControl): void {
  const container = byId("time", HTMLElement);
  const last = stops.length - 1;
  if (!container.querySelector("#as-of")) {
    const step = (by: number) => move(Number(input.value) + by, false);
    const input = h("input", {
      id: "as-of",
      type: "range",
      min: 0,
      step: 1,
      oninput: () => move(Number(input.value), true),
      onchange: () => move(Number(input.value), false),
    });
    replace(
      container,
      h("label", { for: "as-of" }, "Stated"),
      h("button", { type: "button", class: "earlier", "aria-label": "Earlier", onclick: () => step(-1) }, "‹"),
      input,
      h("button", { type: "button", class: "later-on", "aria-label": "Later", onclick: () => step(1) }, "›"),
      h("output", { for: "as-of" }),
    );
  }
  const input = byId("as-of", HTMLInputElement);
  input.max = String(last);
  input.value = String(at);
  input.setAttribute("aria-valuetext", text);
  replace(container.querySelector("output") ?? container, text);
  const ends = [
    [".earlier", at === 0],
    [".later-on", at === last],
  ] as const;
  // Not `disabled`, which would take the focus away from the button.
  for (const [button, isEnd] of ends) container.querySelector(button)?.setAttribute("aria-disabled", String(isEnd));
}

export function drawViews(view: "picture" | "table", choose: (view: "picture" | "table") => void): void {
  const container = byId("views", HTMLFieldSetElement);
  if (!container.querySelector("button")) {
    const button = (name: "picture" | "table", text: string) =>
      h("button", { type: "button", value: name, onclick: () => choose(name) }, text);
    container.append(button("picture", "Chart"), button("table", "Table"));
  }
  for (const button of container.querySelectorAll("button"))
    button.setAttribute("aria-pressed", String(button.value === view));
}
