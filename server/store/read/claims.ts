import { type RawBuilder, type SqlBool, sql } from "kysely";
import { type Affiliations, affiliationsByMember, partyAt, type Span } from "../../domain/affiliation.ts";
import type { Claim } from "../../domain/toll/claim.ts";
import type { ActorKind, Harm, Party, Qualifier } from "../../domain/vocabulary.ts";
import { type ReadScope, visibleAt } from "./asOfRevision.ts";
import { type Columns, columnsOf } from "./columns.ts";
import { eventsWithin, isIn } from "./lists/shared.ts";
import { affiliationsAbove } from "./relatedRows.ts";

/** The claims that tolls are made of, with what their rules must know of events and actors. */

export interface EventNode {
  readonly record: number;
  readonly partOf: number | null;
  readonly time: Span | null;
}

export interface EventParticipant {
  readonly event: number;
  readonly actor: number;
  readonly kind: ActorKind;
  readonly party: Party;
}

export interface ClaimSet {
  readonly claims: readonly Claim[];
  /** The events that were asked for and all that are part of them; or those of the claims and all that hold them. */
  readonly events: ReadonlyMap<number, EventNode>;
  readonly participants: readonly EventParticipant[];
  readonly affiliations: ReturnType<typeof affiliationsByMember>;
}

export interface ClaimFilter {
  /** Of one harm; of any where it is left out. */
  readonly harm?: Harm | undefined;
  readonly records?: readonly number[] | undefined;
}

/**
 * The claims on some events and on all that are part of them; on any event where `roots` is null. A fixed number of
 * statements, however many events and claims.
 */
export async function claimsOf(on: ReadScope, roots: readonly number[] | null, filter: ClaimFilter): Promise<ClaimSet> {
  const events = roots === null ? null : await eventsDownFrom(on, roots);
  const where = conditions(on, events && within(on, roots ?? [], events), filter);
  const [rows, denials, carriers, participants] = await Promise.all([
    claimRows(on, where),
    denialTimes(on, where),
    carriersOf(on, where),
    roots === null ? [] : lettered(on, roots),
  ]);
  const actors = new Set([...rows.claimant, ...rows.side, ...participants.map(({ actor }) => actor)]);
  actors.delete(null);
  const [edges, tree] = await Promise.all([
    actors.size === 0 ? [] : affiliationsAbove(on, [...actors] as number[]),
    events ?? eventsUpFrom(on, where),
  ]);
  const affiliations = affiliationsByMember(edges);
  return { claims: toClaims(rows, denials, carriers, affiliations), events: tree, participants, affiliations };
}

type Row = Pick<
  Claim,
  | "id"
  | "slug"
  | "event"
  | "harm"
  | "lower"
  | "upper"
  | "conventionMin"
  | "victims"
  | "side"
  | "place"
  | "claimant"
  | "article"
  | "scope"
  | "status"
  | "review"
  | "partOf"
  | "partKind"
> & {
  readonly qualifier: Qualifier;
  readonly tagsJson: string;
  readonly statedFrom: number | null;
  readonly statedUntil: number | null;
  readonly periodFrom: number | null;
  readonly periodUntil: number | null;
  readonly partsAreAll: number;
  readonly isRetracted: number;
  readonly retractedUntil: number | null;
};

const COLUMNS: Readonly<Record<keyof Row, RawBuilder<unknown>>> = {
  id: sql`c.record`,
  event: sql`c.event`,
  lower: sql`c.lower`,
  upper: sql`c.upper`,
  conventionMin: sql`c."conventionMin"`,
  side: sql`c.side`,
  place: sql`c.place`,
  claimant: sql`c.claimant`,
  article: sql`c.article`,
  partOf: sql`c."partOf"`,
  statedFrom: sql`c."statedFrom"`,
  statedUntil: sql`c."statedUntil"`,
  periodFrom: sql`c."periodFrom"`,
  periodUntil: sql`c."periodUntil"`,
  partsAreAll: sql`c."partsAreAll"`,
  isRetracted: sql`case when c."retractionJson" is null then 0 else 1 end`,
  retractedUntil: sql`c."retractedUntil"`,
  slug: sql`c.slug`,
  harm: sql`c.harm`,
  qualifier: sql`c.qualifier`,
  victims: sql`c.victims`,
  tagsJson: sql`c."tagsJson"`,
  scope: sql`c.scope`,
  status: sql`c.status`,
  review: sql`c.review`,
  partKind: sql`c."partKind"`,
};

