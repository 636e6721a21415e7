import type { DenialRow, MentionRow } from "../../store/read/relatedRows.ts";
import type { Row } from "../../store/read/visibleRows.ts";
import { builder } from "./builder.ts";

/**
 * The types that refer to each other, declared before any of them is implemented. Each has its own file for its fields.
 */

export const ArticleRef = builder.objectRef<Row<"article">>("Article");
export const EventRef = builder.objectRef<Row<"event">>("Event");
export const ActorRef = builder.objectRef<Row<"actor">>("Actor");
export const PlaceRef = builder.objectRef<Row<"place">>("Place");
export const CasualtyReportRef = builder.objectRef<Row<"casualtyReport">>("CasualtyReport");
/** The types of record. */
export const RECORD_REFS = {
  Article: ArticleRef,
  Event: EventRef,
  Actor: ActorRef,
  Place: PlaceRef,
  CasualtyReport: CasualtyReportRef,
} as const;
export const MentionRef = builder.objectRef<MentionRow>("Mention");
export const DenialRef = builder.objectRef<DenialRow>("Denial");
