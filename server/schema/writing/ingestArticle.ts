import { ingestArticle } from "../../ingest/ingestArticle.ts";
import type { ArticleInput } from "../../ingest/parseInput.ts";
import { changesOfWrite, type RecordChange } from "../../store/changes/changes.ts";
import { builder } from "../builder/builder.ts";
import { takesScope } from "../builder/caller.ts";
import { ArticleRef } from "../builder/refs.ts";
import { RecordChangeRef } from "../history/recordChange.ts";
import { asWritten, type Done, IngestFaultsRef, resolvesTo, writing } from "./outcome.ts";
import { IngestArticleInput } from "./recordInputs.ts";

export const KEY =
  "Your own name for this request, such as a UUID, so that you can send it again if the answer was lost. The same key with another content is a fault.";

const IngestedArticle = builder.objectRef<Done>("IngestedArticle").implement({
  description: "An article that was ingested, now or when the same was first sent.",
  fields: (t) => ({
    article: t.field({
      type: ArticleRef,
      nullable: true,
      description: "The article. Null if it was withdrawn since.",
      resolve: async ({ record }, _args, { load }) => (await load.article.load(record)) ?? null,
    }),
    dataRevision: t.exposeInt("write", { description: "The data revision of the store that brought it." }),
    changes: t.field({
      type: [RecordChangeRef],
      description: "The entries of the change log for all that came with it.",
      resolve: ({ write }, _args, { store }): Promise<RecordChange[]> => changesOfWrite(store, write),
    }),
  }),
});

const IngestArticleResult = builder.unionType("IngestArticleResult", {
  description: "What was ingested, or everything that is wrong with it.",
  types: [IngestedArticle, IngestFaultsRef],
  resolveType: resolvesTo("IngestedArticle", "IngestFaults"),
});

builder.mutationField("ingestArticle", (t) =>
  t.field({
    type: IngestArticleResult,
    description:
      "Ingests an article with its hand-made records, all or nothing. Quotes must be in the text. The same content again changes nothing and returns the first result. Requires the scope `ingest`.",
    extensions: takesScope("ingest"),
    args: {
      input: t.arg({ type: IngestArticleInput, required: true, description: "The article and its records." }),
      key: t.arg.string({ description: KEY }),
    },
    resolve: (_root, { input, key }, context) =>
      writing(context, "ingest", key, (on, sender) =>
        ingestArticle(on, asWritten(input) as unknown as ArticleInput, { ...sender, title: context.apiCorpusTitle }),
      ),
  }),
);
