import { QuotedWords, type RecordContent } from "../../domain/changes.ts";
import type { Paragraph } from "../../domain/text.ts";
import type { ParagraphKind } from "../../domain/vocabulary.ts";
import { occurrence, type Withheld, writtenRecord } from "./writtenRecord.ts";

type Fields = Readonly<Record<string, unknown>>;

interface WrittenArticle {
  readonly frontMatter: Fields;
  /** The paragraphs, as Markdown. Empty if the text may not be shown. */
  readonly body: string;
  readonly mentions: readonly Fields[];
}

const MARKS: Readonly<Record<ParagraphKind, string>> = { TITLE: "", SUBHEAD: "## ", CAPTION: "Caption: ", BODY: "" };

/** An article as its file, and its mentions as records. If the text may not be shown, only its metadata are left. */
export function writtenArticle(
  slug: string,
  content: RecordContent,
  paragraphs: readonly Paragraph[],
  withheld: Withheld,
): WrittenArticle {
  const { paragraphs: _paragraphs, mentions = [], ...fields } = content;
  const frontMatter = writtenRecord(fields, withheld, () => []) ?? {};
  if (withheld.slugs.has(slug))
    return { frontMatter: { ...frontMatter, wording: "METADATA_ONLY" }, body: "", mentions: [] };
  const [, ...below] = paragraphs;
  return {
    frontMatter,
    body: below.map(({ kind, text }) => `${MARKS[kind]}${text}`).join("\n\n"),
    mentions: (mentions as readonly Mention[]).map(({ words, start, end: _end, ...mention }) => {
      const quote = words instanceof QuotedWords ? words.text : String(words);
      return { article: slug, ...mention, words: { quote, ...occurrence(quote, start, paragraphs) } };
    }),
  };
}

interface Mention extends Fields {
  readonly words: unknown;
  readonly start: number;
}
