import { etagOf, isNotModified } from "./etag.ts";
import { html } from "./html.ts";
import { page } from "./layout.ts";

/** The forms in which a thing is published, by the ending of its address; none is the page. */
export const FORMS = {
  "": "text/html; charset=utf-8",
  json: "application/json; charset=utf-8",
  csv: "text/csv; charset=utf-8; header=present",
  bib: "application/x-bibtex; charset=utf-8",
  "csl.json": "application/vnd.citationstyles.csl+json; charset=utf-8",
} as const;
export type Form = keyof typeof FORMS;

export const ENDINGS = Object.keys(FORMS).filter((form): form is Exclude<Form, ""> => form !== "");

/** `afp-95-killed@1.csl.json` as the name and its form; null where the ending is none of ours. */
export function splitForm(name: string): { stem: string; form: Form } | null {
  const [stem = "", ...ending] = name.split(".");
  const form = ending.join(".");
  return Object.hasOwn(FORMS, form) ? { stem, form: form as Form } : null;
}

/** A document, not sent again to whoever has it. It may still change: by a notice, or by a licence that withdraws a text. */
export function document(
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

/** To the address of the version that holds now; relative, so that it works behind any host and path. */
export const redirect = (location: string, headers: Readonly<Record<string, string>>): Response =>
  new Response(null, { status: 302, headers: { ...headers, location, "cache-control": "no-cache" } });

/** Why there is no document, in the form that was asked for. */
export interface Failure {
  readonly status: 400 | 404 | 408 | 410 | 429 | 500 | 503;
  readonly title: string;
  readonly message: string;
  /** Where to go instead: names of pages beside this one. */
  readonly links?: readonly { readonly href: string; readonly name: string }[];
}

export function failure(form: Form, failed: Failure, headers: Readonly<Record<string, string>>): Response {
  const { status, title, message, links = [] } = failed;
  const all = { ...headers, "cache-control": "no-cache" };
  if (form === "json" || form === "csl.json")
    return Response.json({ error: { title, message } }, { status, headers: all });
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
