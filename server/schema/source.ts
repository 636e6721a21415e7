import { corporaAt } from "../store/read/corpusStates.ts";
import { type CorpusRow, corpora, type SourceRow, sources } from "../store/read/relatedRows.ts";
import { builder } from "./builder/builder.ts";
import { loadRequired } from "./builder/context.ts";
import { OPERATORS } from "./builder/extensions.ts";
import { newestDataRevision } from "./builder/recordedAsOf.ts";

export const SourceRef = builder.objectRef<SourceRow>("Source").implement({
  description: "Where articles come from, and what its licence allows.",
  fields: (t) => ({
    slug: t.exposeString("slug", { description: "Its id in its corpus." }),
    title: t.exposeString("title", { description: "What it is." }),
    licence: t.exposeString("licence", { description: "An SPDX identifier such as `CC-BY-4.0`, or words." }),
    licenceUrl: t.exposeString("licenceUrl", {
      nullable: true,
      description: "Where the licence can be read; null where none was given.",
    }),
    attribution: t.exposeString("attribution", {
      nullable: true,
      description: "The credit that the licence asks for.",
    }),
    showsText: t.boolean({
      description:
        "Whether texts and quotes may be served. Where not, titles, offsets and records are, and `text`, `paragraphs`, quotes and snippets are null or empty.",
      resolve: (source) => source.showsText === 1,
    }),
  }),
});

const CorpusRef = builder.objectRef<CorpusRow>("Corpus");

builder.objectField(SourceRef, "corpus", (t) =>
  t.field({
    type: CorpusRef,
    description: "The corpus that names it, as it was where an earlier state is read.",
    resolve: async (source, _args, context) => {
      const bySlug = context.loader<string, CorpusRow>(
        "corpora",
        async () => new Map((await corporaAt(context.store)).map((corpus) => [corpus.slug, corpus])),
      );
      return loadRequired(bySlug, source.corpus);
    },
  }),
);

CorpusRef.implement({
  description: "A body of articles and records that was loaded as one. Cite its version and hash.",
  fields: (t) => ({
    slug: t.exposeString("slug", { description: "Its id: loading a corpus of the same id again updates it." }),
    title: t.exposeString("title", { description: "What it is about." }),
    version: t.exposeString("version", { description: "Its author's version." }),
    description: t.exposeString("description", {
      nullable: true,
      description: "More about it, in its author's words.",
    }),
    hash: t.exposeString("hash", {
      description: "SHA-256 over all its content: two stores with equal hashes hold the same.",
    }),
    dataRevision: t.exposeInt("write", { description: "The store's data revision that brought it to this state." }),
    recordedAt: t.expose("recordedAt", { type: "DateTime", description: "When that was." }),
    sources: t.field({
      type: [SourceRef],
      description: "Where its articles come from, by slug.",
      resolve: async (corpus, _args, context) => {
        const bySlug = context.loader<string, SourceRow[]>("sources", async () =>
          Map.groupBy(await sources(context.store.db), (source) => source.corpus),
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
      "The number of the newest write to this store, 0 while it is empty: equal numbers mean that nothing has changed in between. Always the newest; give it, or an earlier one, as `recordedAsOf` to read the store as it stood then.",
    resolve: (_root, _args, context) => newestDataRevision(context),
  }),
);

builder.queryField("corpora", (t) =>
  t.field({
    type: [CorpusRef],
    description:
      "What this store holds, by slug: usually one corpus. Always their newest state; there is no `recordedAsOf` for it.",
    resolve: (_root, _args, { store }) => corpora(store.db),
  }),
);
