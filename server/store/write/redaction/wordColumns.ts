import { sql } from "kysely";
import type { FieldTable } from "../../../domain/fields/kinds.ts";
import { columnsWithoutWords } from "../../../domain/fields/maskFields.ts";
import { FIELDS_BY_TABLE } from "../../../domain/fields/recordFields.ts";
import type { WriteTransaction } from "../../db/database.ts";
import { COPIED_TABLES, type TableName } from "../../db/tableKeys.ts";

const ID = "An id does not change. The docs say that an id should not contain a name that may have to be withdrawn.";
const HASH = "A hash. The hashes of content are replaced: see hashes.ts.";
const CUT = "Cut anew from the article's masked text: see quotes.ts.";
const VALUE = "A value from a fixed list.";

/**
 * The columns of text in which a withdrawn name is not searched, each with the reason. A withdrawn name is masked in every
 * other column of text, so that a new column is covered. Columns of fields are not listed if their kind holds no words.
 */
export const EXEMPT: Readonly<Record<string, string>> = {
  "*.slug": ID,
  "corpusState.corpus": ID,
  "source.corpus": ID,
  "record.corpus": ID,
  "apiKey.id": ID,
  "*.contentHash": HASH,
  "*.textHash": HASH,
  "*.articleHash": HASH,
  "record.loadedHash": HASH,
  "corpus.hash": HASH,
  "corpus.folderHash": HASH,
  "corpus.fingerprint": HASH,
  "corpusState.hash": HASH,
  "request.inputHash": HASH,
  "apiKey.hash": HASH,
  "apiKey.previousHash": HASH,
  "hashKey.key": "A random key.",
  "articleText.paragraphsJson": "Made from the masked text: see texts.ts.",
  "evidence.quote": CUT,
  "evidence.prefix": CUT,
  "evidence.suffix": CUT,
  "mention.quote": CUT,
  "mention.prefix": CUT,
  "mention.suffix": CUT,
  "record.type": VALUE,
  "change.kind": VALUE,
  "withdrawal.what": VALUE,
  "request.operation": VALUE,
  "apiKey.scopes": VALUE,
};

/** The columns of each table in which a withdrawn name is masked. */
export async function wordColumns(on: WriteTransaction): Promise<ReadonlyMap<TableName, readonly string[]>> {
  const found = new Map<TableName, string[]>();
  for (const { table, column } of await textColumns(on))
    if (!isExempt(table, column)) found.set(table, [...(found.get(table) ?? []), column]);
  return found;
}

export const fieldsOf = (table: TableName): FieldTable =>
  (FIELDS_BY_TABLE as Readonly<Record<string, FieldTable>>)[table] ?? {};

const isExempt = (table: TableName, column: string): boolean =>
  Object.hasOwn(EXEMPT, `*.${column}`) ||
  Object.hasOwn(EXEMPT, `${table}.${column}`) ||
  columnsWithoutWords(fieldsOf(table)).includes(column);

/** All columns of text, as the database has them. */
export async function textColumns({
  db,
  dialect,
}: WriteTransaction): Promise<readonly { readonly table: TableName; readonly column: string }[]> {
  const { rows } =
    dialect === "postgres"
      ? await sql<{ table: string; column: string }>`
          select table_name as "table", column_name as "column" from information_schema.columns
          where table_schema = current_schema() and data_type in ('text', 'character varying')
          order by table_name, ordinal_position`.execute(db)
      : await sql<{ table: string; column: string }>`
          select t.name as "table", c.name as "column" from pragma_table_list as t, pragma_table_info(t.name) as c
          where t.schema = 'main' and lower(c.type) in ('text', 'varchar') order by t.name, c.cid`.execute(db);
  const ours = new Set<string>(COPIED_TABLES);
  return rows.filter(({ table }) => ours.has(table)) as { table: TableName; column: string }[];
}
