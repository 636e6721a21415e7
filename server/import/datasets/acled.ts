import { figureOf } from "../../domain/count.ts";
import type { ActorRecord, ArticleRecord, CorpusRecord } from "../../domain/records.ts";
import type { ActorKind, EventMode, EventType } from "../../domain/vocabulary.ts";
import * as build from "../build.ts";
import type { Dataset, DatasetReader, ImportContext, RowRecords } from "../dataset.ts";
import { isDay, monthNumber } from "../days.ts";
import { hashPart } from "../ids.ts";
import type { RowReader } from "../rowReader.ts";

/**
 * The Armed Conflict Location & Event Data, in the columns since March 2023. A row is an event with ACLED's estimate of the deaths,
 * which is a claim of ACLED. Its terms of use forbid passing the data on, so its source is private.
 */
export const ACLED: Dataset = {
  id: "acled",
  title: "Armed Conflict Location & Event Data",
  publisher: { slug: "acled", name: "Armed Conflict Location & Event Data (ACLED)" },
  url: "https://acleddata.com",
  source: {
    title: "Armed Conflict Location & Event Data (ACLED)",
    licence: "ACLED Terms of Use: the data must not be passed on",
    licenceUrl: "https://acleddata.com/eula",
    attribution: "Armed Conflict Location & Event Data (ACLED), acleddata.com",
    showsText: false,
    isPrivate: true,
  },
  columns: {
    event_id_cnty: { read: "The event's id." },
    event_date: { read: "The day." },
    year: { ignored: "Follows from event_date." },
    time_precision: { read: "How exactly the day is known." },
    disorder_type: { ignored: "Follows from the sub-event type." },
    event_type: { ignored: "Follows from the sub-event type." },
    sub_event_type: { read: "The kind of event." },
    actor1: { read: "The first actor. The order says nothing about who attacked." },
    assoc_actor_1: { ignored: "Actors that are associated with the first one; they need not have taken part." },
    inter1: { read: "The kind of the first actor." },
    actor2: { read: "The second actor." },
    assoc_actor_2: { ignored: "Actors that are associated with the second one; they need not have taken part." },
    inter2: { read: "The kind of the second actor." },
    interaction: { ignored: "Follows from the kinds of the actors." },
    civilian_targeting: { ignored: "Whether civilians were the main target; the claims do not say who died." },
    iso: { ignored: "Follows from the country." },
    region: { ignored: "Follows from the country." },
    country: { read: "The country." },
    admin1: { read: "The first-order division." },
    admin2: { read: "The second-order division." },
    admin3: { read: "The third-order division." },
    location: { read: "The place." },
    latitude: { read: "The latitude." },
    longitude: { read: "The longitude." },
    geo_precision: { read: "How exactly the place is known." },
    source: { read: "The outlets that ACLED names." },
    source_scale: { ignored: "The geographic scale of the sources." },
    notes: { read: "ACLED's description." },
    fatalities: { read: "ACLED's estimate of the deaths." },
    tags: { ignored: "Keywords about the event." },
    timestamp: { ignored: "When ACLED uploaded the row." },
    event_id_no_cnty: { ignored: "A part of event_id_cnty, in files before 2023." },
    data_id: { ignored: "Changes with each download, in files before 2023." },
    iso3: { ignored: "Follows from the country, in files before 2023." },
    population_best: { ignored: "The people who live nearby, not people who were harmed." },
    population_1km: { ignored: "The people who live nearby, not people who were harmed." },
    population_2km: { ignored: "The people who live nearby, not people who were harmed." },
    population_5km: { ignored: "The people who live nearby, not people who were harmed." },
  },
  optionalColumns: [
    "disorder_type",
    "civilian_targeting",
    "tags",
    "timestamp",
    "interaction",
    "iso",
    "region",
    "source_scale",
    "event_id_no_cnty",
    "data_id",
    "iso3",
    "population_best",
    "population_1km",
    "population_2km",
    "population_5km",
  ],
  idColumn: "event_id_cnty",
  release: {
    // ACLED has no releases: it changes each week.
    example: "2026-11-30",
    isValid: isDay,
    ofFile: (file) => /\d{4}-\d{2}-\d{2}/.exec(file)?.[0] ?? null,
    datesClaims: true,
  },
  reader: (given) => new AcledReader(given),
};