function conditions(on: ReadScope, event: RawBuilder<SqlBool> | null, { harm, records }: ClaimFilter) {
  const all: RawBuilder<SqlBool>[] = [visibleAt(on, "c")];
  if (event !== null) all.push(event);
  if (harm !== undefined) all.push(sql<SqlBool>`c.harm = ${harm}`);
  if (records !== undefined) all.push(isIn("c.record", records));
  return sql.join(all, sql` and `);
}

const MOST_NAMED = 1000;

/** Named one by one as far as they can be: PostgreSQL knows how many claims each has, and whether an index helps. */
const within = (on: ReadScope, roots: readonly number[], events: ReadonlyMap<number, unknown>): RawBuilder<SqlBool> =>
  events.size <= MOST_NAMED ? isIn("c.event", [...events.keys()]) : sql<SqlBool>`c.event in ${eventsWithin(on, roots)}`;

const claimRows = (on: ReadScope, where: RawBuilder<unknown>): Promise<Columns<Row>> =>
  columnsOf<Row>(on, COLUMNS, sql`from "casualtyReport" as c where ${where}`);

/** The first instants of the claims' denials, by claim. */
async function denialTimes(on: ReadScope, where: RawBuilder<unknown>): Promise<ReadonlyMap<number, (number | null)[]>> {
  const { rows } = await sql<{ report: number; statedJson: string | null }>`
    select c.record as "report", denial."statedJson"
    from "casualtyReport" as c join "denial" on denial.report = c.key where ${where}`.execute(on.db);
  const times = new Map<number, (number | null)[]>();
  for (const { report, statedJson } of rows) {
    const from = statedJson === null ? null : (JSON.parse(statedJson) as { earliest: number }).earliest;
    times.set(report, [...(times.get(report) ?? []), from]);
  }
  return times;
}

interface Carrier {
  /** The article at the root of the copies that it is one of; itself where it is none. */
  readonly origin: number;
  /** The origin's. */
  readonly publisher: number | null;
  readonly published: Span | null;
}

/** The articles of the claims. */
async function carriersOf(on: ReadScope, where: RawBuilder<unknown>): Promise<ReadonlyMap<number, Carrier>> {
  const { rows } = await sql<{
    article: number;
    origin: number;
    publisher: number | null;
    copyOf: number | null;
    publishedFrom: number | null;
    publishedUntil: number | null;
  }>`
    with recursive chain("article", "origin", "publisher", "copyOf", "publishedFrom", "publishedUntil") as (
      select "record", "record", "publisher", "copyOf", "publishedFrom", "publishedUntil" from "article"
      where ${visibleAt(on)} and "record" in (select c.article from "casualtyReport" as c where ${where})
      union select chain."article", above."record", above."publisher", above."copyOf",
        chain."publishedFrom", chain."publishedUntil"
      from "article" as above join chain on above."record" = chain."copyOf" where ${visibleAt(on, "above")}
    ) select * from chain`.execute(on.db);
  const carriers = new Map<number, Carrier>();
  // Copies of each other have no root: then each stands for itself.
  for (const { article, origin, publisher, copyOf, publishedFrom, publishedUntil } of rows)
    if (copyOf === null || (origin === article && !carriers.has(article)))
      carriers.set(article, { origin, publisher, published: span(publishedFrom, publishedUntil) });
  return carriers;
}

const eventColumns = sql`"record", "partOf", "timeFrom", "timeUntil"`;

/** Events with all that are part of them. */
async function eventsDownFrom(on: ReadScope, roots: readonly number[]): Promise<Map<number, EventNode>> {
  const { rows } = await sql<EventRow>`
    with recursive tree("record", "partOf", "timeFrom", "timeUntil") as (
      select ${eventColumns} from "event" where ${visibleAt(on)} and ${isIn("record", roots)}
      union select child."record", child."partOf", child."timeFrom", child."timeUntil"
      from "event" as child join tree on child."partOf" = tree."record" where ${visibleAt(on, "child")}
    ) select ${eventColumns} from tree`.execute(on.db);
  return toNodes(rows);
}

