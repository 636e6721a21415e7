import { AFFILIATION, DENIAL, MENTION, PARTICIPANT } from "../../domain/fields/parts.ts";
import { RECORD_FIELDS } from "../../domain/fields/recordFields.ts";
import type { CorpusRecord } from "../../domain/records.ts";
import { required } from "../../domain/required.ts";
import type { Paragraph } from "../../domain/text.ts";
import type { RecordType } from "../../domain/vocabulary.ts";
import type { Store } from "../db/database.ts";
import type { VersionedTable } from "../db/tables.ts";
import { evidenceOf, type Names, valuesOf } from "../records/valuesOf.ts";
import { withNames } from "./names.ts";
import * as parts from "./relatedRows.ts";
import type { Row } from "./visibleRows.ts";

type Database = Pick<Store, "db" | "dialect">;
/** Makes a record of each row, when all names are known. */
type Make = (names: Names) => object[];

/**
 * The records of version rows of one type, as the ingest layer gave them to the store, in the same order. Runs one statement for
 * each list, and two for the names.
 * @param renamed the slugs of records that references name instead of others, by the others' keys
 */
export async function recordsOf(
  on: Database,
  type: RecordType,
  rows: readonly Row<VersionedTable>[],
  renamed: ReadonlyMap<number, string> = new Map(),
): Promise<CorpusRecord[]> {
  if (rows.length === 0) return [];
  const make = await MAKERS[type](on, rows as never);
  const made = await withNames(on, ({ slugOf, sourceOf }) =>
    make({ slugOf: (key) => renamed.get(key) ?? slugOf(key), sourceOf }),
  );
  return made.map((values, at) => {
    const { slug, revisedJson } = required(rows[at], "The row of a record");
    const revised = revisedJson === null ? null : JSON.parse(revisedJson);
    return { type, slug, revised, ...values } as CorpusRecord;
  });
}

const MAKERS: { readonly [Type in RecordType]: (on: Database, rows: readonly never[]) => Promise<Make> } = {
  async Actor(on, rows: readonly Row<"actor">[]) {
    const affiliations = await parts.affiliationsOf(on, keysOf(rows));
    return (names) =>
      rows.map((row) => ({
        ...valuesOf(RECORD_FIELDS.Actor, row, names),
        affiliations: (affiliations.get(row.key) ?? []).map((item) => valuesOf(AFFILIATION.fields, item, names)),
      }));
  },
  async Place(_on, rows: readonly Row<"place">[]) {
    return (names) => rows.map((row) => valuesOf(RECORD_FIELDS.Place, row, names));
  },
  async Article(on, rows: readonly Row<"article">[]) {
    const keys = keysOf(rows);
    const [texts, agencies, mentions] = [
      await parts.textsOf(on, keys),
      await parts.agenciesOf(on, keys),
      await parts.mentionsOf(on, keys),
    ];
    const { article: _own, ...mentionFields } = MENTION.fields;
    return (names) =>
      rows.map((row) => {
        const { text, paragraphsJson } = required(texts.get(row.key), `The text of the article ${row.slug}`);
        return {
          ...valuesOf(RECORD_FIELDS.Article, row, names),
          textHash: row.textHash,
          text,
          paragraphs: JSON.parse(paragraphsJson) as Paragraph[],
          agencies: (agencies.get(row.key) ?? []).map(({ agency }) => names.slugOf(agency)),
          // In the order of the record, not of the text.
          mentions: (mentions.get(row.key) ?? [])
            .toSorted((a, b) => a.key - b.key)
            .map((mention) => valuesOf(mentionFields, mention, names)),
        };
      });
  },
  async Event(on, rows: readonly Row<"event">[]) {
    const quoted = await quotedParts(on, "event", keysOf(rows));
    const participants = await parts.participantsOf(on, keysOf(rows));
    return (names) =>
      rows.map((row) => {
        const { type: eventType, ...values } = valuesOf(RECORD_FIELDS.Event, row, names);
        return {
          ...values,
          eventType,
          participants: (participants.get(row.key) ?? []).map((item) => valuesOf(PARTICIPANT.fields, item, names)),
          ...quoted(row.key, names),
        };
      });
  },
  async CasualtyReport(on, rows: readonly Row<"casualtyReport">[]) {
    const quoted = await quotedParts(on, "report", keysOf(rows));
    return (names) =>
      rows.map((row) => ({ ...valuesOf(RECORD_FIELDS.CasualtyReport, row, names), ...quoted(row.key, names) }));
  },
};

/** The evidence of versions, and their denials with their evidence. */
async function quotedParts(on: Database, owner: "event" | "report", versions: readonly number[]) {
  const evidence = await parts.evidenceOf(on, owner, versions);
  const denials = await parts.denialsOf(on, owner, versions);
  const denialKeys = keysOf([...denials.values()].flat());
  const ofDenials: Awaited<ReturnType<typeof parts.evidenceOf>> =
    denialKeys.length === 0 ? new Map() : await parts.evidenceOf(on, "denial", denialKeys);
  return (version: number, names: Names) => ({
    evidence: (evidence.get(version) ?? []).map((item) => evidenceOf(item, names)),
    denials: (denials.get(version) ?? []).map((denial) => ({
      ...valuesOf(DENIAL.fields, denial, names),
      evidence: (ofDenials.get(denial.key) ?? []).map((item) => evidenceOf(item, names)),
    })),
  });
}

const keysOf = (rows: readonly { readonly key: number }[]): number[] => rows.map(({ key }) => key);
