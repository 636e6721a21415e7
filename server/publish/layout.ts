import { type Html, html } from "./html.ts";

const STYLE = html`
  :root { color-scheme: light dark; --ink: #1d2430; --quiet: #5a6472; --paper: #fbfaf7; --line: #d9d5cb; --link: #0b4f8a; --mark: #fbe7a2; --box: #f3f0e8; --bar: #6f97b8; }
  @media (prefers-color-scheme: dark) { :root { --ink: #e8e6e1; --quiet: #a7aeb8; --paper: #16191e; --line: #343a43; --link: #8fc1f2; --mark: #5c4a12; --box: #1e2229; --bar: #557ea1; } }
  body { margin: 0; background: var(--paper); color: var(--ink); font: 1.0625rem/1.6 Georgia, "Times New Roman", serif; overflow-wrap: break-word; }
  main, header, footer { max-width: 44rem; margin: 0 auto; padding: 0 1.25rem; }
  main { padding-top: 3rem; padding-bottom: 4rem; }
  header + main { padding-top: 1.25rem; }
  header { padding-top: 1.25rem; color: var(--quiet); }
  h1 { font-size: 2rem; line-height: 1.2; margin: 0 0 .5rem; }
  h2 { font-size: 1.2rem; margin: 2.5rem 0 .5rem; border-top: 1px solid var(--line); padding-top: 1.25rem; }
  h3 { font-size: 1.05rem; margin: 1.5rem 0 .25rem; }
  .lead { font-size: 1.2rem; margin: 0 0 1.5rem; }
  .toll { font-size: 1.5rem; line-height: 1.35; margin: 1rem 0; }
  a { color: var(--link); }
  a:focus-visible { outline: 3px solid var(--link); outline-offset: 3px; }
  .go { display: inline-block; padding: .6rem 1.1rem; border: 1px solid var(--link); border-radius: .3rem; text-decoration: none; font-weight: bold; }
  small, .quiet { color: var(--quiet); font-size: .9rem; line-height: 1.45; }
  ul, ol { padding-left: 1.3rem; } li { margin: .4rem 0; } ol li { margin: .8rem 0; } ol small { display: block; }
  ul.counts { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; list-style: none; padding: 0; }
  .bars { display: grid; grid-template-columns: 15rem minmax(3rem, 1fr) minmax(2.5rem, max-content); gap: .3rem .75rem; list-style: none; padding: 0; line-height: 1.35; }
  .bars li { display: grid; grid-template-columns: subgrid; grid-column: 1 / -1; align-items: center; margin: 0; }
  .bar { width: calc(var(--part) * 100%); min-width: 2px; height: .75rem; border-radius: .15rem; background: var(--bar); print-color-adjust: exact; }
  .number { text-align: right; font-variant-numeric: tabular-nums; position: relative; }
  .unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  code { font: .9em ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
  dl { display: grid; grid-template-columns: 10rem minmax(0, 1fr); gap: .5rem 1.25rem; margin: 1rem 0; }
  dt { color: var(--quiet); } dd { margin: 0; } dd small { display: block; }
  mark { background: var(--mark); color: inherit; padding: .1em 0; }
  blockquote, .restated { margin: .75rem 0 1rem; padding: .1rem 0 .1rem 1rem; border-left: 3px solid var(--line); }
  blockquote p, .restated p { margin: .5rem 0; }
  .notice { margin: 0 0 1.5rem; padding: .75rem 1rem; border: 1px solid var(--ink); border-left-width: .4rem; border-radius: .2rem; }
  .cite { background: var(--box); padding: .75rem 1rem; border-radius: .3rem; }
  .scroll { overflow-x: auto; }
  table { border-collapse: collapse; width: 100%; margin: .75rem 0; font-size: .95rem; line-height: 1.45; }
  caption { text-align: left; color: var(--quiet); padding-bottom: .4rem; }
  th, td { text-align: left; vertical-align: top; padding: .45rem .9rem .45rem 0; border-top: 1px solid var(--line); overflow-wrap: normal; }
  .scroll a { white-space: nowrap; }
  thead th { border-top: 0; color: var(--quiet); font-weight: normal; }
  @media (max-width: 34rem) { .bars { grid-template-columns: 9.5rem minmax(3rem, 1fr) minmax(2rem, max-content); } dl { display: block; } dt { margin-top: .75rem; font-size: .9rem; } h1 { font-size: 1.6rem; } }
  @media print {
    :root { --ink: #000; --quiet: #333; --paper: #fff; --line: #999; --link: #000; --mark: #eee; --box: #fff; --bar: #777; }
    body { font-size: 10.5pt; } main, header { max-width: none; padding: 0; } .screen { display: none; }
    h2, h3, .notice { break-after: avoid; } blockquote, .restated, tr { break-inside: avoid; } mark { text-decoration: underline; }
  }
`;

interface Page {
  readonly title: string;
  readonly body: Html;
  /** What programs read about the page: see pageHead.ts. */
  readonly head?: Html | null;
  /** The link to the start page, from pages below it. */
  readonly home?: string;
}

/** A whole page, without scripts and external files. */
export function page({ title, body, head, home }: Page): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="icon" href="data:,">
<link rel="alternate" type="application/atom+xml" title="New and changed claims" href="${home}claims.atom">
${head}<style>${STYLE}</style>
</head>
<body>
${home && html`<header><a href="${home}">conflict-graph</a></header>`}
<main>
${body}
</main>
</body>
</html>
`.text;
}
