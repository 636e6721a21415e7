import { html } from "../../publish/html.ts";
import { page } from "../../publish/layout.ts";
import { type JsonLdObject, jsonLdBlock } from "../../publish/linkedData/jsonLd.ts";
import type { CorpusRow } from "../../store/read/corpora.ts";
import { claimBars, type StartCounts } from "./claimBars.ts";
import type { Example } from "./examples.ts";

/** The page at `/`: what the service is, what it contains, and where to go. */
export function startPage({
  corpora,
  examples,
  records,
  dataset,
  counts,
}: {
  corpora: readonly CorpusRow[];
  examples: readonly Example[];
  records: Readonly<Record<string, number>>;
  /** The contents for search engines for datasets. Null if nothing is loaded. */
  dataset: JsonLdObject | null;
  /** The numbers of claims. Null if they are not known. */
  counts: StartCounts | null;
}): string {
  const loaded = corpora.map(
    ({ title, version, description }) =>
      html`<li><strong>${title}</strong>, version ${version}${description && `: ${description}`}</li>\n`,
  );
  const nothing = html`<li>No data yet. Load a corpus with <code>npm run cli -- load &lt;folder&gt;</code>.</li>`;
  const recordCounts = Object.entries(records).map(
    ([name, count]) => html`<li><strong>${count}</strong> ${name}</li>\n`,
  );
  const links = examples.map(
    ({ title, explanation, query }) =>
      html`<li><a href="/graphql?query=${encodeURIComponent(query)}">${title}</a> <small>${explanation}</small></li>\n`,
  );
  const body = html`<h1>conflict-graph</h1>
<p class="lead">Conflict reporting in which every casualty figure is a claim: who makes it, who passed it on, the exact words in the article, who was harmed, what time it covers, and how exact it is.</p>
<p><a class="go" href="/why/">Why do the figures differ?</a> <a class="go" href="/read/">Find the claims of a text</a> <a class="go" href="/graphql">Open GraphiQL</a></p>
<p>The first page shows every claim about an event by claimant and time: whom it counts, the words it comes from, and why it differs from the others. The second page finds the casualty claims of a news text that you paste, without storing the text. Both are built with the client SDK only, and you can start your own app from their source code.</p>
<h2>What it contains</h2>
<ul>${loaded.length > 0 ? loaded : nothing}</ul>
<ul class="counts">${recordCounts}</ul>
${counts && claimBars(counts)}
<h2>Questions to start with</h2>
<p>Each question opens in GraphiQL as a query. Run it with Ctrl+Enter (⌘+Enter on a Mac) or with the button.</p>
<ol>${links}</ol>
<h2>Pages to cite</h2>
<p>Each version of a claim has a page with its evidence, <code>/claims/&lt;slug&gt;@&lt;version&gt;</code>. Each toll has a page with all its claims, <code>/tolls/killed?event=&lt;slug&gt;</code>. Both stay the same when data is corrected later, and are available as BibTeX, RIS, CSL-JSON, JSON, JSON-LD and CSV as well.</p>
<h2>Downloads</h2>
<p>All claims, as one file: <a href="/export/claims.csv?spreadsheet=true">CSV for spreadsheets</a>, <a href="/export/claims.csv">CSV</a>, <a href="/export/claims.jsonl">JSON Lines</a>, <a href="/export/claims.parquet">Parquet</a>, and those with coordinates as <a href="/export/claims.geojson">GeoJSON</a>. The same for <a href="/export/events.csv">events</a>, <a href="/export/articles.csv">articles</a>, <a href="/export/actors.csv">actors</a> and <a href="/export/places.csv">places</a>, and <a href="/export/corpus.tar.gz">everything</a> as a corpus folder that another service can load. Each row states its source and its licence. Filters of the GraphQL lists work as parameters: <code>/export/claims.csv?harm=KILLED</code>.</p>
<h2>For programs</h2>
<p>The GraphQL endpoint is <code>/graphql</code>; reading needs no key. <a href="claims.atom">A feed</a> has new and changed claims for feed readers. <code>/health</code> tells whether the process is running, <code>/ready</code> whether its database is responding.</p>
<p><small>Claims are shown as they were made, with their sources and denials. No figure here is our own estimate, and figures from different claimants are never added.</small></p>`;
  return page({ title: "conflict-graph", body, head: dataset && jsonLdBlock(dataset) });
}
