import { QuotedWords, type RecordContent } from "../../domain/changes.ts";
import type { Alias } from "../../domain/records.ts";
import type { Paragraph } from "../../domain/text.ts";
import type { KnownTime } from "../../domain/time.ts";
import type { RecordType } from "../../domain/vocabulary.ts";
import type { Db } from "../db/database.ts";
import type { Row } from "../read/currentRows.ts";
import * as parts from "../read/relatedRows.ts";
import type { VersionedTable } from "./rows.ts";

/** Rows as the corpus format writes them: the way back from rows.ts. What is unknown or empty is left out. */

/** The slug of the record behind a key. */
type SlugOf = (key: number) => string;
type Build = (slugOf: SlugOf) => RecordContent[];

/** The content of version rows of one type, in their order: a statement for each kind of part, and one for the slugs. */
export async function contentsOf(
  db: Db,
  type: RecordType,
  rows: readonly Row<VersionedTable>[],
): Promise<RecordContent[]> {
  if (rows.length === 0) return [];
  const build = await BUILDERS[type](db, rows as never);
  const named = new Set<number>();
  build((key) => {
    named.add(key);
    return "";
  });
  const slugs = await parts.slugsOf(db, [...named]);
  return build((key) => slugs.get(key) ?? "");
}

const BUILDERS: { readonly [Type in RecordType]: (db: Db, rows: readonly never[]) => Promise<Build> } = {
  Actor: actors,
  Place: places,
  Article: articles,
  Event: events,
  CasualtyReport: casualtyReports,
};

const keysOf = (rows: readonly { key: number }[]): number[] => rows.map(({ key }) => key);

/** Without what is null, undefined or an empty list. */
function known(content: RecordContent): RecordContent {
  const isKnown = (value: unknown) => value != null && !(Array.isArray(value) && value.length === 0);
  return Object.fromEntries(Object.entries(content).filter(([, value]) => isKnown(value)));
}

const words = (text: string | null, articles: readonly number[]): QuotedWords | null =>
  text === null ? null : new QuotedWords(text, articles);

const knownTime = ({ at, basis, words: text, note }: KnownTime, articles: readonly number[]): RecordContent =>
  known({ at, basis, words: words(text, articles), note });

const time = (json: string | null, articles: readonly number[]): RecordContent | null =>
  json === null ? null : knownTime(JSON.parse(json) as KnownTime, articles);

const named = (key: number | null, slugOf: SlugOf): string | null => (key === null ? null : slugOf(key));

function attribution(actor: number | null, text: string | null, articles: readonly number[], slugOf: SlugOf) {
  return actor === null && text === null ? null : known({ actor: named(actor, slugOf), words: words(text, articles) });
}

/** With its place, and the text that it is of: a change of the article alone moves evidence, and makes a new version. */
function evidence({ article, quote, start, end, articleHash }: parts.Span, slugOf: SlugOf): RecordContent {
  return { article: slugOf(article), quote: words(quote, [article]), start, end, articleHash };
}

function aliases(json: string): RecordContent[] {
  return (JSON.parse(json) as Alias[]).map(({ name, language }) => known({ name, language }));
}

function retracted(
  { statedAt, words: text, evidence: spans, note }: parts.StoredRetraction,
  slugOf: SlugOf,
): RecordContent {
  const articles = spans.map(({ article }) => article);
  return known({
    statedAt: statedAt && knownTime(statedAt, articles),
    words: words(text, articles),
    evidence: spans.map((span) => evidence(span, slugOf)),
    note,
  });
}

async function actors(db: Db, rows: readonly Row<"actor">[]): Promise<Build> {
  const affiliations = await parts.affiliationsOf(db, keysOf(rows));
  return (slugOf) =>
    rows.map((actor) => {
      const { name, kind, isoAlpha2, isoAlpha3, wikidataId, ucdpActorId, office, note } = actor;
      return known({
        name,
        kind,
        aliases: aliases(actor.aliasesJson),
        isoAlpha2,
        isoAlpha3,
        wikidataId,
        ucdpActorId,
        office,
        affiliations: affiliations
          .get(actor.key)
          ?.map(({ organisation, role, duringJson }) =>
            known({ to: slugOf(organisation), as: role, during: time(duringJson, []) }),
          ),
        note,
      });
    });
}

async function places(_db: Db, rows: readonly Row<"place">[]): Promise<Build> {
  return (slugOf) =>
    rows.map(({ name, latitude, longitude, precision, country, partOf, wikidataId, note, ...place }) => {
      const statusNotes = JSON.parse(place.statusNotesJson) as { by: number | null; evidence: parts.Span }[];
      return known({
        name,
        names: aliases(place.namesJson),
        latitude,
        longitude,
        precision,
        country,
        statusNotes: statusNotes.map(({ by, evidence: { quote, ...span } }) => {
          const { quote: words, ...rest } = evidence({ quote, ...span }, slugOf);
          return known({ words, ...rest, by: named(by, slugOf) });
        }),
        partOf: named(partOf, slugOf),
        wikidataId,
        note,
      });
    });
}

