import type { RecordType } from "../vocabulary.ts";
import { ACTOR } from "./actor.ts";
import { ARTICLE } from "./article.ts";
import { CASUALTY_REPORT } from "./casualtyReport.ts";
import type { StoredTable } from "./columns.ts";
import { EVENT } from "./event.ts";
import type { FieldTable } from "./kinds.ts";
import { AFFILIATION, DENIAL, MENTION, PARTICIPANT } from "./parts.ts";
import { PLACE } from "./place.ts";

/** The fields of each type of record. */
export const RECORD_FIELDS = {
  Article: ARTICLE,
  Event: EVENT,
  Actor: ACTOR,
  Place: PLACE,
  CasualtyReport: CASUALTY_REPORT,
} as const satisfies Readonly<Record<RecordType, StoredTable>>;

/** The fields of each database table, including the parts that are stored as rows of their own. */
export const FIELDS_BY_TABLE = {
  article: ARTICLE,
  event: EVENT,
  actor: ACTOR,
  place: PLACE,
  casualtyReport: CASUALTY_REPORT,
  affiliation: AFFILIATION.fields,
  denial: DENIAL.fields,
  mention: MENTION.fields,
  participant: PARTICIPANT.fields,
} as const satisfies Readonly<Record<string, FieldTable>>;
