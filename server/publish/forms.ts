import { etagOf, isNotModified } from "./etag.ts";
import { html } from "./html.ts";
import { page } from "./layout.ts";

/** The forms of a publication, by the ending of the address. No ending is the page. */
export const FORMS = {
  "": "text/html; charset=utf-8",
  json: "application/json; charset=utf-8",
  csv: "text/csv; charset=utf-8; header=present",
  bib: "application/x-bibtex; charset=utf-8",
  ris: "application/x-research-info-systems; charset=utf-8",
  "csl.json": "application/vnd.citationstyles.csl+json; charset=utf-8",
  jsonld: "application/ld+json; charset=utf-8",
} as const;
export type Form = keyof typeof FORMS;

/** The names of the forms in links. */
export const FORM_NAMES: Readonly<Record<Exclude<Form, "">, string>> = {
  json: "JSON",
  csv: "CSV",
  bib: "BibTeX",
  ris: "RIS",
  "csl.json": "CSL-JSON",
  jsonld: "JSON-LD",
};

export const ENDINGS = Object.keys(FORMS).filter((form): form is Exclude<Form, ""> => form !== "");

/** Splits `afp-95-killed@1.csl.json` into the name and its form. Null if the extension is unknown. */
export function splitForm(name: string): { stem: string; form: Form } | null {
  const [stem = "", ...ending] = name.split(".");
  const form = ending.join(".");
  return Object.hasOwn(FORMS, form) ? { stem, form: form as Form } : null;
}

/** A document with an ETag: it can still change, through a notice or if a licence withdraws a text. */
export function documentResponse(
  request: Request,
  form: Form,
  body: string,
  headers: Readonly<Record<string, string>>,
): Response {
  const etag = etagOf(body);
  const all = { ...headers, "content-type": FORMS[form], "cache-control": "no-cache", etag };
  if (isNotModified(request, etag)) return new Response(null, { status: 304, headers: all });
  return new Response(body, { headers: all });
}

/** Redirects to the current version. The address is relative, so that it works behind any host and path. */
export const redirectResponse = (location: string, headers: Readonly<Record<string, string>>): Response =>
  new Response(null, { status: 302, headers: { ...headers, location, "cache-control": "no-cache" } });

/** An error in the requested form, if there is no document. */
export interface Failure {
  readonly status: 400 | 404 | 410 | 422 | 429 | 500 | 503;
  readonly title: string;
  readonly message: string;
  /** Alternatives: names of pages in the same folder. */
  readonly links?: readonly { readonly href: string; readonly name: string }[];
}

export function failureResponse(form: Form, failed: Failure, headers: Readonly<Record<string, string>>): Response {
  const { status, title, message, links = [] } = failed;
  const all = { ...headers, "cache-control": "no-cache" };
  if (FORMS[form].includes("json")) return Response.json({ error: { title, message } }, { status, headers: all });
  if (form !== "")
    return new Response(`${title}. ${message}\n`, {
      status,
      headers: { ...all, "content-type": "text/plain; charset=utf-8" },
    });
  const items = links.map(({ href, name }) => html`<li><a href="${href}">${name}</a></li>\n`);
  const body = html`<h1>${title}</h1>
<p class="lead">${message}</p>
${items.length > 0 && html`<ul>${items}</ul>`}`;
  return new Response(page({ title: `${title} – conflict-graph`, body, home: "../" }), {
    status,
    headers: { ...all, "content-type": FORMS[""] },
  });
}
