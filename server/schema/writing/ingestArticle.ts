import { ingestArticle } from "../../ingest/ingestArticle.ts";
import type { ArticleInput } from "../../ingest/parseInput.ts";
import { changesOfWrite, type RecordChange } from "../../store/changes/changes.ts";
import { builder } from "../builder/builder.ts";
import { requireScope, takesScope } from "../builder/caller.ts";
import { ArticleRef } from "../builder/refs.ts";
import { RecordChangeRef } from "../history/recordChange.ts";
import { asWritten } from "./givenIds.ts";
import { type Done, IngestFaultsRef, resolvesTo, writing } from "./outcome.ts";
import { IngestArticleInput } from "./recordInputs.ts";

export const KEY =
  "Your own key for this request, such as a UUID. If the answer is lost, you can then send the request again: it is not applied twice. Using the same key for different content is an error.";

const IngestedArticle = builder.objectRef<Done>("IngestedArticle").implement({
  description: "An article that was ingested, by this request or by an earlier request with the same content.",
  fields: (t) => ({
    article: t.field({
      type: ArticleRef,
      nullable: true,
      description: "The article. Null if the article has been withdrawn since.",
      resolve: async ({ record }, _args, { load }) => (await load.article.load(record)) ?? null,
    }),
    dataRevision: t.exposeInt("write", { description: "The data revision at which the store added the article." }),
    changes: t.field({
      type: [RecordChangeRef],
      description: "The entries of the change log for the article and its records.",
      resolve: ({ write }, _args, { store }): Promise<RecordChange[]> => changesOfWrite(store, write),
    }),
  }),
});

export const IngestArticleResult = builder.unionType("IngestArticleResult", {
  description: "The ingested article, or all faults of the input.",
  types: [IngestedArticle, IngestFaultsRef],
  resolveType: resolvesTo("IngestedArticle", "IngestFaults"),
});

builder.mutationField("ingestArticle", (t) =>
  t.field({
    type: IngestArticleResult,
    description:
      "Adds an article with its hand-made records, completely or not at all. Quotes must occur in the text. If you send the same content again, nothing changes and you get the first result. Requires the scope `ingest`.",
    extensions: takesScope("ingest"),
    args: {
      input: t.arg({ type: IngestArticleInput, required: true, description: "The article and its records." }),
      key: t.arg.string({ description: KEY }),
    },
    resolve: async (_root, { input, key }, context) => {
      requireScope(context, "ingest");
      const article = await asWritten<unknown>(context, input, "input");
      return writing(context, "ingest", key, (on, sender) =>
        ingestArticle(on, article as ArticleInput, { ...sender, title: context.apiCorpusTitle }),
      );
    },
  }),
);
