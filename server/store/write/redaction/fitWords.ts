import { sql } from "kysely";
import { maskFields } from "../../../domain/fields/maskFields.ts";
import { FIELDS_BY_TABLE } from "../../../domain/fields/recordFields.ts";
import { isUnmaskedForm } from "../../../domain/names/mask.ts";
import { chunks } from "../../db/batchInsert.ts";
import type { WriteTransaction } from "../../db/database.ts";
import { type OnChange, type Row, rowsOf, updateRow } from "./rows.ts";
import type { MaskedText } from "./texts.ts";

/**
 * Takes the words of claims and of their denials from the masked texts, if they are no longer there: a part of them may have
 * been masked there only, as a mention. Otherwise a claim could not be reviewed any more, since its words must be in its
 * article.
 */
export async function fitWords(on: WriteTransaction, texts: readonly MaskedText[], onChange: OnChange): Promise<void> {
  const byArticle = Map.groupBy(texts, ({ record }) => record);
  for (const articles of chunks([...byArticle.keys()])) {
    const textsOfClaim = new Map<number, readonly MaskedText[]>();
    for await (const claim of rowsOf(on, "casualtyReport", sql`"article" in (${sql.join(articles)})`)) {
      const own = byArticle.get(Number(claim.article)) ?? [];
      textsOfClaim.set(Number(claim.key), own);
      await adapt("casualtyReport", claim, own);
    }
    for (const claims of chunks([...textsOfClaim.keys()]))
      for await (const denial of rowsOf(on, "denial", sql`"report" in (${sql.join(claims)})`))
        await adapt("denial", denial, textsOfClaim.get(Number(denial.report)) ?? []);
  }

  async function adapt(table: "casualtyReport" | "denial", row: Row, own: readonly MaskedText[]): Promise<void> {
    const changes = maskFields(FIELDS_BY_TABLE[table], row, (words) => fitted(words, own));
    if (Object.keys(changes).length === 0) return;
    await updateRow(on, table, row, changes);
    onChange(table, row);
  }
}

/** @param words with blocks where the words themselves contain the name */
function fitted(words: string, texts: readonly MaskedText[]): string {
  if (words === "" || texts.some(({ text }) => text.includes(words))) return words;
  for (const { before, text } of texts)
    for (let at = 0; at + words.length <= text.length; at++)
      if (isUnmaskedForm(words, before.text.slice(at, at + words.length))) return text.slice(at, at + words.length);
  return words;
}
