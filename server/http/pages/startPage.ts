import { html } from "../../publish/html.ts";
import { page } from "../../publish/layout.ts";
import type { CorpusRow } from "../../store/read/corpora.ts";
import type { Example } from "./examples.ts";

/** The page at `/`: what this is, what it holds, and where to go. */
export function startPage({
  corpora,
  examples,
  records,
}: {
  corpora: readonly CorpusRow[];
  examples: readonly Example[];
  records: Readonly<Record<string, number>>;
}): string {
  const held = corpora.map(
    ({ title, version, description }) =>
      html`<li><strong>${title}</strong>, version ${version}${description && `: ${description}`}</li>\n`,
  );
  const nothing = html`<li>Nothing yet: load a corpus with <code>npm run cli -- load &lt;folder&gt;</code>.</li>`;
  const counts = Object.entries(records).map(([name, count]) => html`<li><strong>${count}</strong> ${name}</li>\n`);
  const links = examples.map(
    ({ title, explanation, query }) =>
      html`<li><a href="/graphql?query=${encodeURIComponent(query)}">${title}</a> <small>${explanation}</small></li>\n`,
  );
  const body = html`<h1>conflict-graph</h1>
<p class="lead">Conflict reporting in which every casualty figure is a claim: who says it, through whom, at which words of which article, about whom, for which time, and how exactly.</p>
<p><a class="go" href="/why/">Why do the figures differ?</a> <a class="go" href="/graphql">Open GraphiQL</a></p>
<p>The first shows every claim on an event by claimant and time: whom it counts, at which words, and why it differs from the others. It is made with the client SDK alone; its sources are an example to start from.</p>
<h2>What it holds</h2>
<ul>${held.length > 0 ? held : nothing}</ul>
<ul class="counts">${counts}</ul>
<h2>Questions to begin with</h2>
<p>Each opens in GraphiQL as a query. Run it with Ctrl and Enter (⌘ and Enter on a Mac), or with the button.</p>
<ol>${links}</ol>
<h2>Pages to cite</h2>
<p>Each version of a claim has a page with its evidence, <code>/claims/&lt;slug&gt;@&lt;version&gt;</code>, and each toll one with all its claims, <code>/tolls/killed?event=&lt;slug&gt;</code>. Both stay as they are when data is corrected later, and come as BibTeX, CSL-JSON, JSON and CSV as well.</p>
<h2>For programs</h2>
<p>The GraphQL endpoint is <code>/graphql</code>; no key is needed to read. <code>/health</code> says whether the process runs, <code>/ready</code> whether its database answers.</p>
<p><small>Claims are shown as they were made, with their sources and denials. No figure here is an estimate of ours, and figures of different claimants are never added up.</small></p>`;
  return page({ title: "conflict-graph", body });
}
