import { batched } from "./builder/batched.ts";
import type { Context } from "./builder/context.ts";
import type { Reads } from "./builder/reads.ts";

/** Whether the words of each article may be shown: its licence allows showing the text, and the text was not withdrawn. */
async function whichShowText(context: Context, articles: readonly number[]): Promise<boolean[]> {
  const shown = await context.load.shownText.loadMany(articles);
  // Words that may not be shown now are not shown in earlier versions either.
  const now = context.newest === null ? shown : await context.newest.load.shownText.loadMany(articles);
  return articles.map((_, at) => shown[at] === true && now[at] === true);
}

export async function showsText(context: Context, article: number): Promise<boolean> {
  return showsTexts(context, [article]);
}

/** True if the words of all these articles may be shown. */
export async function showsTexts(context: Context, articles: readonly number[]): Promise<boolean> {
  return (await whichShowText(context, articles)).every(Boolean);
}

/** Words copied from an article. Null if the words may not be shown. */
export const shownWords = async (context: Context, article: number, words: string | null): Promise<string | null> =>
  words !== null && (await showsText(context, article)) ? words : null;

/** The texts of some words, each null if its article's words may not be shown. */
export async function shownTexts(
  context: Context,
  words: readonly { readonly article: number; readonly text: string | null }[],
): Promise<(string | null)[]> {
  const shown = await whichShowText(
    context,
    words.map(({ article }) => article),
  );
  return words.map(({ text }, at) => (shown[at] ? text : null));
}

/**
 * The resolver of a field with words copied from an article. Null if there are none, or if they may not be shown.
 * @param columns what `read` and the article's key are read from, if the parent is a row
 */
export const wordsOf = <Parent extends { readonly article: number }>(
  read: (parent: Parent) => string | null,
  columns: Reads = {},
) =>
  batched(async (parents: readonly Parent[], context) => {
    const words = parents.map((parent) => ({ article: parent.article, text: read(parent) }));
    return words.every(({ text }) => text === null) ? words.map(() => null) : shownTexts(context, words);
  }, columns);
