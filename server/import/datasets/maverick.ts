import type { ActorRecord, ArticleRecord, CorpusRecord } from "../../domain/records.ts";
import type { ActorKind, Harm, ParticipantRole } from "../../domain/vocabulary.ts";
import { boundedFigure } from "../boundedFigure.ts";
import * as build from "../build.ts";
import type { ColumnUse, Dataset, DatasetReader, ImportContext, RowRecords } from "../dataset.ts";
import { isDay } from "../days.ts";
import { hashPart, slugPart } from "../ids.ts";
import type { RowReader } from "../rowReader.ts";

/** The most actors of a row. */
const ACTORS = 6;

/**
 * MAVERICK: reports on election-related violence in Côte d'Ivoire and Kenya. A row is what one report says of an event, so that each
 * figure is a claim in that report. The dataset tells the report's author, but not whom the report quotes, so the claims have no
 * claimant. Source: van Baalen and Höglund (2026), the codebook, and the R package eventreport.
 */
export const MAVERICK: Dataset = {
  id: "maverick",
  title: "MAVERICK event reports",
  publisher: {
    slug: "uppsala-peace-and-conflict-research",
    name: "Department of Peace and Conflict Research, Uppsala University",
  },
  url: "https://doi.org/10.1093/jopres/xjaf012",
  source: {
    title: "Modes and Agents of Election-Related Violence in Côte d'Ivoire and Kenya (MAVERICK)",
    licence: "CC-BY-4.0",
    licenceUrl: "https://creativecommons.org/licenses/by/4.0/",
    attribution:
      "Sebastian van Baalen and Kristine Höglund (2026), Introducing the Modes and Agents of Election-Related Violence in Côte d'Ivoire and Kenya (MAVERICK) Dataset. Journal of Peace Research 63(1): 98-106.",
    showsText: true,
  },
  columns: {
    id: { read: "The id of the report on the event." },
    event_id: { read: "The id of the event." },
    country: { read: "The country." },
    election: { read: "The election that the event is associated with." },
    ...ignoring(
      ["certain", "certain1", "certain2", "certain3", "certain4", "certain5", "certain6"],
      "Why the coders count the event as election-related.",
    ),
    date_start: { read: "The first day." },
    date_end: { read: "The last day." },
    city: { read: "The city or town." },
    location: { read: "The place within the city." },
    latitude: { read: "The latitude." },
    longitude: { read: "The longitude." },
    geo_precision: { ignored: "Its scale differs from UCDP's, which our places use." },
    ...Object.assign({}, ...Array.from({ length: ACTORS }, (_, at) => actorColumns(at + 1))),
    event_context: { read: "The situation in which the event took place, for its note." },
    target: { read: "Who was the target, for its note." },
    deaths_best: { read: "The deaths that the report gives." },
    deaths_low: { read: "The lowest number of deaths." },
    deaths_high: { read: "The highest number of deaths." },
    injuries_best: { read: "The injured people that the report gives." },
    injuries_low: { read: "The lowest number of injured people." },
    injuries_high: { read: "The highest number of injured people." },
    displacement: { ignored: "Whether there was displacement, without a figure." },
    damage: { ignored: "Whether there was damage, without a figure." },
    source: { read: "The author, the date and the title of the report." },
    number_of_sources: { ignored: "Always 0 in this table, which has a row for each report." },
    source_author: { read: "The author of the report." },
    source_type: { read: "The kind of author." },
    source_classification: { ignored: "A score of the kind of source." },
    sampling: { ignored: "How the report was found." },
    unit_of_analysis: { read: "Always “Event report”: another unit is another table." },
    aggregation: { read: "Always “None”: aggregated rows are not reports." },
  },
  optionalColumns: [],
  idColumn: "id",
  release: {
    example: "1.0",
    isValid: (release) => /^\d{1,3}(?:\.\d{1,3}){0,2}$/.test(release),
    ofFile: () => null,
    datesClaims: false,
  },
  reader: (given) => new MaverickReader(given),
};

function ignoring(columns: readonly string[], ignored: string): Record<string, ColumnUse> {
  return Object.fromEntries(columns.map((column) => [column, { ignored }]));
}

