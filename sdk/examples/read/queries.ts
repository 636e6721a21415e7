import type { TypedDocument } from "@conflict-graph/sdk";

interface CorpusFiles {
  readonly extractClaims: { readonly corpusFiles: readonly { readonly name: string; readonly content: string }[] };
}

/** The text and its claims in the corpus format. It is asked for only when a reader wants it. */
export const CorpusFilesQuery: TypedDocument<
  CorpusFiles,
  { readonly text: string; readonly publishedAt?: string; readonly language?: string }
> = `
  query ReadCorpusFiles($text: String!, $publishedAt: PartialTime, $language: String) {
    extractClaims(text: $text, publishedAt: $publishedAt, language: $language) { corpusFiles { name content } }
  }
`;
