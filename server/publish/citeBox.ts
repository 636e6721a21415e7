import { type Html, html } from "./html.ts";

interface CiteBox {
  readonly text: string;
  readonly permalink: string | null;
  /** The page's file name and parameters. The extensions of other forms are added to the name. */
  readonly file: string;
  readonly query?: string;
}

/** The box with a page's citation and links to its other forms. */
export function citeBox({ text, permalink, file, query = "" }: CiteBox): Html {
  const form = (ending: string, name: string) => html`<a href="${file}.${ending}${query}">${name}</a>`;
  return html`<p class="cite">${text}</p>
${
  permalink
    ? html`<p>Permanent address: <a href="${permalink}">${permalink}</a></p>`
    : html`<p class="quiet">This service has no public address (its <code>PUBLIC_URL</code> is not set), so the citation gives the corpus's version and the hashes instead.</p>`
}
<p class="screen">As ${form("bib", "BibTeX")}, ${form("csl.json", "CSL-JSON")}, ${form("json", "JSON")}, ${form("csv", "CSV")}.</p>`;
}