const ID = ACLED.id;
const PUBLISHER = ACLED.publisher.slug;

/** PLOVER's type and mode for each sub-event type; null if PLOVER has none that says the same. */
const EVENT_KINDS: Readonly<Record<string, { readonly type: EventType; readonly mode: EventMode | null } | null>> = {
  "Armed clash": { type: "ASSAULT", mode: "armed-clash" },
  "Government regains territory": { type: "ASSAULT", mode: "territory-captured" },
  "Non-state actor overtakes territory": { type: "ASSAULT", mode: "territory-captured" },
  "Chemical weapon": { type: "ASSAULT", mode: "unconventional" },
  "Air/drone strike": { type: "ASSAULT", mode: null },
  "Suicide bomb": { type: "ASSAULT", mode: "suicide-attack" },
  "Shelling/artillery/missile attack": { type: "ASSAULT", mode: "heavy-weapons" },
  "Remote explosive/landmine/IED": { type: "ASSAULT", mode: "explosives" },
  Grenade: { type: "ASSAULT", mode: "explosives" },
  "Sexual violence": { type: "ASSAULT", mode: "sexual" },
  Attack: { type: "ASSAULT", mode: null },
  "Abduction/forced disappearance": { type: "ASSAULT", mode: "abduct" },
  "Peaceful protest": { type: "PROTEST", mode: "demo" },
  "Protest with intervention": { type: "PROTEST", mode: "demo" },
  "Excessive force against protesters": { type: "ASSAULT", mode: null },
  "Excessive force against protestors": { type: "ASSAULT", mode: null },
  "Violent demonstration": { type: "PROTEST", mode: "riot" },
  "Mob violence": { type: "PROTEST", mode: "riot" },
  Agreement: { type: "AGREE", mode: null },
  Arrests: { type: "COERCE", mode: "arrest" },
  "Looting/property destruction": { type: "COERCE", mode: "seize" },
  "Headquarters or base established": { type: "MOBILIZE", mode: null },
  "Change to group/activity": null,
  "Disrupted weapons use": null,
  "Non-violent transfer of territory": null,
  Other: null,
};

const KINDS: Readonly<Record<string, ActorKind | null>> = {
  "1": "ARMED_FORCE",
  "2": "ARMED_GROUP",
  "3": "ARMED_GROUP",
  "4": "ARMED_GROUP",
  "5": "PEOPLE",
  "6": "PEOPLE",
  "7": "PEOPLE",
  "8": "ORGANISATION",
  "0": null,
  "": null,
  "State forces": "ARMED_FORCE",
  "State Forces": "ARMED_FORCE",
  "Rebel group": "ARMED_GROUP",
  "Rebel groups": "ARMED_GROUP",
  "Political militia": "ARMED_GROUP",
  "Political militias": "ARMED_GROUP",
  "Identity militia": "ARMED_GROUP",
  "Identity militias": "ARMED_GROUP",
  Rioters: "PEOPLE",
  Protesters: "PEOPLE",
  Civilians: "PEOPLE",
  "External/Other forces": "ORGANISATION",
  "External/Other Forces": "ORGANISATION",
};

/** UCDP's precision for ACLED's: 1 the place itself, 2 near it, 3 only the region. */
const PRECISIONS = { "1": 1, "2": 2, "3": 4 } as const;
/** UCDP's precision of dates for ACLED's: 1 the day, 2 the week, 3 the month. */
const DATE_PRECISIONS = { "1": 1, "2": 3, "3": 4 } as const;

class AcledReader implements DatasetReader {
  readonly shared: readonly CorpusRecord[];
  readonly #statedAt: ArticleRecord["published"];