function actorColumns(number: number): Record<string, ColumnUse> {
  const read = (name: string, meaning: string) => ({ [`actor${number}${name}`]: { read: meaning } });
  return {
    ...read("", "The actor's name."),
    ...read("_id", "The actor's id."),
    ...read("_type", "The kind of actor."),
    ...ignoring(
      ["_subtype", "_party", "_violence", "_precision"].map((name) => `actor${number}${name}`),
      "A detail of the actor that our actors and events have no field for.",
    ),
    ...read("_initiator", "Whether the actor began the event."),
    ...read("_perpetrator", "Whether the actor used violence."),
    ...read("_intervener", "Whether the actor intervened."),
    ...read("_bystander", "Whether the actor stood by."),
    ...read("_victim", "Whether the actor was a victim."),
  };
}

const ID = MAVERICK.id;
const PUBLISHER = MAVERICK.publisher.slug;

/** Null for actors that nobody has named: they are left out. */
const KINDS: Readonly<Record<string, ActorKind | null>> = {
  "Security forces": "ARMED_FORCE",
  "Political actor": "ORGANISATION",
  Citizens: "PEOPLE",
  "Non-state armed actor": "ARMED_GROUP",
  "Other state actor": "GOVERNMENT_BODY",
  Other: "ORGANISATION",
  "": null,
};

const AUTHORS: Readonly<Record<string, ActorKind>> = {
  "International news agency": "NEWS_AGENCY",
  "International news media": "MEDIA_OUTLET",
  "National news media": "MEDIA_OUTLET",
  "Human rights commission": "ORGANISATION",
  "Special commission": "ORGANISATION",
  "International civil society organization": "ORGANISATION",
  "National civil society organization": "ORGANISATION",
  "International organization": "INTERGOVERNMENTAL_ORGANISATION",
  "National government agency": "GOVERNMENT_BODY",
  Other: "ORGANISATION",
  "": "ORGANISATION",
};

const COUNTRIES: Readonly<Record<string, string>> = { Kenya: "KE", "Ivory Coast": "CI" };
const YES_OR_NO = { "0": false, "1": true, "": false } as const;

class MaverickReader implements DatasetReader {
  readonly shared: readonly CorpusRecord[];
  /** An event is described by its first row. Later rows are further reports on it. */
  readonly #described = new Set<string>();

  constructor({ release, mediaHash }: ImportContext) {
    this.shared = [
      build.actor({ slug: PUBLISHER, name: MAVERICK.publisher.name, kind: "ORGANISATION" }),
      build.titleOnly({
        slug: ID,
        title: `${MAVERICK.title}${release === null ? "" : `, version ${release}`}`,
        mediaHash,
        language: "en",
        source: ID,
        publisher: PUBLISHER,
        url: MAVERICK.url,
      }),
    ];
  }

