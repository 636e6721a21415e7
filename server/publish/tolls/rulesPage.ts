import { RULES, type Rule } from "../../domain/toll/rules.ts";
import { html } from "../html.ts";
import { page } from "../layout.ts";

const TITLE = "Which claim stands, and why";
const LEAD =
  "A casualty figure is a claim: somebody says it, in an article, at some time. A toll is what the claims on an event amount to. This page is for people who must justify using such a figure: it gives the rules by which the service decides which claims a toll uses. Every toll lists the claims that it uses and those that it leaves out, each with the reason.";

const rules: readonly [id: string, rule: Rule][] = Object.entries(RULES);

/** The rules of tolls as a page. Each rule has its id as an anchor. */
export function rulesPage(): string {
  const items = rules.map(
    ([id, { title, text, example, result }]) => html`<h2 id="${id}">${title}</h2>
<p>${text}</p>
<p><small>Example: ${example}</small></p>
<p class="restated">${result}.</p>
`,
  );
  const body = html`<h1>${TITLE}</h1>
<p class="lead">${LEAD}</p>
${items}`;
  return page({ title: `${TITLE} – conflict-graph`, body, home: "./" });
}

/** The same in Markdown, for docs/rules.md. */
export const rulesGuide = (): string =>
  [
    `# ${TITLE}`,
    LEAD,
    "The service shows these rules at `/rules`, and every toll's page leads there.",
    ...rules.map(
      ([id, { title, text, example, result }]) =>
        `<a id="${id}"></a>\n\n## ${title}\n\n${text}\n\n*Example.* ${example}\n\n> ${result}`,
    ),
  ].join("\n\n");
