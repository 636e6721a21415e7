import { countLabel } from "../../domain/count.ts";
import { CASUALTY_REPORT } from "../../domain/fields/casualtyReport.ts";
import { columnsOf } from "../../domain/fields/columns.ts";
import type { Field } from "../../domain/fields/kinds.ts";
import { required } from "../../domain/required.ts";
import { retractionOf, tagsOf } from "../../store/read/jsonColumns.ts";
import { slugsOf } from "../../store/read/recordKeys.ts";
import { type DenialRow, denialsOf, type EvidenceRow, evidenceOf } from "../../store/read/relatedRows.ts";
import { type Row, visibleRows } from "../../store/read/visibleRows.ts";
import { cellOf } from "../../store/records/storedCell.ts";
import type { ExportScope } from "../exportScope.ts";
import { RowCache } from "../rowCache.ts";
import { type SharedRows, sharedRows } from "../sharedRows.ts";
import { timeCells, timeReader } from "../times.ts";
import type { ArticleCells, AttributionCells, ClaimRow, EvidenceCells, LocatedPlace, Named } from "./claimRow.ts";
import { otherFields } from "./otherFields.ts";

type Claim = Row<"casualtyReport">;

/** The columns of a claim: those that identify its version, the span in which it was stated, and those of its fields. */
const CLAIM_COLUMNS = [
  "key",
  "slug",
  "version",
  "contentHash",
  "statedFrom",
  "statedUntil",
  ...Object.entries<Field>(CASUALTY_REPORT).flatMap(([name, field]) => {
    const { from: _from, until: _until, ...columns } = columnsOf(name, field);
    return Object.values(columns);
  }),
];
const EVIDENCE_COLUMNS = ["articleHash", "start", "end", "quote", "cellFile", "cellRow", "cellColumn"];
const READ: Readonly<Record<string, readonly string[]>> = {
  casualtyReport: CLAIM_COLUMNS,
  evidence: EVIDENCE_COLUMNS,
};
const columnsToRead = (table: string) => READ[table] ?? null;

const NO_EVIDENCE: EvidenceCells = {
  count: 0,
  wording: null,
  quote: null,
  start: null,
  end: null,
  articleHash: null,
  cell: null,
};

/**
 * Reads the rows of claims, straight from the database: executing a GraphQL query for each batch would take ten times as long.
 * The statements of a batch are the same for any number of claims.
 * @returns a function that returns the claims' rows in the order of their record keys
 */
export async function claimReader(scope: ExportScope): Promise<(records: readonly number[]) => Promise<ClaimRow[]>> {
  const { store } = scope;
  const shared = await sharedRows(scope);
  const timeOf = timeReader();
  const slugs = new RowCache<number, string>((keys) => slugsOf(store.db, keys));
  const on = { ...store, columnsOf: columnsToRead };
  const others = otherFields(scope, shared, timeOf);
  const cells = cellsOf(shared, timeOf);

  return async (records) => {
    const claims = await visibleRows(on, "casualtyReport", "record", records);
    claims.sort((a, b) => a.record - b.record);
    const versions = claims.map(({ key }) => key);
    const evidence = await evidenceOf(on, "report", versions);
    const denials = await denialsOf(store, "report", versions);
    const parties = await loadShared(shared, claims, evidence, denials);
    await slugs.load(claims.map(({ partOf }) => partOf));
    const otherValues = await others(claims);
    return claims.map((claim, at) =>
      cells(claim, {
        evidence: evidence.get(claim.key),
        denials: denials.get(claim.key),
        party: parties[at] ?? null,
        partOf: slugs.get(claim.partOf),
        others: otherValues?.[at] ?? null,
      }),
    );
  };
}

/** Loads what a batch of claims refers to. @returns the key of each claim's party */
async function loadShared(
  shared: SharedRows,
  claims: readonly Claim[],
  evidence: ReadonlyMap<number, readonly EvidenceRow[]>,
  denials: ReadonlyMap<number, readonly DenialRow[]>,
): Promise<(number | null)[]> {
  const { actors, places, events, articles, affiliations } = shared;
  const quoted = [...evidence.values()].map(([first]) => first?.article ?? null);
  await shared.loadArticles([...claims.map(({ article }) => article), ...quoted]);
  await events.load(claims.map(({ event }) => event));
  await affiliations.load(claims.map(({ claimant }) => claimant));
  const parties = claims.map((claim) => partyKey(shared, claim));
  const named = new Set(parties);
  for (const claim of claims) {
    named.add(claim.side).add(claim.claimant).add(claim.conduit).add(claim.blamed);
    named.add(articles.get(claim.article)?.publisher ?? null);
  }
  for (const own of denials.values()) for (const { deniedBy } of own) named.add(deniedBy);
  await actors.load(named);
  await places.load(claims.flatMap(({ place, event }) => [place, events.get(event)?.place ?? null]));
  return parties;
}

