import { batched } from "./builder/batched.ts";
import { type Context, loadAllOptional } from "./builder/context.ts";
import type { Reads } from "./builder/reads.ts";

/** What is read to decide whether the words of an article may be shown. */
export const READS_LICENCE = { article: ["isTextWithdrawn", "source"] } as const satisfies Reads;

/** Whether the words of each article may be shown: its licence allows showing the text, and the text was not withdrawn. */
async function whichShowText(context: Context, articles: readonly number[]): Promise<boolean[]> {
  const rows = await context.load.article.loadMany(articles);
  const sources = await loadAllOptional(
    context.load.source,
    rows.map((row) => row?.source),
  );
  const shown = rows.map((row, at) => row?.isTextWithdrawn === 0 && sources[at]?.showsText === 1);
  // Words that may not be shown now are not shown in earlier versions either.
  const now = context.newest === null ? null : await whichShowText(context.newest, articles);
  return now === null ? shown : shown.map((isShown, at) => isShown && now[at] === true);
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

/** The resolver of a field with words copied from an article. Null if there are none, or if they may not be shown. */
export const wordsOf = <Parent extends { readonly article: number }>(read: (parent: Parent) => string | null) =>
  batched(async (parents: readonly Parent[], context) => {
    const words = parents.map((parent) => ({ article: parent.article, text: read(parent) }));
    return words.every(({ text }) => text === null) ? words.map(() => null) : shownTexts(context, words);
  }, READS_LICENCE);
