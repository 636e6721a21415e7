import { QuotedWords, type RecordContent } from "../../domain/changes.ts";
import type { StoredTable } from "../../domain/fields/columns.ts";
import { AFFILIATION, DENIAL, MENTION, PARTICIPANT } from "../../domain/fields/parts.ts";
import { RECORD_FIELDS } from "../../domain/fields/recordFields.ts";
import { required } from "../../domain/required.ts";
import type { Paragraph } from "../../domain/text.ts";
import type { RecordType } from "../../domain/vocabulary.ts";
import type { Store } from "../db/database.ts";
import type { VersionedTable } from "../db/tables.ts";
import { contentOf, evidenceContent, known, type Reader } from "../records/content.ts";
import { withNames } from "./names.ts";
import * as parts from "./relatedRows.ts";
import type { Row } from "./visibleRows.ts";

type Database = Pick<Store, "db" | "dialect">;
type Slugs = Omit<Reader, "articles">;
/** Makes the content of version rows, when all slugs are known. */
type Build = (slugs: Slugs) => RecordContent[];

/** The content of version rows of one type, in the same order. Runs one statement for each list, and one for the slugs. */
export async function contentsOf(
  on: Database,
  type: RecordType,
  rows: readonly Row<VersionedTable>[],
): Promise<RecordContent[]> {
  if (rows.length === 0) return [];
  const build = await BUILDERS[type](on, rows as never);
  return withNames(on, build);
}

const BUILDERS: { readonly [Type in RecordType]: (on: Database, rows: readonly never[]) => Promise<Build> } = {
  Actor: (on, rows: readonly Row<"actor">[]) => build(on, "Actor", rows, () => []),
  Place: (on, rows: readonly Row<"place">[]) => build(on, "Place", rows, () => []),
  Article: articles,
  Event: (on, rows: readonly Row<"event">[]) => build(on, "Event", rows, (_event, evidence) => evidence),
  CasualtyReport: (on, rows: readonly Row<"casualtyReport">[]) =>
    build(on, "CasualtyReport", rows, ({ article }) => [article]),
};

/** @param wordsFrom the articles that a version's words are from, given the articles of the version's evidence */
async function build<Type extends RecordType, Version extends { readonly key: number }>(
  on: Database,
  type: Type,
  rows: readonly Version[],
  wordsFrom: (row: Version, evidence: readonly number[]) => readonly number[],
): Promise<Build> {
  const fields: StoredTable = RECORD_FIELDS[type];
  const owner = type === "Event" ? "event" : "report";
  const lists = new Map<string, StoredList>();
  for (const [name, { rows: table }] of Object.entries(fields))
    if (table !== undefined) lists.set(name, await LISTS[table as ListTable](on, keysOf(rows), owner));
  return (slugs) =>
    rows.map((row) => {
      const reader = { ...slugs, articles: wordsFrom(row, lists.get("evidence")?.articles?.(row.key) ?? []) };
      const contents = [...lists].map(([name, list]) => [name, list.content(row.key, reader)]);
      return contentOf(fields, row, reader, Object.fromEntries(contents));
    });
}

async function articles(on: Database, rows: readonly Row<"article">[]): Promise<Build> {
  const keys = keysOf(rows);
  const texts = await parts.textsOf(on, keys);
  const mentions = await parts.mentionsOf(on, keys);
  const besides = await build(on, "Article", rows, ({ record }) => [record]);
  const { article: _own, ...mentionFields } = MENTION.fields;
  return (slugs) =>
    besides(slugs).map((content, at) => {
      const { key, record } = rows[at] as Row<"article">;
      const paragraphs = JSON.parse(required(texts.get(key), "An article's text").paragraphsJson) as Paragraph[];
      return known({
        ...content,
        // The title is already in `content`, but keeps its place here, so that paragraphs have the same indexes everywhere.
        paragraphs: paragraphs.map(({ kind, text }) =>
          kind === "TITLE" ? { kind } : { kind, text: new QuotedWords(text, [record]) },
        ),
        mentions: mentions
          .get(key)
          ?.map((mention) => contentOf(mentionFields, mention, { ...slugs, articles: [record] })),
      });
    });
}

/** A list that is stored as rows, for many versions. */
interface StoredList {
  content(version: number, reader: Reader): readonly unknown[] | undefined;
  /** The articles that the version's list quotes. */
  articles?(version: number): readonly number[];
}
type ListTable = {
  [Type in RecordType]: RowsOf<(typeof RECORD_FIELDS)[Type]>;
}[RecordType];
type RowsOf<Fields> = {
  [Name in keyof Fields]: Fields[Name] extends { rows: infer Table } ? Table : never;
}[keyof Fields];

const LISTS: {
  readonly [Table in ListTable]: (
    on: Database,
    versions: readonly number[],
    owner: "event" | "report",
  ) => Promise<StoredList>;
} = {
  async affiliation(on, versions) {
    const rows = await parts.affiliationsOf(on, versions);
    return {
      content: (version, reader) => rows.get(version)?.map((row) => contentOf(AFFILIATION.fields, row, reader)),
    };
  },
  async articleAgency(on, versions) {
    const rows = await parts.agenciesOf(on, versions);
    return { content: (version, { slugOf }) => rows.get(version)?.map(({ agency }) => slugOf(agency)) };
  },
  async participant(on, versions) {
    const rows = await parts.participantsOf(on, versions);
    return {
      content: (version, reader) => rows.get(version)?.map((row) => contentOf(PARTICIPANT.fields, row, reader)),
    };
  },
  evidence: (on, versions, owner) => evidence(on, versions, owner),
  async denial(on, versions, owner) {
    const rows = await parts.denialsOf(on, owner, versions);
    const quoted = await evidence(on, keysOf([...rows.values()].flat()), "denial");
    return {
      content: (version, reader) =>
        rows.get(version)?.map((row) => {
          const own = { ...reader, articles: quoted.articles(row.key) };
          return contentOf(DENIAL.fields, row, own, { evidence: quoted.content(row.key, own) });
        }),
    };
  },
};

async function evidence(on: Database, owners: readonly number[], owner: "event" | "report" | "denial") {
  const rows = owners.length === 0 ? new Map() : await parts.evidenceOf(on, owner, owners);
  const of = (key: number): readonly parts.EvidenceRow[] => rows.get(key) ?? [];
  return {
    content: (key: number, reader: Reader) => of(key).map((row) => evidenceContent(row, reader)),
    articles: (key: number) => of(key).map(({ article }) => article),
  };
}

const keysOf = (rows: readonly { readonly key: number }[]): number[] => rows.map(({ key }) => key);
