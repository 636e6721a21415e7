import { type Context, loadOptional } from "./builder/context.ts";

/** True if the words of an article may be shown: its licence allows showing the text, and the text was not withdrawn. */
export async function showsText(context: Context, article: number): Promise<boolean> {
  const row = await loadOptional(context.load.article, article);
  if (row?.isTextWithdrawn === 1) return false;
  const source = row && (await loadOptional(context.load.source, row.source));
  if (source?.showsText !== 1) return false;
  // Words that may not be shown now are not shown in earlier versions either.
  const { newest } = context;
  return newest === null || showsText(newest, article);
}

/** True if the words of all these articles may be shown. */
export async function showsTexts(context: Context, articles: readonly number[]): Promise<boolean> {
  return (await Promise.all(articles.map((article) => showsText(context, article)))).every(Boolean);
}

/** Words copied from an article. Null if the words may not be shown. */
export const shownWords = async (context: Context, article: number, words: string | null): Promise<string | null> =>
  words !== null && (await showsText(context, article)) ? words : null;
