import { sql } from "kysely";
import type { FieldTable } from "../../../domain/fields/kinds.ts";
import { maskJson } from "../../../domain/fields/maskFields.ts";
import { FIELDS_BY_TABLE } from "../../../domain/fields/recordFields.ts";
import { fold } from "../../../domain/fold.ts";
import { type QuotePosition, quoteAt } from "../../../domain/text.ts";
import { chunks } from "../../db/batchInsert.ts";
import type { WriteTransaction } from "../../db/database.ts";
import type { TableName } from "../../db/tableKeys.ts";
import { jsonWithKeys } from "../../records/keysInJson.ts";
import { type OnChange, type Row, rowsOf, updateRow } from "./rows.ts";
import type { MaskedText } from "./texts.ts";

interface Quote extends QuotePosition {
  readonly article: number;
  readonly articleHash: string;
}

/**
 * Cuts all quotes and mentions anew from masked texts. The quote, its prefix and its suffix are stored apart, so that a name
 * may begin in one and end in another.
 */
export async function cutAnew(on: WriteTransaction, texts: readonly MaskedText[], onChange: OnChange): Promise<void> {
  if (texts.length === 0) return;
  const byHash = new Map(texts.map((text) => [`${text.record} ${text.before.textHash}`, text]));
  const textOf = ({ article, articleHash }: Quote) => byHash.get(`${article} ${articleHash}`);
  for (const some of chunks(texts)) {
    const articles = sql.join([...new Set(some.map(({ record }) => record))]);
    for await (const row of rowsOf(on, "evidence", sql`"article" in (${articles})`)) {
      const text = textOf(row as never);
      if (text) await update("evidence", row, cut(row as never, text));
    }
    const versions = new Map(some.map((text) => [text.version, text]));
    for await (const row of rowsOf(on, "mention", sql`"version" in (${sql.join([...versions.keys()])})`)) {
      const text = versions.get(Number(row.version));
      if (!text) continue;
      const { quote, prefix, suffix } = cut(row as never, text);
      await update("mention", row, { quote, prefix, suffix, foldedQuote: fold(quote) });
    }
  }
  await cutInJson(on, textOf, onChange);

  async function update(table: TableName, row: Row, now: Row): Promise<void> {
    const changes = Object.fromEntries(Object.entries(now).filter(([column, value]) => row[column] !== value));
    if (Object.keys(changes).length === 0) return;
    await updateRow(on, table, row, changes);
    onChange(table, row);
  }
}

function cut(
  { paragraph, start, end }: QuotePosition,
  { paragraphs, textHash }: Pick<MaskedText, "paragraphs" | "textHash">,
) {
  const { quote, prefix, suffix } = quoteAt(paragraphs, paragraph, start, end);
  return { quote, prefix, suffix, articleHash: textHash };
}

/** The quotes within JSON: of retractions and of the notes on a place's status. */
async function cutInJson(
  on: WriteTransaction,
  textOf: (quote: Quote) => MaskedText | undefined,
  onChange: OnChange,
): Promise<void> {
  for (const [name, fields] of Object.entries<FieldTable>(FIELDS_BY_TABLE))
    for (const { column } of jsonWithKeys(fields)) {
      const table = name as TableName;
      for await (const row of rowsOf(on, table, sql`${sql.ref(column)} is not null and ${sql.ref(column)} <> '[]'`)) {
        const json = row[column] as string;
        const changed = maskJson(json, (value) => mapQuotes(value, textOf));
        if (changed === json) continue;
        await updateRow(on, table, row, { [column]: changed });
        onChange(table, row);
      }
    }
}

function mapQuotes(value: unknown, textOf: (quote: Quote) => MaskedText | undefined): unknown {
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map((item) => mapQuotes(item, textOf));
  const text = "articleHash" in value ? textOf(value as Quote) : undefined;
  if (text) return { ...value, ...cut(value as Quote, text) };
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, mapQuotes(inner, textOf)]));
}
