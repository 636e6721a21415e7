import type { EvidenceFields, Wording } from "@conflict-graph/sdk";
import { type Child, h } from "../../shared/dom.ts";
import { labelFor } from "../../shared/labels.ts";
import { fitsText, markedParagraphs } from "../model/highlight.ts";
import type { Article } from "../service.ts";

const NOTICES: Readonly<Record<Wording, string>> = {
  VERBATIM: "In the publisher's own words.",
  RESTATED: "Restated by the corpus author. This is not the publisher's wording: do not quote it as such.",
  METADATA_ONLY: "Only the article's title is available, not its text.",
};

/** The paragraphs that contain the evidence, by article, with the exact words marked. */
export function evidenceView(
  evidence: readonly EvidenceFields[],
  articles: ReadonlyMap<string, Article> | null,
): Child[] {
  if (articles === null) return [h("p", { class: "quiet" }, "Loading the text…")];
  const byArticle = [...Map.groupBy(evidence, ({ article }) => article.slug)];
  return byArticle.flatMap(([slug, words]) => {
    const article = articles.get(slug);
    return article ? articleView(article, words) : [h("p", {}, "The article is no longer available.")];
  });
}

function articleView(article: Article, evidence: readonly EvidenceFields[]): Child[] {
  const { title, publisher, published, wording, language, text, textHash, paragraphs } = article;
  const source = h(
    "p",
    { class: "quiet" },
    wording === "RESTATED" ? "Article (title restated by the corpus author): " : "Article: ",
    h("cite", { lang: language }, title),
    `. Publisher: ${publisher?.name ?? "not stated"}. Published: ${published?.label ?? "not known"}.`,
  );
  const notice = h("p", { class: "wording" }, labelFor(NOTICES, wording));
  if (text === null) {
    const places = evidence.map(({ start, end }) => `${start} to ${end}`).join(", ");
    return [source, h("p", {}, `The licence does not allow showing the text. The words are at the offsets ${places}.`)];
  }
  if (!fitsText(evidence, textHash))
    return [source, notice, h("p", {}, "The text has changed since, so the words can no longer be found in it.")];
  const marked = markedParagraphs(paragraphs, evidence).map(({ segments }) =>
    h(
      "p",
      { lang: language },
      segments.map((part) => (part.isEvidence ? h("mark", {}, part.text) : part.text)),
    ),
  );
  // Only the publisher's own words are a quotation.
  return [source, h(wording === "RESTATED" ? "div" : "blockquote", { class: "words" }, marked), notice];
}
