import type { GraphQLSchema } from "graphql";
import { builder } from "./builder/builder.ts";
import "./actor.ts";
import "./article.ts";
import "./casualtyReport.ts";
import "./citation.ts";
import "./counterparts.ts";
import "./denial.ts";
import "./event.ts";
import "./extraction.ts";
import "./mention.ts";
import "./node.ts";
import "./place.ts";
import "./history/recordChange.ts";
import "./history/revision.ts";
import "./reviewQueue.ts";
import "./search.ts";
import "./toll/breakdown.ts";
import "./toll/carriers.ts";
import "./toll/citing.ts";
import "./toll/compare.ts";
import "./toll/counterparts.ts";
import "./toll/disagreements.ts";
import "./toll/naming.ts";
import "./toll/timeline.ts";
import "./toll/toll.ts";
import "./source.ts";
import "./history/subscription.ts";
import "./writing/ingestArticle.ts";
import "./writing/ingestText.ts";
import "./writing/merge.ts";
import "./writing/reviewCasualtyReport.ts";
import "./writing/withdraw.ts";

/** The schema, built once at startup. */
export const schema: GraphQLSchema = builder.toSchema();
schema.description =
  "Conflict reporting in which every casualty figure is a claim, with its claimant, its conduit, the article's words, the people counted, the time and the exact bounds. Start with `casualtyReports`, `events` or `search`.";
