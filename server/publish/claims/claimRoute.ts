import { required } from "../../domain/required.ts";
import type { CsvOptions } from "../../export/csv.ts";
import { encodeGlobalId, isSlug } from "../../schema/builder/globalId.ts";
import { SPREADSHEET, takeSpreadsheet } from "../csv/spreadsheet.ts";
import {
  documentResponse,
  ENDINGS,
  type Failure,
  type Form,
  failureResponse,
  redirectResponse,
  splitForm,
} from "../forms.ts";
import { type ClaimRevisionFragment, claimCitationQuery, claimHistoryQuery, claimQuery } from "../generated/queries.ts";
import { jsonLdText } from "../linkedData/jsonLd.ts";
import { type PageContext, query } from "../query.ts";
import { dayOf, graphiqlLink } from "../shared.ts";
import { type ClaimHistory, type ClaimPageData, claimData, claimPage } from "./claimPage.ts";

const ADDRESS = /^([a-z0-9]+(?:-[a-z0-9]+)*)(?:@([1-9]\d{0,8}))?$/;

/**
 * Answers `/claims/<slug>@<version>`, with or without a format's extension such as `.bib`. Without a version, it
 * redirects to the current one.
 */
export async function claimResponse(
  context: PageContext,
  request: Request,
  name: string,
  headers: Readonly<Record<string, string>>,
): Promise<Response> {
  const split = splitForm(name);
  const { stem, form } = split ?? { stem: name, form: "" as const };
  const [, slug, version] = ADDRESS.exec(stem) ?? [];
  if (!split || slug === undefined || !isSlug(slug)) return failureResponse(form, noAddress(name), headers);

  const { searchParams } = new URL(request.url);
  const spreadsheet = takeSpreadsheet(form, searchParams);
  const history = await historyOf(context, slug);
  if (!history) return failureResponse(form, noClaim(slug), headers);
  const { versions, withdrawn } = history;
  if (version === undefined) {
    const newest = versions.at(-1)?.number;
    return withdrawn
      ? failureResponse(form, gone(slug, versions, withdrawn), headers)
      : redirectResponse(
          `${slug}@${newest}${form && `.${form}`}${spreadsheet ? `?${SPREADSHEET.join("=")}` : ""}`,
          headers,
        );
  }
  const shown = versions.find(({ number }) => number === Number(version));
  if (!shown) return failureResponse(form, noVersion(slug, version, versions), headers);

  // As of the write that made the version, so that the page does not change later.
  const asked = { slug, recordedAsOf: shown.dataRevision };
  return documentResponse(request, form, await FORM[form](context, asked, { history, spreadsheet }), headers);
}

/** Null if the store never had the claim. */
async function historyOf({ store }: PageContext, slug: string): Promise<ClaimHistory | null> {
  const id = encodeGlobalId("CasualtyReport", slug);
  const { node } = await query(store, claimHistoryQuery, { id });
  if (!node) return null;
  const last = node.revisions.at(-1);
  return {
    versions: node.revisions.filter(({ kind }) => kind !== "WITHDRAWN"),
    withdrawn: last?.kind === "WITHDRAWN" ? last : null,
  };
}

interface Asked {
  readonly slug: string;
  readonly recordedAsOf: number;
}

interface Options extends CsvOptions {
  readonly history: ClaimHistory;
}

const FORM: Readonly<Record<Form, (context: PageContext, asked: Asked, options: Options) => Promise<string>>> = {
  "": async (context, asked, { history }) => claimPage(await claimOf(context, asked), history),
  json: async (context, asked) => {
    const { item: _item, ...claim } = await claimOf(context, asked);
    return `${JSON.stringify(claim, null, 2)}\n`;
  },
  "csl.json": async (context, asked) => `${(await claimOf(context, asked)).item}\n`,
  jsonld: async (context, asked) => `${jsonLdText(claimData(await claimOf(context, asked)))}
`,
  bib: (context, asked) => citationOf(context, asked, "BIBTEX"),
  ris: (context, asked) => citationOf(context, asked, "RIS"),
  csv: async ({ store }, asked, options) =>
    (await import("../../export/claims/claimCsv.ts")).claimCsv(store, asked, options),
};

const citationOf = async ({ store, publicUrl }: PageContext, asked: Asked, format: "BIBTEX" | "RIS"): Promise<string> =>
  shown(await query(store, claimCitationQuery, { ...asked, format }, publicUrl)).citation;

const claimOf = async ({ store, publicUrl }: PageContext, asked: Asked): Promise<ClaimPageData> =>
  shown(await query(store, claimQuery, { ...asked }, publicUrl));

/** The claim of an answer. Its history has shown that it exists. */
const shown = <Claim>({ casualtyReport }: { readonly casualtyReport: Claim | null }): Claim =>
  required(casualtyReport, "The claim");

const noAddress = (name: string): Failure => ({
  status: 404,
  title: "No such page",
  message: `“${name.slice(0, 150)}” is not the address of a claim. An address is /claims/<slug> or /claims/<slug>@<version>, such as /claims/afp-95-killed@1. It may end in .${ENDINGS.join(", .")}.`,
});

const noClaim = (slug: string): Failure => ({
  status: 404,
  title: "No such claim",
  message: `The store has never had a claim “${slug.slice(0, 100)}”. The query casualtyReports lists the slugs of its claims.`,
  links: [
    {
      href: graphiqlLink("{ casualtyReports { nodes { slug count { label } } } }"),
      name: "The claims, in GraphiQL",
    },
  ],
});

const noVersion = (slug: string, version: string, versions: readonly ClaimRevisionFragment[]): Failure => ({
  status: 404,
  title: "No such version",
  message: `The claim “${slug}” has no version ${version}. It has ${versions.length === 1 ? "only version 1" : `versions 1 to ${versions.length}`}.`,
  links: versions.map((row) => ({ href: `${slug}@${row.number}`, name: `Version ${row.number}` })),
});

const gone = (
  slug: string,
  versions: readonly ClaimRevisionFragment[],
  { recordedAt, recordedBy, reason }: ClaimRevisionFragment,
): Failure => ({
  status: 410,
  title: "This claim was withdrawn",
  message: `The claim “${slug}” was withdrawn on ${dayOf(recordedAt)} by ${recordedBy}: ${reason} Its versions can still be read.`,
  links: versions.map((row) => ({ href: `${slug}@${row.number}`, name: `Version ${row.number}` })),
});
