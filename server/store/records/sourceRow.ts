import type { Selectable } from "kysely";
import type { SourceRecord } from "../../domain/records.ts";
import type { Tables } from "../db/tables.ts";

type Row = Selectable<Tables["source"]>;

/** The columns of a source. */
export const sourceRow = ({ showsText, isPrivate, ...source }: SourceRecord) => ({
  ...source,
  showsText: showsText ? 1 : 0,
  isPrivate: isPrivate ? 1 : 0,
});

/** The inverse of sourceRow. */
export const sourceRecord = ({
  slug,
  title,
  licence,
  licenceUrl,
  attribution,
  showsText,
  isPrivate,
}: Pick<Row, keyof SourceRecord>): SourceRecord => ({
  slug,
  title,
  licence,
  licenceUrl,
  attribution,
  showsText: showsText === 1,
  ...(isPrivate === 1 && { isPrivate: true }),
});

export const SOURCE_COLUMNS = [
  "slug",
  "title",
  "licence",
  "licenceUrl",
  "attribution",
  "showsText",
  "isPrivate",
] as const satisfies readonly (keyof Row)[];
