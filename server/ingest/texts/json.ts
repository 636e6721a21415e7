import { decodeText, markedEncoding } from "./decodeText.ts";
import { plainParagraphs } from "./plainText.ts";
import { articleOf, LARGEST_TEXT, type ReadText, TextRefusal } from "./textArticle.ts";

const EXAMPLE = '{"text": "…", "title": "…", "url": "…", "publisher": "…", "publishedAt": "2022-05-10"}';

/** Reads one article for each line that is not empty. A line that cannot be read does not stop the others. */
export function* readJsonLines(where: string, bytes: Uint8Array): Generator<ReadText> {
  let number = 0;
  for (const line of linesOf(bytes)) {
    number++;
    const place = `${where}, line ${number}`;
    try {
      if (line.length > 2 * LARGEST_TEXT)
        throw new TextRefusal(`is larger than ${(2 * LARGEST_TEXT) / 1e6} MB. Give one article per line.`);
      const text = line.length === 0 ? "" : decodeText(line);
      if (text.trim() !== "")
        yield readObject(place, parseJson(text, `Each line must be an object such as ${EXAMPLE}.`));
    } catch (error) {
      if (!(error instanceof TextRefusal)) throw error;
      yield { refused: error.message, where: place };
    }
  }
}

/** The lines of a file, decoded one by one, so that one line that is not UTF-8 does not spoil the others. */
function* linesOf(bytes: Uint8Array): Generator<Uint8Array> {
  const isWide = markedEncoding(bytes)?.startsWith("utf-16") ?? false;
  const file = isWide ? Buffer.from(decodeText(bytes)) : bytes;
  let start = 0;
  for (let end = file.indexOf(10); end >= 0; end = file.indexOf(10, start)) {
    yield file.subarray(start, end);
    start = end + 1;
  }
  yield file.subarray(start);
}

/**
 * Reads an array of articles, or a single article.
 * @throws TextRefusal
 */
export function* readJson(where: string, bytes: Uint8Array): Generator<ReadText> {
  const value = parseJson(
    decodeText(bytes),
    `Give an array of objects such as ${EXAMPLE}. If the file has one object per line, name it .jsonl.`,
  );
  if (!Array.isArray(value)) return yield readObject(where, value);
  for (const [at, item] of value.entries()) yield readObject(`${where}, item ${at + 1}`, item);
}

/** A list of articles needs five. The parser takes a hundred bytes for each level. */
const MOST_LEVELS = 100;

function parseJson(text: string, advice: string): unknown {
  if (depthOf(text) > MOST_LEVELS) throw new TextRefusal(`is nested too deeply: more than ${MOST_LEVELS} levels.`);
  try {
    return JSON.parse(text);
  } catch {
    throw new TextRefusal(`is not valid JSON. ${advice}`);
  }
}

/** The largest number of brackets that are open at once, outside strings. */
function depthOf(json: string): number {
  let [depth, deepest] = [0, 0];
  let isInString = false;
  for (let at = 0; at < json.length; at++) {
    const character = json[at];
    if (character === "\\") at++;
    else if (character === '"') isInString = !isInString;
    else if (isInString) continue;
    else if (character === "[" || character === "{") deepest = Math.max(deepest, ++depth);
    else if (character === "]" || character === "}") depth--;
  }
  return deepest;
}

const TEXTS = ["text", "content", "body"];
const DATES = ["publishedAt", "published_at", "date"];

function readObject(where: string, value: unknown): ReadText {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return { refused: `is not an object. Write an object such as ${EXAMPLE}.`, where };
  const fields: Readonly<Record<string, unknown>> = { ...value };
  const text = TEXTS.map((name) => fields[name]).find((text) => typeof text === "string" && text.trim() !== "");
  if (typeof text !== "string")
    return { refused: "has no “text”, “content” or “body”. Add one of them with the text of the article.", where };
  const date = DATES.find((name) => fields[name] !== undefined && fields[name] !== null);
  return articleOf(where, {
    ...fields,
    paragraphs: plainParagraphs(text.replace(/\r\n?|[\u0085\u2028\u2029]/g, "\n")),
    publisher: fields.publisher ?? fields.source,
    byline: fields.byline ?? fields.author,
    published: date === undefined ? null : { words: fields[date], from: `field ${date}` },
  });
}
