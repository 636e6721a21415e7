import { type Cited, citationText, cslItem } from "../domain/citation.ts";
import { claimTitle, isSingular } from "../domain/claimPhrase.ts";
import { countLabel } from "../domain/count.ts";
import { capitalised } from "../domain/english.ts";
import { namedHash } from "../domain/text.ts";
import { timeLabel } from "../domain/time.ts";
import { corpusStatesOf } from "../store/read/corpora.ts";
import { storedTime, tagsOf } from "../store/read/jsonColumns.ts";
import type { Row } from "../store/read/visibleRows.ts";
import { toBibtex } from "./bibtex.ts";
import { builder } from "./builder/builder.ts";
import { type Context, loadOptional, loadRequired } from "./builder/context.ts";
import { costs } from "./builder/extensions.ts";
import { CasualtyReportRef } from "./builder/refs.ts";
import { enumOf } from "./enums.ts";
import { shownWords } from "./licence.ts";
import { toRis } from "./ris.ts";

type Report = Row<"casualtyReport">;

const CitationFormat = enumOf("CitationFormat", "The format of a citation: for readers or for programs.", {
  TEXT: "A paragraph for readers.",
  BIBTEX: "An entry for a BibTeX file, in UTF-8.",
  RIS: "An entry for EndNote, Zotero, Mendeley and other reference managers, in UTF-8.",
  CSL_JSON: "A CSL-JSON list with one item. Zotero, Pandoc and citation processors can read it.",
});

type Format = typeof CitationFormat.$inferType;

export async function formatCitation(format: Format, cited: Cited): Promise<string> {
  if (format === "TEXT") return citationText(cited);
  const item = cslItem(cited);
  if (format === "CSL_JSON") return JSON.stringify([item], null, 2);
  return format === "BIBTEX" ? toBibtex(item) : toRis(item);
}

/** The public address of a page. Null if the service has no public address. */
export const publicAddress = ({ publicUrl }: Context, path: string): string | null =>
  publicUrl === null ? null : `${publicUrl}${path}`;

export const formatArg = builder.args((t) => ({
  format: t.field({
    type: CitationFormat,
    required: true,
    defaultValue: "TEXT",
    description: "The format: for readers, for a BibTeX file, for a reference manager, or for a citation processor.",
  }),
}));

const permalink = (report: Report, context: Context) =>
  publicAddress(context, `/claims/${report.slug}@${report.version}`);

/** The label without the best estimate, which has its own place in a title. */
async function labelOf(report: Report, context: Context): Promise<string> {
  const { article, qualifier, min, max, countText, conventionMin } = report;
  return countLabel({ qualifier, min, max, text: await shownWords(context, article, countText), conventionMin });
}

async function cited(report: Report, context: Context): Promise<Cited> {
  const { load } = context;
  const article = await loadRequired(load.article, report.article);
  const [source, publisher, claimant, conduit, side, place, corpus] = await Promise.all([
    loadRequired(load.source, article.source),
    loadOptional(load.actor, article.publisher),
    loadOptional(load.actor, report.claimant),
    loadOptional(load.actor, report.conduit),
    loadOptional(load.actor, report.side),
    loadOptional(load.place, report.place),
    loadRequired(
      context.loader("corpus state", (versions: readonly number[]) => corpusStatesOf(context.store.db, versions)),
      report.key,
    ),
  ]);
  const isRestated = article.wording === "RESTATED";
  const name = `claim ${report.slug}, revision ${report.version}`;
  const title = claimTitle({
    ...report,
    count: await labelOf(report, context),
    isSingular: isSingular(report),
    isRetracted: report.retractionJson !== null,
    tags: tagsOf(report),
    claimant: claimant?.name ?? null,
    conduit: conduit?.name ?? null,
    side: side?.name ?? null,
    place: place?.name ?? null,
  });
  const credit = source.attribution === null ? "" : `, ${source.attribution}`;
  return {
    key: `${report.slug}-r${report.version}`,
    title: `${title} (${name})`,
    // A restated text is credited to the corpus author. For other texts, the credit is for the article, not for our record.
    author: (isRestated && source.attribution) || `Contributors to ${corpus.title}`,
    recordedAt: report.recordedAt,
    corpora: [corpus],
    identity: `Record: ${name}, ${namedHash(report.contentHash)}`,
    url: permalink(report, context),
    notes: [
      `Read in the article ${article.slug}, ${isRestated ? "titled in the corpus author's words" : "titled"}: ${article.title}`,
      `Its publisher: ${publisher?.name ?? "not stated"}`,
      ...retrievalNotes(article),
      `Source: ${source.title}; ${source.licence}${credit}`,
    ],
  };
}

/**
 * Where the article can be read again. These are notes, since fields such as CSL's `accessed` and `archive_location` would say this of
 * our record, which is what is cited.
 */
function retrievalNotes({ archiveUrl, retrievedJson, mediaHash }: Row<"article">): string[] {
  const retrieved = storedTime(retrievedJson);
  const details = [...(retrieved ? [`retrieved ${timeLabel(retrieved)}`] : []), ...(mediaHash ? [mediaHash] : [])];
  if (archiveUrl !== null)
    return [`An archived copy is at ${archiveUrl}${details.length === 0 ? "" : ` (${details.join(", ")})`}`];
  return details.length === 0
    ? []
    : [
        details.length === 1 && !retrieved
          ? `Hash of the retrieved file: ${details[0]}`
          : capitalised(details.join(", ")),
      ];
}

builder.objectFields(CasualtyReportRef, (t) => ({
  permalink: t.string({
    nullable: true,
    description:
      "The web address of the page that shows this version. The page does not change if the claim is corrected later. Null if the service has no public address (PUBLIC_URL).",
    resolve: (report, _args, context) => permalink(report, context),
  }),
  citation: t.string({
    extensions: costs({ weight: 20, growsWithStore: true }),
    description:
      "A citation of this version of the record, not of the article that contains the claim. The citation names the article. Without a permalink, the corpus version and the hashes identify the record.",
    args: formatArg,
    resolve: async (report, { format }, context) => formatCitation(format, await cited(report, context)),
  }),
}));
