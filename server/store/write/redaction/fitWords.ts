import { sql } from "kysely";
import { maskFields } from "../../../domain/fields/maskFields.ts";
import { FIELDS_BY_TABLE } from "../../../domain/fields/recordFields.ts";
import { BLOCK, isUnmaskedForm } from "../../../domain/names/mask.ts";
import { chunks } from "../../db/batchInsert.ts";
import type { WriteTransaction } from "../../db/database.ts";
import { broughtBy, type OnChange, type Row, rowsOf, updateRow } from "./rows.ts";
import type { MaskedText } from "./texts.ts";

/** A masked text. `before` is null if the name was masked earlier. */
interface Text {
  readonly record: number;
  readonly text: string;
  readonly before: { readonly text: string } | null;
}

/**
 * Takes the words of claims and of their denials from the masked texts, if they are no longer there: a part of them may have
 * been masked there only, as a mention. Otherwise a claim could not be reviewed any more, since its words must be in its
 * article.
 * @param write if not null, the claims that it brought may also have words of texts that were masked earlier
 */
export async function fitWords(
  on: WriteTransaction,
  texts: readonly MaskedText[],
  write: number | null,
  onChange: OnChange,
): Promise<void> {
  const all: readonly Text[] = write === null ? texts : [...texts, ...(await maskedEarlier(on, write))];
  const byArticle = Map.groupBy(all, ({ record }) => record);
  for (const articles of chunks([...byArticle.keys()])) {
    const textsOfClaim = new Map<number, readonly Text[]>();
    const isNew = write === null ? sql`1 = 1` : broughtBy("casualtyReport", write);
    const claims = sql<boolean>`"article" in (${sql.join(articles)}) and ${isNew}`;
    for await (const claim of rowsOf(on, "casualtyReport", claims)) {
      const own = byArticle.get(Number(claim.article)) ?? [];
      textsOfClaim.set(Number(claim.key), own);
      await adapt("casualtyReport", claim, own);
    }
    for (const some of chunks([...textsOfClaim.keys()]))
      for await (const denial of rowsOf(on, "denial", sql`"report" in (${sql.join(some)})`))
        await adapt("denial", denial, textsOfClaim.get(Number(denial.report)) ?? []);
  }

  async function adapt(table: "casualtyReport" | "denial", row: Row, own: readonly Text[]): Promise<void> {
    const changes = maskFields(FIELDS_BY_TABLE[table], row, (words) => fitted(words, own));
    if (Object.keys(changes).length === 0) return;
    await updateRow(on, table, row, changes);
    onChange(table, row);
  }
}

/** The current texts with blocks, of the articles of the claims that a write brought. */
async function maskedEarlier(on: WriteTransaction, write: number): Promise<Text[]> {
  const { rows } = await sql<{ record: number; text: string }>`
    select a."record", t."text" from "articleText" as t join "article" as a on a."key" = t."article"
    where a."recordedUntil" is null and t."text" like ${`%${BLOCK}%`} and a."record" in (
      select "article" from "casualtyReport" where ${broughtBy("casualtyReport", write)})`.execute(on.db);
  return rows.map((row) => ({ ...row, before: null }));
}

/** @param words with blocks where the words themselves contain the name */
function fitted(words: string, texts: readonly Text[]): string {
  if (words === "" || texts.some(({ text }) => text.includes(words))) return words;
  for (const { before, text } of texts)
    for (let at = 0; at + words.length <= text.length; at++) {
      const now = text.slice(at, at + words.length);
      const isHere =
        before === null
          ? isUnmaskedForm(now, words) && now !== BLOCK.repeat(now.length)
          : isUnmaskedForm(words, before.text.slice(at, at + words.length));
      if (isHere) return now;
    }
  return words;
}
