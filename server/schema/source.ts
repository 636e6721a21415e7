import { type CorpusRow, corporaAsOf, currentCorpora, currentSources, type SourceRow } from "../store/read/corpora.ts";
import { builder } from "./builder/builder.ts";
import { loadRequired } from "./builder/context.ts";
import { OPERATORS } from "./builder/extensions.ts";
import { READS_NO_RECORD } from "./builder/reads.ts";
import { newestDataRevision } from "./builder/recordedAsOf.ts";

export const SourceRef = builder.objectRef<SourceRow>("Source").implement({
  extensions: READS_NO_RECORD,
  description: "A source of articles, with its licence.",
  fields: (t) => ({
    slug: t.exposeString("slug", { description: "The source's id within its corpus." }),
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
        "Whether the licence allows showing texts and quotes. If not, titles, offsets and records are still given, but `text`, `paragraphs`, quotes and snippets are null or empty.",
      resolve: (source) => source.showsText === 1,
    }),
    isPrivate: t.boolean({
      description:
        "Whether the licence forbids passing the records on. While the store contains such a source, reading requires a key or token.",
      resolve: (source) => source.isPrivate === 1,
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
    slug: t.exposeString("slug", {
      description: "The id of the corpus. Loading a corpus with the same id updates the corpus.",
    }),
    title: t.exposeString("title", { description: "The title that the author gave the corpus." }),
    version: t.exposeString("version", { description: "The version that the author gave the corpus." }),
    description: t.exposeString("description", {
      nullable: true,
      description: "A description of the corpus in the author's words.",
    }),
    hash: t.exposeString("hash", {
      description:
        "SHA-256 over all content of the corpus. Equal hashes in two stores mean that the content is the same. If a withdrawn name was removed from the corpus, the hash is keyed (HMAC-SHA-256), begins with `hmac-sha256:`, and is specific to this store.",
    }),
    dataRevision: t.exposeInt("write", {
      description: "The data revision of the store at which the corpus reached this state.",
    }),
    recordedAt: t.expose("recordedAt", { type: "DateTime", description: "When the corpus reached this state." }),
    sources: t.field({
      type: [SourceRef],
      description: "The sources of the corpus's articles, ordered by slug.",
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
      "The number of the newest write to this store; 0 if the store is empty. If two reads give the same number, nothing has changed in between. To read an earlier state of the store, give this number or a lower one as `recordedAsOf`.",
    resolve: (_root, _args, context) => newestDataRevision(context),
  }),
);

builder.queryField("corpora", (t) =>
  t.field({
    type: [CorpusRef],
    description:
      "The corpora in this store, ordered by slug. Usually there is only one. The field always shows the newest state and has no `recordedAsOf`.",
    resolve: (_root, _args, { store }) => currentCorpora(store.db),
  }),
);
