import type { Fault } from "../faults.ts";
import { FRONT_MATTER } from "../files.ts";
import { parseYaml } from "../yaml/parseYaml.ts";
import { markdownParagraphs } from "./markdownParagraphs.ts";
import { articleOf, type RawArticle, type ReadText, TextRefusal } from "./textArticle.ts";

/** The names that Hugo, Jekyll and other site generators give these fields. */
const DATES = ["published", "publishedAt", "published_at", "date"];

/** @throws TextRefusal */
export function readMarkdown(where: string, text: string): ReadText {
  const match = FRONT_MATTER.exec(text);
  const fields = match?.groups ? parseFrontMatter(where, match.groups.yaml ?? "") : null;
  // A text can also begin and end its first part with a thematic break, which is ---.
  const { heading, paragraphs } = markdownParagraphs(fields === null ? text : text.slice(match?.[0].length));
  const isTitled = fields?.title !== undefined && fields.title !== null;
  return articleOf(where, {
    ...fields,
    title: isTitled ? fields.title : heading,
    paragraphs,
  });
}

/** Null if the text between the dashes is not a map of YAML. */
function parseFrontMatter(where: string, yaml: string): Omit<RawArticle, "paragraphs"> | null {
  const faults: Fault[] = [];
  const value = parseYaml(where, yaml, 1, faults)?.value ?? null;
  const [fault] = faults;
  if (fault)
    throw new TextRefusal(
      `has front matter that cannot be read: line ${fault.line} ${fault.problem}. Correct that line.`,
    );
  if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
  const fields: Readonly<Record<string, unknown>> = { ...value };
  const date = DATES.find((name) => fields[name] !== undefined && fields[name] !== null);
  return {
    title: fields.title,
    url: fields.url ?? fields.link ?? fields.canonical,
    publisher: fields.publisher ?? fields.site ?? fields.source,
    byline: fields.byline ?? fields.author ?? fields.authors,
    language: fields.language ?? fields.lang,
    published: date === undefined ? null : { words: timeWords(fields[date]), from: "front matter" },
  };
}

/** The corpus format can also write a time as a map, with the time itself in `at`. */
const timeWords = (value: unknown): unknown =>
  typeof value === "object" && value !== null ? (value as { at?: unknown }).at : value;
