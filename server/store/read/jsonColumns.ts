import { type RawBuilder, type Selectable, sql } from "kysely";
import type { Alias } from "../../domain/records.ts";
import type { Paragraph } from "../../domain/text.ts";
import type { KnownTime } from "../../domain/time.ts";
import type { DialectName } from "../db/database.ts";
import type { Tables } from "../db/tables.ts";
import type { EvidenceSpan, StoredBasis, StoredRetraction } from "./relatedRows.ts";

/** The values in the columns of JSON text. A column is parsed only if a field needs it. */

type Row<Table extends keyof Tables> = Selectable<Tables[Table]>;

export const aliasesOf = (row: Pick<Row<"actor">, "aliasesJson">): readonly Alias[] => JSON.parse(row.aliasesJson);

export const placeNamesOf = (row: Pick<Row<"place">, "namesJson">): readonly Alias[] => JSON.parse(row.namesJson);

/** A statement about a place's status: the speaker's key, and the words. */
export interface StoredStatusNote {
  readonly by: number | null;
  readonly evidence: EvidenceSpan;
}

export const statusNotesOf = (row: Pick<Row<"place">, "statusNotesJson">): readonly StoredStatusNote[] =>
  JSON.parse(row.statusNotesJson);

/** The paragraphs, starting with the title. */
export const paragraphsIn = (row: Pick<Row<"articleText">, "paragraphsJson">): readonly Paragraph[] =>
  JSON.parse(row.paragraphsJson);

export const tagsOf = (row: Pick<Row<"casualtyReport">, "tagsJson">): readonly string[] => JSON.parse(row.tagsJson);

export const basisOf = ({ basisJson }: Pick<Row<"casualtyReport">, "basisJson">): StoredBasis | null =>
  basisJson === null ? null : JSON.parse(basisJson);

export const retractionOf = ({
  retractionJson,
}: Pick<Row<"casualtyReport">, "retractionJson">): StoredRetraction | null =>
  retractionJson === null ? null : JSON.parse(retractionJson);

/** The time in a column such as `publishedJson`. */
export const storedTime = (json: string | null): KnownTime | null => (json === null ? null : JSON.parse(json));

/** The SQL for a field of a column of JSON, as text. Null if the column is null. */
export const jsonText = (dialect: DialectName, column: string, field: string): RawBuilder<string | null> =>
  dialect === "postgres"
    ? sql`${sql.ref(column)}::json ->> ${sql.lit(field)}`
    : sql`${sql.ref(column)} ->> ${sql.lit(field)}`;
