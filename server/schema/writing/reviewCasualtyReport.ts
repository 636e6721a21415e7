import { reviewReport } from "../../ingest/reviewReport.ts";
import { builder } from "../builder/builder.ts";
import { requireScope, takesScope } from "../builder/caller.ts";
import { InputError } from "../builder/errors.ts";
import { decodeGlobalId } from "../builder/globalId.ts";
import { CasualtyReportRef } from "../builder/refs.ts";
import { ReviewDecision } from "../enums.ts";
import { KEY } from "./ingestArticle.ts";
import { asWritten, type Done, resolvesTo, WriteFaultsRef, writing } from "./outcome.ts";
import { CasualtyReportCorrection } from "./recordInputs.ts";

const ReviewedCasualtyReport = builder.objectRef<Done>("ReviewedCasualtyReport").implement({
  description: "A claim that was reviewed.",
  fields: (t) => ({
    casualtyReport: t.field({
      type: CasualtyReportRef,
      nullable: true,
      description: "The claim as it is now. Null if the claim has been withdrawn since.",
      resolve: async ({ record }, _args, { load }) => (await load.casualtyReport.load(record)) ?? null,
    }),
    dataRevision: t.exposeInt("write", { description: "The data revision at which the store recorded the review." }),
  }),
});

const ReviewResult = builder.unionType("ReviewCasualtyReportResult", {
  description: "The reviewed claim, or all faults of the request.",
  types: [ReviewedCasualtyReport, WriteFaultsRef],
  resolveType: resolvesTo("ReviewedCasualtyReport", "WriteFaults"),
});

builder.mutationField("reviewCasualtyReport", (t) =>
  t.field({
    type: ReviewResult,
    description:
      "Accepts, corrects or rejects a claim. Each decision is a new revision with your name and reason. Loading the claim's corpus again does not undo the decision. Requires the scope `review`.",
    extensions: takesScope("review"),
    args: {
      id: t.arg.id({ required: true, description: "The claim's global id." }),
      decision: t.arg({ type: ReviewDecision, required: true, description: "Your decision about the claim." }),
      correction: t.arg({
        type: CasualtyReportCorrection,
        description: "The corrected values. Give them only with CORRECT.",
      }),
      reason: t.arg.string({
        required: true,
        description: "The reason for the decision, shown in the record's history.",
      }),
      key: t.arg.string({ description: KEY }),
      expectedRevision: t.arg.int({
        description:
          "The `revision { number }` that you reviewed. If the claim has a newer revision, the request fails.",
      }),
    },
    resolve: (_root, { id, decision, reason, key, ...args }, context) => {
      requireScope(context, "review");
      const { typename, id: slug } = decodeGlobalId(id, "id");
      if (typename !== "CasualtyReport")
        throw new InputError("id", `must be the id of a claim, not of the type ${typename}`);
      const correction = args.correction ? asWritten<Record<string, unknown>>({ ...args.correction }, true) : null;
      const expectedRevision = args.expectedRevision ?? null;
      return writing(context, "review", key, (on, sender) =>
        reviewReport(on, { slug, decision, correction, reason, expectedRevision }, sender),
      );
    },
  }),
);