  read(row: RowReader): RowRecords {
    row.category("unit_of_analysis", { "Event report": true });
    row.category("aggregation", { None: true });
    const event = `${ID}-${row.idPart("event_id")}`;
    const [article, author] = reportOf(row);
    const own = [...(author ? [author] : []), article];
    const claims = [
      ...claimOf(row, { event, article, harm: "KILLED", column: "deaths" }),
      ...claimOf(row, { event, article, harm: "WOUNDED", column: "injuries" }),
    ];
    const leftOut = claims.length === 0 ? ["reports that give neither deaths nor injured people (0)"] : [];
    if (this.#described.has(event)) return { records: [...own, ...claims], leftOut };
    this.#described.add(event);
    const described = eventOf(row, event);
    return {
      records: [...own, ...described.records, ...claims],
      leftOut: [...leftOut, ...described.leftOut],
    };
  }
}

function reportOf(row: RowReader): readonly [ArticleRecord, ActorRecord | null] {
  const source = row.text("source").replace(/\s+/g, " ");
  const name = row.optional("source_author");
  const kind = row.category("source_type", AUTHORS);
  const [, date, title] = /^.*? \((\d{4}-\d{2}-\d{2})\) (.+)$/.exec(source) ?? [];
  const author = name === null ? null : build.actor({ slug: `${ID}-author-${hashPart(name)}`, name, kind });
  const article = build.titleOnly({
    slug: `${ID}-report-${hashPart(source)}`,
    title: title ?? source,
    language: "und",
    source: ID,
    publisher: author?.slug ?? null,
    published: date !== undefined && isDay(date) ? build.stated(date) : null,
  });
  return [article, author];
}

interface Figure {
  readonly event: string;
  readonly article: ArticleRecord;
  readonly harm: Harm;
  readonly column: "deaths" | "injuries";
}

function claimOf(row: RowReader, { event, article, harm, column }: Figure) {
  const columns = { low: `${column}_low`, best: `${column}_best`, high: `${column}_high` };
  const { count, evidence, note } = boundedFigure(row, columns, ID);
  if (count.qualifier === "EXACTLY" && count.min === 0) return [];
  return [
    build.claim({
      slug: `${ID}-${row.idPart("id")}-${column}`,
      article: article.slug,
      event,
      harm,
      count,
      scope: "CUMULATIVE",
      statedAt: article.published,
      evidence,
      rule: `import ${ID}`,
      note,
    }),
  ];
}

function eventOf(row: RowReader, slug: string): RowRecords {
  const place = placeOf(row);
  const actors = actorsOf(row);
  // Some events of the dataset end before they begin. Their reports are of use without the time.
  const isOrdered = row.day("date_start") <= row.day("date_end");
  const time = isOrdered ? build.stated(row.days("date_start", "date_end")) : null;
  const election = row.optional("election");
  const [context, target] = [row.optional("event_context"), row.optional("target")];
  const event = build.event({
    slug,
    title: `Election-related violence: ${place.name}${time ? `, ${time.at.replace("/", " to ")}` : ""}`,
    eventType: "ASSAULT",
    assertion: "CLAIMED",
    claimedBy: PUBLISHER,
    time,
    place: place.slug,
    participants: actors.map(({ actor, role }) => ({ actor: actor.slug, role, party: null, assertedBy: PUBLISHER })),
    evidence: [build.cell(row, "event_id", ID)],
    rule: `import ${ID}`,
    note: [election && `Election: ${election}.`, context && `Context: ${context}.`, target && `Target: ${target}.`]
      .filter(Boolean)
      .join(" "),
  });
  return {
    records: [...actors.map(({ actor }) => actor), place, event],
    leftOut: time === null ? ["times of events that end before they begin"] : [],
  };
}

function placeOf(row: RowReader) {
  const country = row.text("country");
  const parts = [row.optional("location"), row.optional("city"), country].filter((part) => part !== null);
  const { latitude, longitude } = build.coordinates(row);
  const [name = country, ...around] = parts;
  return build.place({
    slug: `${ID}-place-${hashPart([...parts, latitude, longitude].join("|"))}`,
    name,
    latitude,
    longitude,
    country: row.category("country", COUNTRIES),
    note: around.length === 0 ? null : around.join(", "),
  });
}

function actorsOf(row: RowReader): { actor: ActorRecord; role: ParticipantRole }[] {
  const found = new Map<string, { actor: ActorRecord; role: ParticipantRole }>();
  for (let number = 1; number <= ACTORS; number++) {
    const is = (role: string) => row.category(`actor${number}_${role}`, YES_OR_NO);
    const acted = [is("initiator"), is("perpetrator"), is("intervener")].includes(true);
    const [suffered, stoodBy] = [is("victim"), is("bystander")];
    const kind = row.category(`actor${number}_type`, KINDS);
    const [id, name] = [row.optional(`actor${number}_id`), row.optional(`actor${number}`)];
    if (id === null || name === null || kind === null || stoodBy) continue;
    const actor = build.actor({ slug: `${ID}-actor-${slugPart(id)}`, name, kind });
    const roles: ParticipantRole[] = [
      ...(acted ? ["ACTOR" as const] : []),
      ...(suffered ? ["RECIPIENT" as const] : []),
    ];
    for (const role of roles) found.set(`${actor.slug} ${role}`, { actor, role });
  }
  return [...found.values()];
}
