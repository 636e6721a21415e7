import { redactedJson } from "../../domain/changes.ts";
import type { Field } from "../../domain/fields/kinds.ts";
import { RECORD_FIELDS } from "../../domain/fields/recordFields.ts";
import type { RecordType } from "../../domain/vocabulary.ts";
import { encodeGlobalId } from "../../schema/builder/globalId.ts";
import { type Column, decimal, flag, json, number, shared, text } from "../columns.ts";
import { fieldColumns } from "../fieldColumns.ts";
import type { RecordRow } from "./recordReader.ts";

type RecordColumn = Column<RecordRow>;

const MORE: Readonly<Record<Exclude<RecordType, "CasualtyReport">, readonly RecordColumn[]>> = {
  Article: [
    text(
      "text",
      "The title and the paragraphs, separated by empty lines. All offsets refer to this text. Empty if the text may not be shown.",
      (row) => row.text,
    ),
    text("text_hash", "SHA-256 of the text, whether or not it may be shown.", ({ row }) => String(row.textHash)),
    flag(
      "shows_text",
      "Whether the licence allows showing the text and its words.",
      ({ withheld }) => withheld.size === 0,
    ),
    json("mentions", "The words with which the article names actors and places.", ({ content, withheld }) =>
      redactedJson(content.mentions, withheld),
    ),
  ],
  Event: [
    decimal(
      "latitude",
      "degrees north",
      "The latitude of the event's place in WGS 84.",
      (row) => row.place?.latitude ?? null,
    ),
    decimal(
      "longitude",
      "degrees east",
      "The longitude of the event's place in WGS 84.",
      (row) => row.place?.longitude ?? null,
    ),
  ],
  Actor: [],
  Place: [],
};

/**
 * The columns of all records of a type: what identifies the version, then a column for each field in the order of the table of
 * fields, then what the fields do not say.
 * @param noun the beginning of the key's name, such as `event`
 */
export const recordColumns = (type: Exclude<RecordType, "CasualtyReport">, noun: string): readonly RecordColumn[] => [
  text(`${noun}_id`, `The slug, which is the record's id in the corpus. Each ${noun} has one row.`, ({ slug }) => slug),
  text("global_id", "The record's id for `node(id:)` in GraphQL, the same in every table.", ({ slug }) =>
    encodeGlobalId(type, slug),
  ),
  number("revision", "versions", "The version of the record, counted from 1.", ({ version }) => version),
  text(
    "content_hash",
    "SHA-256 of the version's content. The hash is equal in every store that has the same content. It begins with hmac-sha256: and is specific to the store if a withdrawn name was removed from the content.",
    ({ contentHash }) => contentHash,
  ),
  ...shared<RecordRow>(
    ({ corpus }) => corpus,
    [
      text("corpus_id", "The corpus that contains the record.", ({ corpus }) => corpus.slug),
      text("corpus_version", "The version of this corpus, as numbered by its author.", ({ corpus }) => corpus.version),
    ],
  ),
  ...Object.entries<Field>(RECORD_FIELDS[type]).flatMap(([name, field]) => fieldColumns(name, field)),
  ...MORE[type],
  json(
    "sources",
    type === "Article"
      ? "The source of the article: its id, title, licence and the credit that the licence requires."
      : "The sources of the articles that the record quotes: for each, its id, title, licence and the credit that the licence requires.",
    ({ sources }) => JSON.stringify(sources),
  ),
];