/** The events of some claims with all that they are part of. Not named one by one: there may be too many to bind. */
async function eventsUpFrom(on: ReadScope, where: RawBuilder<unknown>): Promise<Map<number, EventNode>> {
  const { rows } = await sql<EventRow>`
    with recursive tree("record", "partOf", "timeFrom", "timeUntil") as (
      select ${eventColumns} from "event" where ${visibleAt(on)}
        and "record" in (select c.event from "casualtyReport" as c where ${where})
      union select above."record", above."partOf", above."timeFrom", above."timeUntil"
      from "event" as above join tree on above."record" = tree."partOf" where ${visibleAt(on, "above")}
    ) select ${eventColumns} from tree`.execute(on.db);
  return toNodes(rows);
}

interface EventRow {
  readonly record: number;
  readonly partOf: number | null;
  readonly timeFrom: number | null;
  readonly timeUntil: number | null;
}

const toNodes = (rows: readonly EventRow[]) =>
  new Map(
    rows.map(({ record, partOf, timeFrom, timeUntil }) => [
      record,
      { record, partOf, time: span(timeFrom, timeUntil) },
    ]),
  );

/** Who stood on which side of the events. */
async function lettered(on: ReadScope, events: readonly number[]): Promise<EventParticipant[]> {
  const { rows } = await sql<EventParticipant>`
    select event.record as "event", participant.actor, participant.party, actor.kind
    from "event" join "participant" on participant.event = event.key
    join "actor" on actor.record = participant.actor and ${visibleAt(on, "actor")}
    where ${visibleAt(on, "event")} and ${isIn("event.record", events)} and participant.party is not null
    order by actor.slug`.execute(on.db);
  return rows;
}

const span = (from: number | null, until: number | null): Span | null =>
  from === null || until === null ? null : { from, until };

function toClaims(
  rows: Columns<Row>,
  denials: ReadonlyMap<number, (number | null)[]>,
  carriers: ReadonlyMap<number, Carrier>,
  affiliations: Affiliations,
): Claim[] {
  const [partyOf, tagsOf] = [rememberParties(affiliations), rememberTags()];
  return rows.id.flatMap((id, at): Claim | never[] => {
    const of = <Value>(column: readonly Value[]): Value => column[at] as Value;
    const carrier = carriers.get(of(rows.article));
    if (!carrier) return [];
    const stated = span(of(rows.statedFrom), of(rows.statedUntil));
    return {
      id,
      slug: of(rows.slug),
      event: of(rows.event),
      harm: of(rows.harm),
      lower: of(rows.lower),
      upper: of(rows.upper),
      isAbout: of(rows.qualifier) === "ABOUT",
      conventionMin: of(rows.conventionMin),
      victims: of(rows.victims),
      tags: tagsOf(of(rows.tagsJson)),
      side: of(rows.side),
      place: of(rows.place),
      claimant: of(rows.claimant),
      party: partyOf(of(rows.claimant), stated),
      article: of(rows.article),
      origin: carrier.origin,
      publisher: carrier.publisher,
      scope: of(rows.scope),
      status: of(rows.status),
      review: of(rows.review),
      partOf: of(rows.partOf),
      partKind: of(rows.partKind),
      partsAreAll: of(rows.partsAreAll) === 1,
      stated: stated ?? carrier.published,
      period: span(of(rows.periodFrom), of(rows.periodUntil)),
      denials: denials.get(id) ?? NONE,
      retraction: of(rows.isRetracted) === 1 ? { until: of(rows.retractedUntil) } : null,
    };
  });
}

const NONE: readonly never[] = [];

/** Claimants repeat: the party of each is looked up once, or once for each time where times make a difference. */
function rememberParties(affiliations: Affiliations) {
  const lasting = new Map<number, number>();
  const passing = new Map<string, number>();
  const remembered = <Key>(known: Map<Key, number>, key: Key, claimant: number, stated: Span | null): number => {
    const party = known.get(key) ?? partyAt(claimant, affiliations, stated) ?? claimant;
    known.set(key, party);
    return party;
  };
  const isLasting = [...affiliations.values()].flat().every(({ from, until }) => from === null && until === null);
  return (claimant: number | null, stated: Span | null): number | null => {
    if (claimant === null) return null;
    return isLasting || !affiliations.has(claimant)
      ? remembered(lasting, claimant, claimant, stated)
      : remembered(passing, `${claimant} ${stated?.from} ${stated?.until}`, claimant, stated);
  };
}

/** Tags repeat: each list is parsed once, and sorted as subjects compare them. */
function rememberTags() {
  const known = new Map<string, readonly string[]>();
  return (json: string): readonly string[] => {
    const tags = known.get(json) ?? (JSON.parse(json) as string[]).sort();
    known.set(json, tags);
    return tags;
  };
}