async function articles(db: Db, rows: readonly Row<"article">[]): Promise<Build> {
  const keys = keysOf(rows);
  const sources = await parts.sourcesByKey(db, [...new Set(rows.map(({ source }) => source))]);
  const texts = await parts.textsOf(db, keys);
  const agencies = await parts.agenciesOf(db, keys);
  const mentions = await parts.mentionsOf(db, keys);
  return (slugOf) =>
    rows.map((article) => {
      const { title, wording, publisher, copyOf, language, url, record } = article;
      const paragraphs = JSON.parse(texts.get(article.key)?.paragraphsJson ?? "[]") as Paragraph[];
      return known({
        title,
        wording,
        source: sources.get(article.source)?.slug,
        publisher: named(publisher, slugOf),
        agencies: agencies.get(article.key)?.map(({ agency }) => slugOf(agency)),
        copyOf: named(copyOf, slugOf),
        language,
        published: time(article.publishedJson, [record]),
        updated: time(article.updatedJson, [record]),
        url,
        // The title stands above, and keeps its place here, so that paragraphs are counted as they are elsewhere.
        paragraphs: paragraphs.map(({ kind, text }) =>
          kind === "TITLE" ? { kind } : { kind, text: words(text, [record]) },
        ),
        mentions: mentions.get(article.key)?.map(({ actor, place, voice, quote, start, end }) =>
          known({
            actor: named(actor, slugOf),
            place: named(place, slugOf),
            words: words(quote, [record]),
            start,
            end,
            voice: named(voice, slugOf),
          }),
        ),
      });
    });
}

type EvidenceOf = ReadonlyMap<number, readonly parts.EvidenceRow[]>;

/** What the evidence and the denials of events and of reports have in common. */
async function heldBy(db: Db, owner: "event" | "report", keys: readonly number[]) {
  const own = await parts.evidenceOf(db, owner, keys);
  const denials = await parts.denialsOf(db, owner, keys);
  const denialKeys = keysOf([...denials.values()].flat());
  const ofDenials: EvidenceOf = denialKeys.length === 0 ? new Map() : await parts.evidenceOf(db, "denial", denialKeys);
  const articlesOf = (rows: readonly parts.EvidenceRow[] = []) => rows.map(({ article }) => article);
  return {
    articles: (key: number) => articlesOf(own.get(key)),
    evidence: (key: number, slugOf: SlugOf) => own.get(key)?.map((row) => evidence(row, slugOf)),
    denials: (key: number, slugOf: SlugOf) =>
      denials.get(key)?.map(({ key: denial, deniedBy, words: text, matter, statedJson }) => {
        const rows = ofDenials.get(denial) ?? [];
        return known({
          by: attribution(deniedBy, text, articlesOf(rows), slugOf),
          of: matter,
          statedAt: time(statedJson, articlesOf(rows)),
          evidence: rows.map((row) => evidence(row, slugOf)),
        });
      }),
  };
}

async function events(db: Db, rows: readonly Row<"event">[]): Promise<Build> {
  const keys = keysOf(rows);
  const participants = await parts.participantsOf(db, keys);
  const held = await heldBy(db, "event", keys);
  return (slugOf) =>
    rows.map((event) => {
      const { key, title, type, mode, assertion, datePrecision, acledSubEvent, ucdpTypeOfViolence } = event;
      return known({
        title,
        type,
        mode,
        assertion,
        claimedBy: named(event.claimedBy, slugOf),
        time: time(event.timeJson, held.articles(key)),
        datePrecision,
        place: named(event.place, slugOf),
        participants: participants
          .get(key)
          ?.map(({ actor, role, party, assertedBy }) =>
            known({ actor: slugOf(actor), role, party, assertedBy: named(assertedBy, slugOf) }),
          ),
        partOf: named(event.partOf, slugOf),
        acledSubEvent,
        ucdpTypeOfViolence,
        denials: held.denials(key, slugOf),
        evidence: held.evidence(key, slugOf),
        review: event.review,
        rule: event.rule,
        note: event.note,
      });
    });
}

async function casualtyReports(db: Db, rows: readonly Row<"casualtyReport">[]): Promise<Build> {
  const held = await heldBy(db, "report", keysOf(rows));
  return (slugOf) =>
    rows.map((report) => {
      const { key, qualifier, min, max, countText, harm, victims, scope, status, partKind, review, rule, note } =
        report;
      const own = [report.article];
      const retraction =
        report.retractionJson === null ? null : (JSON.parse(report.retractionJson) as parts.StoredRetraction);
      const figure = qualifier === "BETWEEN" ? { min, max } : { value: min ?? max };
      return known({
        article: slugOf(report.article),
        event: slugOf(report.event),
        harm,
        count: known({ qualifier, ...figure, text: words(countText, own) }),
        victims,
        tags: JSON.parse(report.tagsJson) as string[],
        side: named(report.side, slugOf),
        place: named(report.place, slugOf),
        attributedTo: attribution(report.claimant, report.claimantWords, own, slugOf),
        via: attribution(report.conduit, report.conduitWords, own, slugOf),
        blamed: attribution(report.blamed, report.blamedWords, own, slugOf),
        scope,
        period: time(report.periodJson, own),
        statedAt: time(report.statedJson, own),
        status,
        partOf: named(report.partOf, slugOf),
        partKind,
        partsAreAll: report.partsAreAll === 1 || null,
        retraction: retraction && retracted(retraction, slugOf),
        denials: held.denials(key, slugOf),
        evidence: held.evidence(key, slugOf),
        review,
        rule,
        note,
      });
    });
}
