import { totalOf } from "../model/choice.ts";
import { counted, HARMS, wordFor } from "../model/words.ts";
import type { Choice, Question } from "../service.ts";
import { byId, type Child, h, replace } from "./dom.ts";
import { problemView } from "./problem.ts";

// What the page says where it has no claims to show, or beside them: always with a way on.

const part = (id: string): HTMLElement => byId(id, HTMLElement);

/** For screen readers: what has changed on the page. */
export const announce = (text: string): void => replace(part("live"), text);

export function showLoading(): void {
  part("content").hidden = true;
  replace(part("message"));
  replace(part("loading"), "Loading the claims …");
}

function say(message: readonly Child[], isInstead: boolean): void {
  part("content").hidden = isInstead;
  replace(part("loading"));
  replace(part("message"), message.length > 0 && h("div", { class: "notice" }, message));
}

/** The heading as it is while there is nothing to ask. */
const [QUESTION, LEAD] = [part("question").textContent, part("lead").textContent];

function sayInstead(message: readonly Child[], question = QUESTION, lead = LEAD): void {
  replace(part("question"), question);
  replace(part("lead"), lead);
  say(message, true);
}

const way = (text: string, go: () => void): HTMLElement =>
  h("button", { type: "button", class: "link", onclick: go }, text);

export const showFailure = (error: unknown, retry: () => void): void => sayInstead(problemView(error, retry));

export const showNothingHeld = (): void =>
  sayInstead([
    h("p", {}, h("b", {}, "The service holds no event yet, so there is no claim to show.")),
    h("p", {}, "Load a corpus with ", h("code", {}, "npm run cli -- load <folder>"), ", then open this page again."),
  ]);

export type Choose = (question: Partial<Question>) => void;

export function showUnknownEvent(slug: string, fallback: Choice, choose: Choose): void {
  const open = way(fallback.title, () => choose({ event: fallback.slug }));
  const text = h("b", {}, `There is no event “${slug.slice(0, 100)}” here. `);
  sayInstead([h("p", {}, text, "Choose one above, or open ", open, ".")]);
}

/** No claim is no zero; and there may be claims of other harms, or about other events. */
export function showNobodySays(choice: Choice, { harm }: Question, choices: readonly Choice[], choose: Choose): void {
  const { slug, title, counts } = choice;
  const harms = (Object.entries(counts) as [Question["harm"], number][]).filter(([, count]) => count > 0);
  const others = harms.map(([other, count]) =>
    way(`${wordFor(HARMS, other)} (${counted(count, "claim")})`, () => choose({ event: slug, harm: other })),
  );
  const most = choices.filter((one) => totalOf(one) > 0).toSorted((a, b) => totalOf(b) - totalOf(a));
  const elsewhere = most.slice(0, 3).map((one) => way(one.title, () => choose({ event: one.slug })));
  const [text, ways] =
    others.length > 0 ? ["There are claims of people", others] : ["There are claims about", elsewhere];
  const lead = `Of people ${wordFor(HARMS, harm)} in “${title}” no claim is held. That is not zero: nobody is known to have said anything.`;
  const list = [
    h("p", {}, `${text}:`),
    h(
      "ul",
      {},
      ways.map((one) => h("li", {}, one)),
    ),
  ];
  sayInstead(ways.length > 0 ? list : [], "Nobody gave a figure", lead);
}

/** What the address got wrong, above what is shown all the same. */
export const showLoaded = (problems: readonly string[]): void =>
  say(
    problems.map((problem) => h("p", {}, problem)),
    false,
  );

export function showUnknownClaim(slug: string, dismiss: () => void): void {
  const text = h("b", {}, `There is no claim “${slug.slice(0, 100)}” among these. `);
  say([h("p", {}, text, way("Show the others", dismiss), ".")], false);
}
