import { type Context, loadOptional } from "./builder/context.ts";

/** Whether an article's words may be shown, by its licence and as not withdrawn: its text, and whatever is copied from it. */
export async function showsText(context: Context, article: number): Promise<boolean> {
  const row = await loadOptional(context.load.article, article);
  if (row?.isTextWithdrawn === 1) return false;
  const source = row && (await loadOptional(context.load.source, row.source));
  if (source?.showsText !== 1) return false;
  // What may no longer be shown, or was withdrawn, is withheld in earlier versions too.
  const { newest } = context;
  return newest === null || showsText(newest, article);
}

/** Whether the licences of all of them do. */
export async function showsTexts(context: Context, articles: readonly number[]): Promise<boolean> {
  return (await Promise.all(articles.map((article) => showsText(context, article)))).every(Boolean);
}

/** Words copied from an article, or null where they may not be shown. */
export const shownWords = async (context: Context, article: number, words: string | null): Promise<string | null> =>
  words !== null && (await showsText(context, article)) ? words : null;
