import { type VersionRow, versionsOf, writeOf } from "../store/history.ts";
import { ask, type Desk } from "./ask.ts";
import { claimPage, date, type Withdrawal } from "./claimPage.ts";
import { CLAIM_BIB, CLAIM_QUERY, type Claim } from "./claimQuery.ts";
import { document, ENDINGS, type Failure, type Form, failure, redirect, splitForm } from "./forms.ts";

const ADDRESS = /^([a-z0-9]+(?:-[a-z0-9]+)*)(?:@([1-9]\d{0,8}))?$/;

/** Answers `/claims/<slug>@<version>`, with or without the ending of a form; without a version, it leads to the current one. */
export async function claims(
  desk: Desk,
  request: Request,
  name: string,
  headers: Readonly<Record<string, string>>,
): Promise<Response> {
  const split = splitForm(name);
  const { stem, form } = split ?? { stem: name, form: "" as const };
  const [, slug, version] = ADDRESS.exec(stem) ?? [];
  if (!split || slug === undefined) return failure(form, noAddress(name), headers);

  const versions = await versionsOf(desk.store, "CasualtyReport", slug);
  const newest = versions.at(-1);
  if (!newest) return failure(form, noClaim(slug), headers);
  const withdrawn = newest.recordedUntil === null ? null : await writeOf(desk.store, newest.recordedUntil);
  if (version === undefined) {
    return withdrawn
      ? failure(form, gone(slug, versions, withdrawn), headers)
      : redirect(`${slug}@${newest.version}${form && `.${form}`}`, headers);
  }
  const shown = versions.find((row) => row.version === Number(version));
  if (!shown) return failure(form, noVersion(slug, version, versions), headers);

  // As of the write that brought the version: what came later changes nothing of it.
  const { casualtyReport: claim } = await ask<{ casualtyReport: Claim }>(desk, CLAIM_QUERY, {
    slug,
    recordedAsOf: shown.recordedFrom,
  });
  return document(request, form, await inForm(form, claim, { versions, withdrawn }), headers);

  async function inForm(form: Form, claim: Claim, history: Parameters<typeof claimPage>[1]): Promise<string> {
    switch (form) {
      case "":
        return claimPage(claim, history);
      case "json": {
        const { item: _item, ...rest } = claim;
        return `${JSON.stringify(rest, null, 2)}\n`;
      }
      case "csl.json":
        return `${claim.item}\n`;
      case "bib": {
        const { casualtyReport } = await ask<{ casualtyReport: { citation: string } }>(desk, CLAIM_BIB, {
          slug,
          recordedAsOf: claim.revision.dataRevision,
        });
        return casualtyReport.citation;
      }
    }
  }
}

const noAddress = (name: string): Failure => ({
  status: 404,
  title: "No such page",
  message: `“${name.slice(0, 150)}” names no claim. An address is /claims/<slug> or /claims/<slug>@<version>, such as /claims/afp-95-killed@1, with nothing or one of .${ENDINGS.join(", .")} at its end.`,
});

const noClaim = (slug: string): Failure => ({
  status: 404,
  title: "No such claim",
  message: `The store never held a claim “${slug.slice(0, 100)}”. The query casualtyReports gives the slugs of those that it holds.`,
  links: [
    {
      href: `../graphql?query=${encodeURIComponent("{ casualtyReports { nodes { slug count { label } } } }")}`,
      name: "The claims, in GraphiQL",
    },
  ],
});

const noVersion = (slug: string, version: string, versions: readonly VersionRow[]): Failure => ({
  status: 404,
  title: "No such version",
  message: `The claim “${slug}” has no version ${version}; it has ${versions.length === 1 ? "the version 1" : `the versions 1 to ${versions.length}`}.`,
  links: versions.map((row) => ({ href: `${slug}@${row.version}`, name: `Version ${row.version}` })),
});

const gone = (
  slug: string,
  versions: readonly VersionRow[],
  { recordedAt, recordedBy, reason }: Withdrawal,
): Failure => ({
  status: 410,
  title: "This claim was withdrawn",
  message: `The claim “${slug}” was withdrawn on ${date(recordedAt)} by ${recordedBy}: ${reason} Its versions stay readable.`,
  links: versions.map((row) => ({ href: `${slug}@${row.version}`, name: `Version ${row.version}` })),
});
