import type { TableCell } from "../domain/records.ts";
import type { Paragraph } from "../domain/text.ts";
import { paragraphsIn } from "../store/read/jsonColumns.ts";
import type { EvidenceSpan } from "../store/read/relatedRows.ts";
import { cellOf } from "../store/records/storedCell.ts";
import { batched } from "./builder/batched.ts";
import { builder } from "./builder/builder.ts";
import { type Context, loadAllRequired, loadRequired } from "./builder/context.ts";
import { READS_NO_RECORD, reads, rowsOf } from "./builder/reads.ts";
import { recordField } from "./builder/recordField.ts";
import { ParagraphKind, Wording } from "./enums.ts";
import { showsText, wordsOf } from "./licence.ts";

export const ParagraphRef = builder.objectRef<Paragraph>("Paragraph").implement({
  extensions: READS_NO_RECORD,
  description: "One paragraph of an article.",
  fields: (t) => ({
    kind: t.expose("kind", { type: ParagraphKind, description: "The kind of paragraph: a title, for example." }),
    text: t.exposeString("text", { description: "The paragraph's text, without line breaks." }),
    start: t.exposeInt("start", {
      description: "Where the paragraph begins in the article's text, in UTF-16 code units from 0.",
    }),
    end: t.exposeInt("end", {
      description: "Where the paragraph ends, exclusive: `text.slice(start, end)` in JavaScript.",
    }),
  }),
});

/** The paragraphs of a version of an article, the title first. */
export async function paragraphsOf(context: Context, articleVersion: number): Promise<readonly Paragraph[]> {
  const text = await context.load.text.load(articleVersion);
  return text ? paragraphsIn(text) : [];
}

const TableCellRef = builder.objectRef<TableCell>("TableCell").implement({
  extensions: READS_NO_RECORD,
  description: "A cell of a table, such as a dataset. It is where the record was read when it last changed.",
  fields: (t) => ({
    file: t.exposeString("file", { description: "The name of the file that contains the table." }),
    row: t.exposeInt("row", {
      description: "The row, from 1. The header counts as a row; in GeoJSON, features count from 1.",
    }),
    column: t.exposeString("column", { description: "The name of the column, as in the header." }),
  }),
});

export const EvidenceRef = builder.objectRef<EvidenceSpan>("Evidence").implement({
  extensions: rowsOf("evidence"),
  description:
    "The words of an article that support a record. If the article's text may not be shown, the words are null and only the offsets are given.",
  fields: (t) => ({
    article: recordField(t, "Article", "article", { description: "The article that contains the words." }),
    wording: t.field({
      type: Wording,
      description:
        "Who worded the quote: the publisher or the author of the corpus. Never put RESTATED words in quotation marks as the publisher's.",
      ...batched(
        async (spans: readonly EvidenceSpan[], { load }) => {
          const articles = await loadAllRequired(
            load.article,
            spans.map(({ article }) => article),
          );
          return articles.map((article) => (article instanceof Error ? article : article.wording));
        },
        { own: ["article"], article: ["wording"] },
      ),
    }),
    quote: t.string({
      nullable: true,
      description: "The quoted words, exactly as in the article.",
      ...wordsOf(({ quote }: EvidenceSpan) => quote, { own: ["article", "quote"] }),
    }),
    prefix: t.string({
      nullable: true,
      description: "Up to 32 UTF-16 code units before the quote, in the same paragraph.",
      ...wordsOf(({ prefix }: EvidenceSpan) => prefix, { own: ["article", "prefix"] }),
    }),
    suffix: t.string({
      nullable: true,
      description: "Up to 32 UTF-16 code units after the quote, in the same paragraph.",
      ...wordsOf(({ suffix }: EvidenceSpan) => suffix, { own: ["article", "suffix"] }),
    }),
    start: t.exposeInt("start", {
      description: "Where the quote begins in the article's text, in UTF-16 code units from 0.",
    }),
    end: t.exposeInt("end", { description: "Where the quote ends, exclusive." }),
    articleHash: t.exposeString("articleHash", {
      description:
        "SHA-256 of the text that the offsets refer to. The hash equals the article's `textHash` unless the text has changed since.",
    }),
    cell: t.field({
      type: TableCellRef,
      nullable: true,
      description:
        "The cell that contains the words, if the article is a table such as a dataset. The offsets and `articleHash` are then those of the cell's own text. Null for the words of a text.",
      extensions: reads({ own: ["cellFile", "cellRow", "cellColumn"] }),
      resolve: (span) => cellOf(span) ?? null,
    }),
    paragraph: t.field({
      type: ParagraphRef,
      nullable: true,
      description:
        "The whole paragraph that contains the quote. Null if the text may not be shown, and for a cell of a table.",
      extensions: reads({
        own: ["article", "paragraph", "cellFile", "cellRow", "cellColumn"],
        article: ["key"],
      }),
      resolve: async (span, _args, context) => {
        if (cellOf(span) || !(await showsText(context, span.article))) return null;
        const article = await loadRequired(context.load.article, span.article);
        return (await paragraphsOf(context, article.key))[span.paragraph] ?? null;
      },
    }),
  }),
});