function partyKey(
  { partyOf }: SharedRows,
  { claimant, statedFrom: from, statedUntil: until }: Pick<Claim, "claimant" | "statedFrom" | "statedUntil">,
): number | null {
  return claimant === null ? null : partyOf(claimant, from === null || until === null ? null : { from, until });
}

/** The parts of a claim that its row does not have. */
interface BesidesTheRow {
  readonly evidence: readonly EvidenceRow[] | undefined;
  readonly denials: readonly DenialRow[] | undefined;
  readonly party: number | null;
  readonly partOf: string | null;
  readonly others: ClaimRow["others"];
}

/** Makes the cells of a claim from its row, when everything that it refers to has been loaded. */
function cellsOf(shared: SharedRows, timeOf: ReturnType<typeof timeReader>) {
  const { actors, places, events, articles, sources, shownTexts } = shared;
  // The same object for all claims of an event or an article, so that its cells are written once.
  const eventCells = new WeakMap<object, ClaimRow["event"]>();
  const articleCells = new WeakMap<object, ArticleCells>();

  const actor = (key: number | null): Named | null =>
    key === null ? null : required(actors.get(key), `The actor ${key}`);
  const place = (key: number | null): LocatedPlace | null =>
    key === null ? null : required(places.get(key), `The place ${key}`);
  const attribution = (key: number | null, words: string | null, isShown: boolean): AttributionCells | null =>
    key === null && words === null ? null : { actor: actor(key), words: isShown ? words : null };

  function event(key: number): ClaimRow["event"] {
    const row = required(events.get(key), `The event ${key}`);
    const cells = eventCells.get(row) ?? { slug: row.slug, title: row.title, place: place(row.place) };
    eventCells.set(row, cells);
    return cells;
  }

  function article(key: number): ArticleCells {
    const row = required(articles.get(key), `The article ${key}`);
    const known = articleCells.get(row);
    if (known) return known;
    const { licence, licenceUrl, attribution, corpus } = required(sources.get(row.source), `The source ${row.source}`);
    const { slug, version } = shared.corpus(corpus);
    const cells: ArticleCells = {
      slug: row.slug,
      title: row.title,
      wording: row.wording,
      url: row.url,
      publisher: actor(row.publisher),
      published: timeOf(row.publishedJson),
      archiveUrl: row.archiveUrl,
      retrievedAt: timeOf(row.retrievedJson),
      mediaHash: row.mediaHash,
      source: { licence, licenceUrl, attribution, corpus: { slug, version } },
    };
    articleCells.set(row, cells);
    return cells;
  }

  function evidenceCells(evidence: readonly EvidenceRow[] | undefined): EvidenceCells {
    const first = evidence?.[0];
    if (!evidence || !first) return NO_EVIDENCE;
    return {
      count: evidence.length,
      wording: required(articles.get(first.article), `The article ${first.article}`).wording,
      quote: shownTexts.get(first.article) ? first.quote : null,
      start: first.start,
      end: first.end,
      articleHash: first.articleHash,
      cell: cellOf(first) ?? null,
    };
  }

  return (claim: Claim, { evidence, denials, party, partOf, others }: BesidesTheRow): ClaimRow => {
    const isShown = shownTexts.get(claim.article) === true;
    const { qualifier, min, max, best, lower, upper, conventionMin } = claim;
    const text = isShown ? claim.countText : null;
    const retraction = retractionOf(claim);
    return {
      slug: claim.slug,
      revision: { number: claim.version, contentHash: claim.contentHash },
      harm: claim.harm,
      count: {
        label: countLabel({ qualifier, min, max, best, text, conventionMin }),
        qualifier,
        min,
        max,
        best,
        lower,
        upper,
        text,
        conventionMin,
      },
      victims: claim.victims,
      tags: claim.tagsJson === "[]" ? NONE : tagsOf(claim),
      side: actor(claim.side),
      place: place(claim.place),
      attributedTo: attribution(claim.claimant, claim.claimantWords, isShown),
      party: actor(party),
      via: attribution(claim.conduit, claim.conduitWords, isShown),
      blamed: attribution(claim.blamed, claim.blamedWords, isShown),
      scope: claim.scope,
      period: timeOf(claim.periodJson),
      statedAt: timeOf(claim.statedJson),
      status: claim.status,
      review: claim.review,
      rule: claim.rule,
      denials: denials?.map(({ matter, deniedBy }) => ({ matter, deniedBy: actor(deniedBy)?.slug ?? null })) ?? NONE,
      retraction: retraction && { statedAt: retraction.statedAt && timeCells(retraction.statedAt) },
      partsAreAll: claim.partsAreAll === 1,
      partOf,
      partKind: claim.partKind,
      event: event(claim.event),
      article: article(claim.article),
      evidence: evidenceCells(evidence),
      note: claim.note,
      others,
    };
  };
}

const NONE: readonly never[] = [];
