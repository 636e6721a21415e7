import type { Insertable } from "kysely";
import { bounds, countLabel } from "../../domain/count.ts";
import type {
  ActorRecord,
  ArticleRecord,
  CasualtyReportRecord,
  CorpusRecord,
  Denial,
  EventRecord,
  Evidence,
  PlaceRecord,
} from "../../domain/records.ts";
import type { KnownTime } from "../../domain/time.ts";
import type { RecordType } from "../../domain/vocabulary.ts";
import type { Tables, VersionColumns } from "../db/tables.ts";
import { sortForm } from "../search/terms.ts";

/** How a record's fields become the columns of its version, and what of it is searched. */

export const TABLE_OF = {
  Article: "article",
  Event: "event",
  Actor: "actor",
  Place: "place",
  CasualtyReport: "casualtyReport",
} as const satisfies Record<RecordType, keyof Tables>;
export type VersionedTable = (typeof TABLE_OF)[RecordType];

/** Where references lead: slugs in records, keys in rows. */
export interface Keys {
  of(type: RecordType, slug: string): number;
  source(slug: string): number;
}

type Own<Table extends VersionedTable> = Omit<Insertable<Tables[Table]>, keyof VersionColumns>;

const json = (value: unknown): string => JSON.stringify(value);
const timeJson = (time: KnownTime | null): string | null => time && json(time);
const or = (keys: Keys, type: RecordType, slug: string | null): number | null =>
  slug === null ? null : keys.of(type, slug);

export function actorRow(actor: ActorRecord): Own<"actor"> {
  const { name, kind, isoAlpha2, isoAlpha3, wikidataId, ucdpActorId, office, note } = actor;
  return {
    name,
    sortName: sortForm(name),
    kind,
    aliasesJson: json(actor.aliases),
    isoAlpha2,
    isoAlpha3,
    wikidataId,
    ucdpActorId,
    office,
    note,
  };
}

export function placeRow(place: PlaceRecord, keys: Keys): Own<"place"> {
  const { name, latitude, longitude, precision, country, wikidataId, note } = place;
  return {
    name,
    sortName: sortForm(name),
    namesJson: json(place.names),
    latitude,
    longitude,
    precision,
    country,
    statusNotesJson: json(
      place.statusNotes.map(({ by, evidence }) => ({
        by: or(keys, "Actor", by),
        evidence: { ...evidence, article: keys.of("Article", evidence.article) },
      })),
    ),
    partOf: or(keys, "Place", place.partOf),
    wikidataId,
    note,
  };
}

export function articleRow(article: ArticleRecord, keys: Keys): Own<"article"> {
  const { title, wording, language, published, url, textHash } = article;
  return {
    title,
    sortTitle: sortForm(title),
    wording,
    source: keys.source(article.source),
    publisher: or(keys, "Actor", article.publisher),
    copyOf: or(keys, "Article", article.copyOf),
    language,
    publishedJson: timeJson(published),
    publishedFrom: published?.earliest ?? null,
    publishedUntil: published?.latest ?? null,
    updatedJson: timeJson(article.updated),
    url,
    textHash,
  };
}

export function eventRow(event: EventRecord, keys: Keys): Own<"event"> {
  const {
    title,
    eventType,
    mode,
    assertion,
    time,
    datePrecision,
    acledSubEvent,
    ucdpTypeOfViolence,
    review,
    rule,
    note,
  } = event;
  return {
    title,
    sortTitle: sortForm(title),
    type: eventType,
    mode,
    assertion,
    claimedBy: or(keys, "Actor", event.claimedBy),
    timeJson: timeJson(time),
    timeFrom: time?.earliest ?? null,
    timeUntil: time?.latest ?? null,
    datePrecision,
    place: or(keys, "Place", event.place),
    partOf: or(keys, "Event", event.partOf),
    acledSubEvent,
    ucdpTypeOfViolence,
    review,
    rule,
    note,
  };
}

