import { byForeignKey, byRelation } from "../store/read/lists/children.ts";
import { eventsOfArticles } from "../store/read/relations.ts";
import type { Row } from "../store/read/visibleRows.ts";
import { batched } from "./builder/batched.ts";
import { builder } from "./builder/builder.ts";
import { loadAllRequired, loadRequired } from "./builder/context.ts";
import { costs } from "./builder/extensions.ts";
import { lookupField } from "./builder/lookup.ts";
import { fromColumns, reads, rowsOf } from "./builder/reads.ts";
import { recordField } from "./builder/recordField.ts";
import * as refs from "./builder/refs.ts";
import { Wording } from "./enums.ts";
import { ParagraphRef, paragraphsOf } from "./evidence.ts";
import { showsText } from "./licence.ts";
import { articleList } from "./lists/articles.ts";
import { casualtyReportList } from "./lists/casualtyReports.ts";
import { eventList } from "./lists/events.ts";
import { mentionList } from "./lists/mentions.ts";
import { SourceRef } from "./source.ts";
import { ImpreciseTime, knownTime } from "./time.ts";

builder.node(refs.ArticleRef, {
  description:
    "One published text. For the claims in the text, see `casualtyReports`. The publisher is not the claimant unless the text says so.",
  id: { resolve: (article) => article.slug, extensions: reads({ own: ["slug"] }) },
  extensions: rowsOf("article"),
  fields: (t) => ({
    slug: t.exposeString("slug", { description: "The article's id in the corpus. Permalinks contain it." }),
    title: t.exposeString("title", { description: "The title, in the same wording as the text." }),
    wording: t.expose("wording", {
      type: Wording,
      description:
        "Who worded the title and the text: the publisher or the author of the corpus. Never quote RESTATED words as the publisher's.",
    }),
    source: t.field({
      type: SourceRef,
      description: "The source of the text, with the licence that decides whether the text may be shown.",
      ...batched(
        (articles: readonly Pick<Row<"article">, "source">[], { load }) =>
          loadAllRequired(
            load.source,
            articles.map(({ source }) => source),
          ),
        { own: ["source"] },
      ),
    }),
    publisher: recordField(t, "Actor", "publisher", {
      nullable: true,
      description: "The publisher. Null unless the document names the publisher: we do not guess.",
    }),
    agencies: t.field({
      type: [refs.ActorRef],
      description: "The news agencies that the document credits, in the document's order.",
      extensions: reads({ own: ["key"] }),
      resolve: async (article, _args, { load }) => {
        const credited = (await load.agencies.load(article.key)) ?? [];
        return Promise.all(credited.map(({ agency }) => loadRequired(load.actor, agency)));
      },
    }),
    copyOf: recordField(t, "Article", "copyOf", {
      nullable: true,
      description:
        "The original, if this article is a copy. The two count as one source, not two. Null if the article is not known to be a copy.",
    }),
    language: t.exposeString("language", { description: "The text's language, as a BCP 47 tag." }),
    published: t.field({
      type: ImpreciseTime,
      nullable: true,
      description: "When the article was published. INFERRED if the document does not say.",
      ...fromColumns<Row<"article">>()(["publishedJson", "record"], ({ publishedJson, record }) =>
        knownTime(publishedJson, [record]),
      ),
    }),
    updated: t.field({
      type: ImpreciseTime,
      nullable: true,
      description: "When the publisher last changed the article. Null unless the document says so.",
      ...fromColumns<Row<"article">>()(["updatedJson", "record"], ({ updatedJson, record }) =>
        knownTime(updatedJson, [record]),
      ),
    }),
    url: t.exposeString("url", {
      nullable: true,
      description: "The web address at which the article was published. Null if not known.",
    }),
    archiveUrl: t.exposeString("archiveUrl", {
      nullable: true,
      description:
        "The web address of a copy of the document that stays, such as one in a web archive. Null if none was given.",
    }),
    retrievedAt: t.field({
      type: ImpreciseTime,
      nullable: true,
      description: "When the document was retrieved, by the author of the corpus or by an archive. Null if not known.",
      ...fromColumns<Row<"article">>()(["retrievedJson", "record"], ({ retrievedJson, record }) =>
        knownTime(retrievedJson, [record]),
      ),
    }),
    mediaHash: t.exposeString("mediaHash", {
      nullable: true,
      description:
        "The SHA-256 of the retrieved file's bytes, as `sha256:` and 64 hexadecimal digits. It is the hash of the document as it was published, such as an HTML page; `textHash` is the hash of the text that was read from it. Null if not known.",
    }),
    text: t.string({
      nullable: true,
      extensions: { ...costs({ weight: 5 }), ...reads({ own: ["key"] }) },
      description:
        "The title and the paragraphs, separated by empty lines. All offsets refer to this text. Null if the text may not be shown.",
      resolve: async (article, _args, context) =>
        (await showsText(context, article.record)) ? (await loadRequired(context.load.text, article.key)).text : null,
    }),
    paragraphs: t.field({
      type: [ParagraphRef],
      extensions: { ...costs({ weight: 5 }), ...reads({ own: ["key"] }) },
      description: "The text as a list of paragraphs, starting with the title. Empty if the text may not be shown.",
      resolve: async (article, _args, context) =>
        (await showsText(context, article.record)) ? paragraphsOf(context, article.key) : [],
    }),
    textHash: t.exposeString("textHash", {
      description:
        "SHA-256 of the text's UTF-8 bytes. Offsets remain valid as long as the hash does not change. If a withdrawn name was removed from the text, it is the hash of the text with blocks in place of the name; the offsets remain valid then, too.",
    }),
    copies: articleList.ofRecord(t, {
      description: "The articles that are copies of this article.",
      children: byForeignKey("copyOf"),
    }),
    casualtyReports: casualtyReportList.ofRecord(t, {
      description: "The casualty claims in the article.",
      children: byForeignKey("article"),
    }),
    events: eventList.ofRecord(t, {
      description:
        "The events that the article is about: events with evidence in the article, and events that the article's claims are about.",
      children: byRelation("record", eventsOfArticles),
    }),
    mentions: mentionList.ofRecord(t, {
      description: "The words with which the article names actors and places, in the order of the text.",
      children: byForeignKey("article"),
    }),
  }),
});

builder.objectField(SourceRef, "articles", (t) =>
  articleList.field(t, {
    description: "The articles from this source.",
    within: ({ key }) => ({ parent: key, children: byForeignKey("source") }),
  }),
);

builder.queryFields((t) => ({
  article: lookupField(t, "Article", "article"),
  articles: articleList.atRoot(t, "The articles in the store."),
}));
