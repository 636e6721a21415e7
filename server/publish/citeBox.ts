import type { TypedQueryDocumentNode } from "graphql";
import { SPREADSHEET } from "./csv/spreadsheet.ts";
import { FORM_NAMES } from "./forms.ts";
import { type Html, html } from "./html.ts";
import { fragmentsOf } from "./query.ts";
import { graphiqlLink } from "./shared.ts";

interface CiteBox {
  readonly text: string;
  readonly permalink: string | null;
  /** The page's file name and parameters. The extensions of other forms are added to the name. */
  readonly file: string;
  readonly search?: string;
  readonly query: PageQuery;
}

/** The query behind a page: `query Toll { toll(…) { ...TollPage } }`. */
interface PageQuery {
  /** What the page shows, in a sentence. */
  readonly comment: string;
  readonly name: "Claim" | "Toll";
  /** With its arguments. */
  readonly field: string;
  /** Has the fragments. */
  readonly document: TypedQueryDocumentNode;
}

/** How to cite a page, with links to its other forms, and to the query behind it. */
export function citeBox({ text, permalink, file, search = "", query }: CiteBox): Html {
  const form = (ending: keyof typeof FORM_NAMES, parameters = search) =>
    html`<a href="${file}.${ending}${parameters}">${FORM_NAMES[ending]}</a>`;
  // Readers who click open the file in a spreadsheet program. Programs leave the parameter out.
  const forSpreadsheets = `${search || "?"}${search && "&"}${SPREADSHEET.join("=")}`;
  return html`<h2>How to cite</h2>
<p class="cite">${text}</p>
${
  permalink
    ? html`<p>Permanent address: <a href="${permalink}">${permalink}</a></p>`
    : html`<p class="quiet">This service has no public address (its <code>PUBLIC_URL</code> is not set), so the citation gives the corpus's version and the hashes instead.</p>`
}
<p class="screen">As ${form("bib")}, ${form("ris")}, ${form("csl.json")}, ${form("json")}, ${form("jsonld")}, ${form("csv", forSpreadsheets)}.</p>
<p class="screen"><a href="${graphiqlLink(queryText(query))}">Open the query behind this page in GraphiQL</a>.</p>`;
}

/** For readers to run and change. */
const queryText = ({ comment, name, field, document }: PageQuery): string => `# ${comment}
query ${name} {
  ${field} {
    ...${name}Page
  }
}

${fragmentsOf(document)}
`;