export function casualtyReportRow(report: CasualtyReportRecord, keys: Keys): Own<"casualtyReport"> {
  const { harm, count, victims, scope, period, statedAt, status, partKind, review, rule, note } = report;
  const retraction = report.retraction ?? null;
  const byKey = (evidence: Evidence) => ({ ...evidence, article: keys.of("Article", evidence.article) });
  return {
    article: keys.of("Article", report.article),
    event: keys.of("Event", report.event),
    harm,
    qualifier: count.qualifier,
    min: count.min,
    max: count.max,
    countText: count.text,
    conventionMin: count.conventionMin,
    ...bounds(count),
    victims,
    // Their order means nothing: figures with the same tags are about the same people.
    tagsJson: json(report.tags.toSorted()),
    side: or(keys, "Actor", report.side),
    place: or(keys, "Place", report.place),
    claimant: or(keys, "Actor", report.attributedTo?.actor ?? null),
    claimantWords: report.attributedTo?.words ?? null,
    conduit: or(keys, "Actor", report.via?.actor ?? null),
    conduitWords: report.via?.words ?? null,
    blamed: or(keys, "Actor", report.blamed?.actor ?? null),
    blamedWords: report.blamed?.words ?? null,
    scope,
    periodJson: timeJson(period),
    periodFrom: period?.earliest ?? null,
    periodUntil: period?.latest ?? null,
    statedJson: timeJson(statedAt),
    statedFrom: statedAt?.earliest ?? null,
    statedUntil: statedAt?.latest ?? null,
    status,
    partOf: or(keys, "CasualtyReport", report.partOf),
    partKind,
    partsAreAll: report.partsAreAll ? 1 : 0,
    retractionJson: retraction && json({ ...retraction, evidence: retraction.evidence.map(byKey) }),
    retractedFrom: retraction?.statedAt?.earliest ?? null,
    retractedUntil: retraction?.statedAt?.latest ?? null,
    review,
    rule,
    note,
  };
}

export function denialRow(denial: Denial, position: number, keys: Keys) {
  return {
    position,
    deniedBy: or(keys, "Actor", denial.by.actor),
    words: denial.by.words,
    matter: denial.of,
    statedJson: timeJson(denial.statedAt),
  };
}

export function evidenceRow(evidence: Evidence, position: number, keys: Keys) {
  return { ...evidence, position, article: keys.of("Article", evidence.article) };
}

/** When the record itself says that it holds: what its first version is valid from. */
export function ownTime(record: CorpusRecord): number | null {
  switch (record.type) {
    case "Article":
      return record.published?.earliest ?? null;
    case "Event":
      return record.time?.earliest ?? null;
    case "CasualtyReport":
      return record.statedAt?.earliest ?? null;
    default:
      return null;
  }
}

/** What of a record is looked at for the search. */
export type Searched =
  | Pick<ArticleRecord, "type" | "slug" | "title" | "paragraphs">
  | (Pick<EventRecord, "type" | "slug" | "title" | "note"> & { readonly evidence: readonly Quoted[] })
  | Pick<ActorRecord, "type" | "slug" | "name" | "aliases" | "office" | "note">
  | Pick<PlaceRecord, "type" | "slug" | "name" | "names" | "note">
  | (Pick<CasualtyReportRecord, "type" | "slug" | "article" | "count" | "harm" | "note"> & {
      readonly [Part in "attributedTo" | "via" | "blamed"]: { readonly words: string | null } | null;
    } & { readonly evidence: readonly Quoted[] });
type Quoted = Pick<Evidence, "article" | "quote">;

/** `withheld`: the slugs of articles whose licence forbids showing their text, which is then not searched either. */
export function searchedText(record: Searched, withheld: ReadonlySet<string>): { title: string; body: string } {
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
      // The label alone is ours: it holds the figure and the harm, so that “95 killed” finds the claim.
      return {
        title: `${countLabel({ ...record.count, text: null })} ${record.harm.toLowerCase()}`,
        body: lines([...quotes(record.evidence), ...words, record.note]),
      };
    }
  }
}

const lines = (parts: readonly (string | null)[]): string => parts.filter((part) => part !== null).join("\n");
