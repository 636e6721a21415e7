import type { Field, FieldTable } from "../domain/fields/kinds.ts";
import { RECORD_FIELDS } from "../domain/fields/recordFields.ts";
import type {
  ActorRecord,
  ArticleRecord,
  CasualtyReportRecord,
  EventRecord,
  Evidence,
  PlaceRecord,
} from "../domain/records.ts";
import { cellPosition } from "../domain/tableCell.ts";
import { articleText, sha256 } from "../domain/text.ts";
import { type KnownTime, parseTime } from "../domain/time.ts";
import type { RowReader } from "./rowReader.ts";

/** Makes records from the fields that an importer knows. The other fields are null, empty lists or the field's default. */

type Given<Record extends { readonly slug: string }, Required extends keyof Record> = Pick<Record, "slug" | Required> &
  Partial<Record>;

export const actor = (given: Given<ActorRecord, "name" | "kind">): ActorRecord => ({ ...ACTOR, ...given });
export const place = (given: Given<PlaceRecord, "name">): PlaceRecord => ({ ...PLACE, ...given });
export const event = (given: Given<EventRecord, "title" | "eventType" | "assertion" | "evidence">): EventRecord => ({
  ...EVENT,
  ...given,
});
export const claim = (
  given: Given<CasualtyReportRecord, "article" | "event" | "harm" | "count" | "scope" | "evidence">,
): CasualtyReportRecord => ({ ...CLAIM, ...given });

/** An article of which only the title is stored. */
export function titleOnly(given: Given<ArticleRecord, "title" | "language" | "source">): ArticleRecord {
  const { text, paragraphs } = articleText(given.title, []);
  return { ...ARTICLE, ...given, text, paragraphs, textHash: sha256(text) };
}

const emptyOf = (fields: FieldTable): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, field]) => (field.since === undefined ? [[name, emptyValue(field)]] : [])),
  );
const emptyValue = ({ kind, default: value }: Field): unknown => value ?? (kind.is === "list" ? [] : null);

const template = (type: keyof typeof RECORD_FIELDS) => ({
  type,
  slug: "",
  revised: null,
  ...emptyOf(RECORD_FIELDS[type]),
});
const ACTOR = template("Actor") as unknown as ActorRecord;
const PLACE = template("Place") as unknown as PlaceRecord;
const CLAIM = template("CasualtyReport") as unknown as CasualtyReportRecord;
const { type: _type, ...EVENT_FIELDS } = template("Event");
const EVENT = { ...EVENT_FIELDS, type: "Event" } as unknown as EventRecord;
const ARTICLE = { ...template("Article"), wording: "METADATA_ONLY", mentions: [] } as unknown as ArticleRecord;

/** The evidence that a cell gives: its whole text. */
export const cell = (row: RowReader, column: string, article: string): Evidence => ({
  ...cellPosition(row.raw(column), { file: row.file, row: row.row, column }),
  article,
});

/** A time from an ISO date or a span of two dates. */
export const stated = (at: string): KnownTime => ({ at, ...parseTime(at), basis: "STATED", words: null, note: null });
export const inferred = (at: string, note: string): KnownTime => ({ ...stated(at), basis: "INFERRED", note });

/** The position in the columns `latitude` and `longitude`. */
export function coordinates(row: RowReader): { readonly latitude: number | null; readonly longitude: number | null } {
  const [latitude, longitude] = [row.optionalDecimal("latitude", -90, 90), row.optionalDecimal("longitude", -180, 180)];
  const [missing] = ["latitude", "longitude"].filter((column) => row.optional(column) === null);
  if (missing !== undefined && (latitude ?? longitude) !== null)
    row.fault(missing, "is empty, but the other coordinate is not; give both or neither");
  return { latitude, longitude };
}
