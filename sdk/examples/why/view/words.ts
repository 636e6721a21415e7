import type { EvidenceFields, Wording } from "@conflict-graph/sdk";
import { fitsText, markedParagraphs } from "../model/highlight.ts";
import { wordFor } from "../model/words.ts";
import type { Article } from "../service.ts";
import { type Child, h } from "./dom.ts";

const NOTICES: Readonly<Record<Wording, string>> = {
  VERBATIM: "In the publisher's own words.",
  RESTATED: "Restated in the corpus author's words: not the publisher's wording, and not to be quoted as such.",
  METADATA_ONLY: "Only the article's title is held, not its text.",
};

/** The paragraphs that words stand in, with exactly the words marked, article by article. */
export function wordsView(evidence: readonly EvidenceFields[], articles: ReadonlyMap<string, Article> | null): Child[] {
  if (articles === null) return [h("p", { class: "quiet" }, "Loading the words …")];
  const byArticle = [...Map.groupBy(evidence, ({ article }) => article.slug)];
  return byArticle.flatMap(([slug, words]) => {
    const article = articles.get(slug);
    return article ? articleWords(article, words) : [h("p", {}, "The article is no longer held.")];
  });
}

function articleWords(article: Article, evidence: readonly EvidenceFields[]): Child[] {
  const { title, publisher, published, wording, language, text, textHash, paragraphs } = article;
  const source = h(
    "p",
    { class: "quiet" },
    wording === "RESTATED" ? "In an article titled, in the corpus author's words: " : "In the article: ",
    h("cite", { lang: language }, title),
    `. Publisher: ${publisher?.name ?? "not stated"}. Published: ${published?.label ?? "not known"}.`,
  );
  const notice = h("p", { class: "wording" }, wordFor(NOTICES, wording));
  if (text === null) {
    const places = evidence.map(({ start, end }) => `${start} to ${end}`).join(", ");
    return [
      source,
      h("p", {}, `Its licence does not let the text be shown. The words stand at the offsets ${places}.`),
    ];
  }
  if (!fitsText(evidence, textHash))
    return [source, notice, h("p", {}, "The text has changed since: where the words stood can no longer be shown.")];
  const marked = markedParagraphs(paragraphs, evidence).map(({ segments }) =>
    h(
      "p",
      { lang: language },
      segments.map((part) => (part.isEvidence ? h("mark", {}, part.text) : part.text)),
    ),
  );
  // Only a publisher's own words are a quotation.
  return [source, h(wording === "RESTATED" ? "div" : "blockquote", { class: "words" }, marked), notice];
}