  constructor({ release, mediaHash }: ImportContext) {
    this.#statedAt = release === null ? null : build.inferred(release, `The download of ${release}.`);
    this.shared = [
      build.actor({ slug: PUBLISHER, name: ACLED.publisher.name, kind: "ORGANISATION" }),
      build.titleOnly({
        slug: ID,
        title: `${ACLED.title}${release === null ? "" : `, ${release}`}`,
        mediaHash,
        language: "en",
        source: ID,
        publisher: PUBLISHER,
        published: this.#statedAt,
        url: ACLED.url,
      }),
    ];
  }

  read(row: RowReader): RowRecords {
    const slug = `${ID}-${row.idPart("event_id_cnty")}`;
    const kind = row.category("sub_event_type", EVENT_KINDS);
    const name = row.text("sub_event_type");
    const deaths = row.integer("fatalities");
    const day = dayOf(row, "event_date");
    const place = placeOf(row);
    const actors = [actorOf(row, 1), actorOf(row, 2)].filter((actor) => actor !== null);
    if (kind === null) return { records: [], leftOut: [`events of the type “${name}”, which PLOVER lacks`] };
    const time = build.stated(day);
    const event = build.event({
      slug,
      title: `${name}: ${place.name}, ${day}`,
      eventType: kind.type,
      mode: kind.mode,
      assertion: "CLAIMED",
      claimedBy: PUBLISHER,
      time,
      datePrecision: row.category("time_precision", DATE_PRECISIONS),
      place: place.slug,
      participants: [...new Set(actors.map((actor) => actor.slug))].map((actor) => ({
        actor,
        role: "ACTOR",
        party: null,
        assertedBy: PUBLISHER,
      })),
      acledSubEvent: name,
      evidence: [build.cell(row, "event_id_cnty", ID)],
      rule: `import ${ID}`,
      note: row.optional("notes"),
    });
    const words = row.optional("source");
    const claims =
      deaths === 0
        ? []
        : [
            build.claim({
              slug: `${slug}-fatalities`,
              article: ID,
              event: slug,
              harm: "KILLED",
              // ACLED calls its figures estimates, and gives no bounds.
              count: figureOf(deaths, "ABOUT"),
              scope: "CUMULATIVE",
              period: time,
              statedAt: this.#statedAt,
              attributedTo: { actor: PUBLISHER, words: null },
              evidence: [build.cell(row, "fatalities", ID)],
              rule: `import ${ID}`,
              ...(words !== null && { basis: { words, articles: [] } }),
            }),
          ];
    return {
      records: [...actors, place, event, ...claims],
      leftOut: deaths === 0 ? ["figures of 0: ACLED also writes 0 if no deaths are known"] : [],
    };
  }
}

/** ACLED writes 2020-09-27 or 27 September 2020. */
function dayOf(row: RowReader, column: string): string {
  const [, day = "", name = "", year = ""] = /^(\d{1,2})[ -]([A-Za-z]+)[ -](\d{4})$/.exec(row.raw(column).trim()) ?? [];
  const month = monthNumber(name);
  return month === null ? row.day(column) : row.day(column, [year, twoDigits(month), twoDigits(day)].join("-"));
}
const twoDigits = (number: number | string): string => `${number}`.padStart(2, "0");

function actorOf(row: RowReader, number: 1 | 2): ActorRecord | null {
  const [name, kind] = [row.optional(`actor${number}`), row.category(`inter${number}`, KINDS)];
  if (name === null || kind === null) return null;
  return build.actor({ slug: `${ID}-actor-${hashPart(name)}`, name, kind });
}

function placeOf(row: RowReader) {
  const name = row.text("location");
  const precision = row.category("geo_precision", PRECISIONS);
  const { latitude, longitude } = build.coordinates(row);
  const around = ["admin3", "admin2", "admin1", "country"].flatMap((column) => row.optional(column) ?? []);
  return build.place({
    slug: `${ID}-place-${hashPart([name, ...around, latitude, longitude, precision].join("|"))}`,
    name,
    latitude,
    longitude,
    precision,
    note: around.length === 0 ? null : [...new Set(around)].join(", "),
  });
}
