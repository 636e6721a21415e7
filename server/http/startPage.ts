import type { CorpusRow } from "../store/parts.ts";
import type { Example } from "./examples.ts";

const escapeHtml = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign] ?? sign);

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
      `<li><strong>${escapeHtml(title)}</strong>, version ${escapeHtml(version)}${description ? `: ${escapeHtml(description)}` : ""}</li>`,
  );
  const counts = Object.entries(records).map(([name, count]) => `<li><strong>${count}</strong> ${name}</li>`);
  const links = examples.map(
    ({ title, explanation, query }) =>
      `<li><a href="/graphql?query=${encodeURIComponent(query)}">${escapeHtml(title)}</a> <small>${escapeHtml(explanation)}</small></li>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>conflict-graph</title>
<link rel="icon" href="data:,">
<style>
  :root { color-scheme: light dark; --ink: #1d2430; --quiet: #5a6472; --paper: #fbfaf7; --line: #d9d5cb; --link: #0b4f8a; }
  @media (prefers-color-scheme: dark) { :root { --ink: #e8e6e1; --quiet: #a7aeb8; --paper: #16191e; --line: #343a43; --link: #8fc1f2; } }
  body { margin: 0; background: var(--paper); color: var(--ink); font: 1.0625rem/1.6 Georgia, "Times New Roman", serif; }
  main { max-width: 44rem; margin: 0 auto; padding: 3rem 1.25rem 4rem; }
  h1 { font-size: 2rem; line-height: 1.2; margin: 0 0 .5rem; }
  h2 { font-size: 1.2rem; margin: 2.5rem 0 .5rem; border-top: 1px solid var(--line); padding-top: 1.25rem; }
  .lead { font-size: 1.2rem; margin: 0 0 1.5rem; }
  a { color: var(--link); }
  a:focus-visible { outline: 3px solid var(--link); outline-offset: 3px; }
  .go { display: inline-block; padding: .6rem 1.1rem; border: 1px solid var(--link); border-radius: .3rem; text-decoration: none; font-weight: bold; }
  small { color: var(--quiet); font-size: .9rem; line-height: 1.45; }
  ul, ol { padding-left: 1.3rem; } li { margin: .4rem 0; } ol li { margin: .8rem 0; } ol small { display: block; }
  ul.counts { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; list-style: none; padding: 0; }
  code { font: .9em ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
</style>
</head>
<body>
<main>
<h1>conflict-graph</h1>
<p class="lead">Conflict reporting in which every casualty figure is a claim: who says it, through whom, at which words of which article, about whom, for which time, and how exactly.</p>
<p><a class="go" href="/graphql">Open GraphiQL</a></p>
<h2>What it holds</h2>
<ul>${held.join("\n") || "<li>Nothing yet: load a corpus with <code>npm run cli -- load &lt;folder&gt;</code>.</li>"}</ul>
<ul class="counts">${counts.join("\n")}</ul>
<h2>Questions to begin with</h2>
<p>Each opens in GraphiQL as a query. Run it with Ctrl and Enter (⌘ and Enter on a Mac), or with the button.</p>
<ol>${links.join("\n")}</ol>
<h2>For programs</h2>
<p>The GraphQL endpoint is <code>/graphql</code>; no key is needed to read. <code>/health</code> says whether the process runs, <code>/ready</code> whether its database answers.</p>
<p><small>Claims are shown as they were made, with their sources and denials. No figure here is an estimate of ours, and figures of different claimants are never added up.</small></p>
</main>
</body>
</html>
`;
}
