import { byId, type Child, h, replace } from "../../shared/dom.ts";
import { counted, HARMS, labelFor } from "../../shared/labels.ts";
import { problemView } from "../../shared/problem.ts";
import { claimCount } from "../model/defaults.ts";
import type { Choice, Question } from "../service.ts";

// Messages that replace the claims or appear above them. Each message says what the reader can do.

const part = (id: string): HTMLElement => byId(id, HTMLElement);

/** Tells screen readers what has changed. */
export const announce = (text: string): void => replace(part("live"), text);

export function showLoading(): void {
  part("content").hidden = true;
  replace(part("message"));
  replace(part("loading"), "Loading the claims…");
}

function showMessage(message: readonly Child[], isInstead: boolean): void {
  part("content").hidden = isInstead;
  replace(part("loading"));
  replace(part("message"), message.length > 0 && h("div", { class: "notice" }, message));
}

/** The heading of index.html. */
const [QUESTION, LEAD] = [part("question").textContent, part("lead").textContent];

function showInstead(message: readonly Child[], question = QUESTION, lead = LEAD): void {
  replace(part("question"), question);
  replace(part("lead"), lead);
  showMessage(message, true);
}

const linkButton = (text: string, go: () => void): HTMLElement =>
  h("button", { type: "button", class: "link", onclick: go }, text);

export const showFailure = (error: unknown, retry: () => void): void => showInstead(problemView(error, retry));

export const showNoEvents = (): void =>
  showInstead([
    h("p", {}, h("b", {}, "The service has no events yet, so there are no claims to show.")),
    h("p", {}, "Load a corpus with ", h("code", {}, "npm run cli -- load <folder>"), ", then reload this page."),
  ]);

export type Choose = (question: Partial<Question>) => void;

export function showUnknownEvent(slug: string, fallback: Choice, choose: Choose): void {
  const open = linkButton(fallback.title, () => choose({ event: fallback.slug }));
  const text = h("b", {}, `There is no event “${slug.slice(0, 100)}” here. `);
  showInstead([h("p", {}, text, "Choose one above, or open ", open, ".")]);
}

/** Offers claims about other harms or other events. */
export function showNoClaims(choice: Choice, { harm }: Question, choices: readonly Choice[], choose: Choose): void {
  const { slug, title, counts } = choice;
  const harms = (Object.entries(counts) as [Question["harm"], number][]).filter(([, count]) => count > 0);
  const others = harms.map(([other, count]) =>
    linkButton(`${labelFor(HARMS, other)} (${counted(count, "claim")})`, () => choose({ event: slug, harm: other })),
  );
  const most = choices.filter((one) => claimCount(one) > 0).toSorted((a, b) => claimCount(b) - claimCount(a));
  const elsewhere = most.slice(0, 3).map((one) => linkButton(one.title, () => choose({ event: one.slug })));
  const [text, ways] =
    others.length > 0 ? ["There are claims about people", others] : ["There are claims about other events", elsewhere];
  const lead = `There is no claim about people ${labelFor(HARMS, harm)} in “${title}”. This does not mean zero: we do not know of anyone who gave a figure.`;
  const list = [
    h("p", {}, `${text}:`),
    h(
      "ul",
      {},
      ways.map((one) => h("li", {}, one)),
    ),
  ];
  showInstead(ways.length > 0 ? list : [], "Nobody gave a figure", lead);
}

/** Shows the claims, with problems in the URL above them. */
export const showLoaded = (problems: readonly string[]): void =>
  showMessage(
    problems.map((problem) => h("p", {}, problem)),
    false,
  );

export function showUnknownClaim(slug: string, dismiss: () => void): void {
  const text = h("b", {}, `There is no claim “${slug.slice(0, 100)}” among these. `);
  showMessage([h("p", {}, text, linkButton("Show the others", dismiss), ".")], false);
}
