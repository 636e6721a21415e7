import type { StoredTable } from "./columns.ts";
import { code, HTTP_URL, LANGUAGE, LINE, list, oneOf, reference, SOURCE } from "./kinds.ts";
import { TIME } from "./parts.ts";

/** An article's fields besides its text and its mentions. */
export const ARTICLE = {
  title: {
    kind: LINE,
    required: true,
    meaning: "The title, in the same wording as the text.",
    columns: { value: "title", sort: "sortTitle" },
  },
  wording: {
    kind: oneOf("Wording"),
    required: true,
    meaning: "Who worded the title and the text: the publisher or the author of the corpus.",
  },
  source: {
    kind: SOURCE,
    meaning: "The source in `corpus.yaml`. It may be left out if the corpus has only one source.",
  },
  publisher: { kind: reference("Actor"), meaning: "The publisher, only if the document itself states it." },
  agencies: {
    kind: list(reference("Actor")),
    meaning: "The news agencies that the document credits.",
    rows: "articleAgency",
  },
  copyOf: {
    kind: reference("Article"),
    meaning: "The original, if this article is a copy. A copy and its original count as one source.",
  },
  language: { kind: LANGUAGE, required: true, meaning: "The language of the text: a BCP 47 tag such as `en`." },
  published: {
    kind: TIME,
    meaning: "When the article was published.",
    columns: { json: "publishedJson", from: "publishedFrom", until: "publishedUntil" },
  },
  updated: { kind: TIME, meaning: "When the publisher last changed the article.", columns: { json: "updatedJson" } },
  url: { kind: HTTP_URL, meaning: "The http or https address where the article was published." },
  archiveUrl: {
    kind: HTTP_URL,
    since: "0.5.0",
    meaning: "The http or https address of a copy that stays, such as one in a web archive.",
  },
  retrievedAt: {
    kind: TIME,
    since: "0.5.0",
    meaning: "When the document was retrieved, by the author of the corpus or by an archive.",
    columns: { json: "retrievedJson" },
  },
  mediaHash: {
    kind: code(
      /^sha256:[0-9a-f]{64}$/,
      "is not `sha256:` and 64 lower-case hexadecimal digits, as `sha256sum` prints them",
    ),
    since: "0.5.0",
    meaning:
      "The SHA-256 of the retrieved file's bytes, before anything was read from it: `sha256:` and 64 lower-case hexadecimal digits. It tells whether another copy of the document is the same file.",
  },
} as const satisfies StoredTable;
