import type { ObjectRef } from "@pothos/core";
import { type ReviewDoubt as Kind, REVIEW_DOUBTS } from "../domain/vocabulary.ts";
import { type Doubts, doubtsOf } from "../store/read/doubts.ts";
import type { Row } from "../store/read/visibleRows.ts";
import { batched } from "./builder/batched.ts";
import { type BuilderTypes, builder } from "./builder/builder.ts";
import { loadAllRequired } from "./builder/context.ts";
import { costs } from "./builder/extensions.ts";
import { READS_NO_RECORD } from "./builder/reads.ts";
import { CasualtyReportRef } from "./builder/refs.ts";
import { ReviewDoubtKind } from "./enums.ts";
import { CasualtyReportFilter, casualtyReportList, reviewQueue } from "./lists/casualtyReports.ts";

interface Doubt {
  readonly kind: Kind;
  /** The record keys of the claims that cause it. */
  readonly claims: readonly number[];
}

const ReviewDoubtRef = builder.objectRef<Doubt>("ReviewDoubt").implement({
  description: "A reason to look closely at a claim that waits for review. It does not mean that the claim is wrong.",
  fields: (t) => ({
    kind: t.expose("kind", { type: ReviewDoubtKind, description: "What is doubtful about the claim." }),
    reason: t.string({
      description: "The doubt as a readable sentence.",
      resolve: ({ kind }) => REVIEW_DOUBTS[kind],
    }),
    claims: t.field({
      type: [CasualtyReportRef],
      description: "Up to five claims with another figure, for CONTRADICTION. Otherwise empty.",
      resolve: async ({ claims }, _args, { load }) =>
        (await loadAllRequired(load.casualtyReport, claims)) as Row<"casualtyReport">[],
    }),
  }),
});

const listed = ({ kinds, contradicting }: Doubts): Doubt[] =>
  kinds.map((kind) => ({ kind, claims: kind === "CONTRADICTION" ? contradicting : [] }));

builder.objectField(CasualtyReportRef, "doubts", (t) =>
  t.field({
    type: [ReviewDoubtRef],
    description:
      "Why a reviewer should look closely at the claim, the most serious doubt first. Empty if nothing is doubtful, or if the claim does not wait for review.",
    ...batched(
      async (reports: readonly Row<"casualtyReport">[], context) => {
        const load = context.loader<number, Doubts>("doubts", (keys) => doubtsOf(context.store, keys));
        const found = await load.loadMany(reports.map(({ record }) => record));
        return found.map((doubts) => (doubts ? listed(doubts) : []));
      },
      { own: [] },
    ),
  }),
);

builder.queryField("reviewQueue", (t) =>
  t.connection(
    {
      type: CasualtyReportRef as ObjectRef<BuilderTypes, object>,
      description:
        "The claims that were extracted automatically and are not yet reviewed (EXTRACTED), those with the most serious doubts first. Decide on each with `reviewCasualtyReport`.",
      extensions: { ...READS_NO_RECORD, ...costs({ weight: 1000, growsWithStore: true }) },
      args: {
        filter: t.arg({
          type: CasualtyReportFilter,
          description:
            "Filters the queue. The filter `review` is not allowed. Default: all claims that wait for review.",
        }),
      },
      resolve: (_root, args, context, info) => reviewQueue(context, info, args),
    },
    casualtyReportList.connectionRef,
  ),
);
