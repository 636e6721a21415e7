import { corporaAsOf } from "../store/read/corpora.ts";
import { type CorpusRow, currentCorpora, type SourceRow, currentSources } from "../store/read/corpora.ts";
import { builder } from "./builder/builder.ts";
import { loadRequired } from "./builder/context.ts";
import { OPERATORS } from "./builder/extensions.ts";
import { newestDataRevision } from "./builder/recordedAsOf.ts";

export const SourceRef = builder.objectRef<SourceRow>("Source").implement({
  description: "A source of articles, and what its licence allows.",
  fields: (t) => ({
    slug: t.exposeString("slug", { description: "Its id within its corpus." }),
    title: t.exposeString("title", { description: "The name of the source." }),
    licence: t.exposeString("licence", {
      description: "The licence: an SPDX identifier such as `CC-BY-4.0`, or words.",
    }),
    licenceUrl: t.exposeString("licenceUrl", {
      nullable: true,
      description: "The web address of the licence. Null if none was given.",
    }),
    attribution: t.exposeString("attribution", {
      nullable: true,
      description: "The credit that the licence requires.",
    }),
    showsText: t.boolean({
      description:
        "Whether its texts and quotes may be shown. If not, titles, offsets and records are still given, but `text`, `paragraphs`, quotes and snippets are null or empty.",
      resolve: (source) => source.showsText === 1,
    }),
  }),
});

const CorpusRef = builder.objectRef<CorpusRow>("Corpus");

builder.objectField(SourceRef, "corpus", (t) =>
  t.field({
    type: CorpusRef,
    description: "The corpus that contains the source, as of the state that is read.",
    resolve: async (source, _args, context) => {
      const bySlug = context.loader<string, CorpusRow>(
        "corpora",
        async () => new Map((await corporaAsOf(context.store)).map((corpus) => [corpus.slug, corpus])),
      );
      return loadRequired(bySlug, source.corpus);
    },
  }),
);

CorpusRef.implement({
  description: "A set of articles and records that is loaded together. Cite its version and hash.",
  fields: (t) => ({
    slug: t.exposeString("slug", { description: "Its id. Loading a corpus with the same id updates it." }),
    title: t.exposeString("title", { description: "What its author calls it." }),
    version: t.exposeString("version", { description: "The version that its author gave it." }),
    description: t.exposeString("description", {
      nullable: true,
      description: "A description in its author's words.",
    }),
    hash: t.exposeString("hash", {
      description: "SHA-256 over all its content. Two stores with equal hashes have the same content.",
    }),
    dataRevision: t.exposeInt("write", {
      description: "The data revision of the store at which the corpus reached this state.",
    }),
    recordedAt: t.expose("recordedAt", { type: "DateTime", description: "When the corpus reached this state." }),
    sources: t.field({
      type: [SourceRef],
      description: "The sources of its articles, by slug.",
      resolve: async (corpus, _args, context) => {
        const bySlug = context.loader<string, SourceRow[]>("sources", async () =>
          Map.groupBy(await currentSources(context.store.db), (source) => source.corpus),
        );
        return (await bySlug.load(corpus.slug)) ?? [];
      },
    }),
  }),
});

builder.queryField("dataRevision", (t) =>
  t.int({
    extensions: { tags: [OPERATORS] },
    description:
      "The number of the newest write to this store; 0 while it is empty. Equal numbers mean that nothing has changed in between. It is always the newest. To read an earlier state of the store, give this number or an earlier one as `recordedAsOf`.",
    resolve: (_root, _args, context) => newestDataRevision(context),
  }),
);

builder.queryField("corpora", (t) =>
  t.field({
    type: [CorpusRef],
    description:
      "The corpora in this store, by slug. Usually there is one. They are always in their newest state: this field has no `recordedAsOf`.",
    resolve: (_root, _args, { store }) => currentCorpora(store.db),
  }),
);
