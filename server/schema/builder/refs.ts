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

const edge = (of: string) => ({ description: `${of}, with its cursor.` });
export const ArticleConnection = builder.connectionObject(
  { type: ArticleRef, name: "ArticleConnection", description: "A page of articles." },
  edge("An article"),
);
export const EventConnection = builder.connectionObject(
  { type: EventRef, name: "EventConnection", description: "A page of events." },
  edge("An event"),
);
export const ActorConnection = builder.connectionObject(
  { type: ActorRef, name: "ActorConnection", description: "A page of actors." },
  edge("An actor"),
);
export const PlaceConnection = builder.connectionObject(
  { type: PlaceRef, name: "PlaceConnection", description: "A page of places." },
  edge("A place"),
);
export const CasualtyReportConnection = builder.connectionObject(
  {
    type: CasualtyReportRef,
    name: "CasualtyReportConnection",
    description: "A page of casualty reports. Their number is a number of claims, not of people.",
  },
  edge("A casualty report"),
);
export const MentionConnection = builder.connectionObject(
  { type: MentionRef, name: "MentionConnection", description: "A page of mentions." },
  edge("A mention"),
);
export const DenialConnection = builder.connectionObject(
  { type: DenialRef, name: "DenialConnection", description: "A page of denials." },
  edge("A denial"),
);
