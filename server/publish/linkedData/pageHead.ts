import type { CslItem } from "../../domain/citation.ts";
import { ENDINGS, FORM_NAMES, FORMS } from "../forms.ts";
import { type Html, html } from "../html.ts";
import { isLink } from "../shared.ts";
import { type JsonLdObject, jsonLdBlock } from "./jsonLd.ts";

/** What programs read about a page to cite. */
export interface PageHead {
  /** The citation, from which all tags are made, so that every program shows the same title and author. */
  readonly item: CslItem;
  /** The content in a sentence. */
  readonly description: string;
  /** Null if the service has no public address. */
  readonly permalink: string | null;
  /** The page's file name and parameters, as in CiteBox. */
  readonly file: string;
  readonly search?: string;
  readonly licenceUrl: string | null;
  readonly linkedData: JsonLdObject;
}

/**
 * The tags in the head of a page to cite: for search engines and reference managers (`citation_…`, as Highwire Press named them,
 * and Dublin Core), for previews of links (OpenGraph), and links to the page's other forms.
 */
export function pageHead(of: PageHead): Html {
  const { item, description, permalink, licenceUrl } = of;
  const meta = (name: string, content: string | undefined): Html | null =>
    content === undefined ? null : html`<meta name="${name}" content="${content}">\n`;
  const property = (name: string, content: string | null): Html | null =>
    content === null ? null : html`<meta property="${name}" content="${content}">\n`;
  const licence = licenceUrl !== null && isLink(licenceUrl) ? licenceUrl : undefined;
  return html`${meta("description", description)}${meta("citation_title", item.title)}${item.author.map(({ literal }) =>
    meta("citation_author", literal),
  )}${meta("citation_publication_date", dateOf(item))}${meta("citation_public_url", permalink ?? undefined)}${meta(
    "citation_language",
    "en",
  )}<link rel="schema.DC" href="http://purl.org/dc/elements/1.1/">
${
  // Zotero would otherwise take the page for an article of a journal.
  meta("DC.type", "dataset")
}${meta("DC.source", item["container-title"])}${meta("DC.rights", licence)}${property("og:type", "article")}${property(
  "og:title",
  item.title,
)}${property("og:description", description)}${property("og:url", permalink)}${property(
  "og:site_name",
  "conflict-graph",
)}${
  // RFC 8574: the address to cite. Without a public address, there is none.
  permalink && html`<link rel="canonical cite-as" href="${permalink}">\n`
}${licence && html`<link rel="license" href="${licence}">\n`}${otherForms(of)}${jsonLdBlock(of.linkedData)}`;
}

const otherForms = ({ file, search = "" }: PageHead): Html[] =>
  ENDINGS.map(
    (form) =>
      html`<link rel="alternate" type="${mediaType(form)}" title="${FORM_NAMES[form]}" href="${file}.${form}${search}">\n`,
  );

const mediaType = (form: keyof typeof FORMS): string => FORMS[form].replace(/;.*/, "");

/** `2021/03/02`, as Google Scholar reads dates. */
const dateOf = ({ issued }: CslItem): string | undefined =>
  issued["date-parts"][0]?.map((part) => String(part).padStart(2, "0")).join("/");
