import { readTexts } from "./readTexts.ts";
import type { ReadText, TextArticle } from "./textArticle.ts";

/** All that is read from a file with these bytes, or with this text in UTF-8. */
export async function readAll(name: string, content: string | Uint8Array): Promise<ReadText[]> {
  const bytes = typeof content === "string" ? Buffer.from(content) : content;
  const read: ReadText[] = [];
  for await (const text of readTexts(name, bytes)) read.push(text);
  return read;
}

/** The only article of a file. */
export async function readOne(name: string, content: string | Uint8Array): Promise<TextArticle> {
  const [read, ...more] = await readAll(name, content);
  if (!read || !("article" in read) || more.length > 0) throw new Error(`not one article: ${JSON.stringify(read)}`);
  return read.article;
}

/** What is refused of a file, each as a message. */
export const refusals = async (name: string, content: string | Uint8Array): Promise<string[]> =>
  (await readAll(name, content)).flatMap((read) => ("refused" in read ? `${read.where} ${read.refused}` : []));
