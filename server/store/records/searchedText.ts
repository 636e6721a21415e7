import { countLabel } from "../../domain/count.ts";
import type {
  ActorRecord,
  ArticleRecord,
  CasualtyReportRecord,
  EventRecord,
  Evidence,
  PlaceRecord,
} from "../../domain/records.ts";

import { cellOf, type StoredCell } from "./storedCell.ts";

/** The fields of a record that are searched. */
export type Searched =
  | Pick<ArticleRecord, "type" | "slug" | "title" | "paragraphs">
  | (Pick<EventRecord, "type" | "slug" | "title" | "note"> & { readonly evidence: readonly Quoted[] })
  | Pick<ActorRecord, "type" | "slug" | "name" | "aliases" | "office" | "note">
  | Pick<PlaceRecord, "type" | "slug" | "name" | "names" | "note">
  | (Pick<CasualtyReportRecord, "type" | "slug" | "article" | "count" | "harm" | "note"> & {
      readonly [Part in "attributedTo" | "via" | "blamed"]: { readonly words: string | null } | null;
    } & { readonly evidence: readonly Quoted[] });
type Quoted = Pick<Evidence, "article" | "quote"> & StoredCell;

/** @param withheld the slugs of articles with a text that must not be shown: such a text is not searched either */
function searchedText(record: Searched, withheld: ReadonlySet<string>): { title: string; body: string } {
  const quotes = (evidence: readonly Quoted[]) =>
    evidence.filter(({ article }) => !withheld.has(article)).map(({ quote }) => quote);
  switch (record.type) {
    case "Article": {
      const body = withheld.has(record.slug)
        ? []
        : record.paragraphs.filter(({ kind }) => kind !== "TITLE").map(({ text }) => text);
      return { title: record.title, body: body.join("\n\n") };
    }
    case "Event":
      return { title: record.title, body: lines([record.note, ...quotes(record.evidence)]) };
    case "Actor":
      return {
        title: lines([record.name, ...record.aliases.map(({ name }) => name)]),
        body: lines([record.office, record.note]),
      };
    case "Place":
      return { title: lines([record.name, ...record.names.map(({ name }) => name)]), body: lines([record.note]) };
    case "CasualtyReport": {
      const words = withheld.has(record.article)
        ? []
        : [record.attributedTo?.words ?? null, record.via?.words ?? null, record.blamed?.words ?? null];
      // The title is ours: the figure and the harm, so that “95 killed” finds the claim.
      return {
        title: `${countLabel({ ...record.count, text: null })} ${record.harm.toLowerCase()}`,
        body: lines([...quotes(record.evidence), ...words, record.note]),
      };
    }
  }
}

/**
 * The document of a record for the search index; null if there is nothing to find it by. A claim that was read from cells of a table
 * has no words but its figure: the event that the table describes is found instead.
 */
export function searchDocument(
  record: Searched,
  key: number,
  withheld: ReadonlySet<string>,
): { record: number; title: string; body: string } | null {
  const text = searchedText(record, withheld);
  const isFigure =
    record.type === "CasualtyReport" &&
    record.evidence.every((item) => cellOf(item) !== undefined) &&
    !/\p{L}/u.test(text.body);
  return isFigure ? null : { record: key, ...text };
}

const lines = (parts: readonly (string | null)[]): string => parts.filter((part) => part !== null).join("\n");
