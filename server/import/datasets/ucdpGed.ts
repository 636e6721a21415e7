import { figureOf } from "../../domain/count.ts";
import type { ActorRecord, CasualtyReportRecord, CorpusRecord } from "../../domain/records.ts";
import { boundedFigure } from "../boundedFigure.ts";
import * as build from "../build.ts";
import type { Dataset, DatasetReader, ImportContext, RowRecords } from "../dataset.ts";
import { hashPart } from "../ids.ts";
import type { RowReader } from "../rowReader.ts";
import { sourceArticles } from "./ucdpSources.ts";

/**
 * The Georeferenced Event Dataset of the Uppsala Conflict Data Program. A row is an event with UCDP's own estimates of the deaths:
 * of each side, of civilians, of people of unknown status, and in all. Each is a claim of UCDP, based on the reports that the row
 * names. Source: Högbladh, UCDP GED Codebook.
 */
export const UCDP_GED: Dataset = {
  id: "ucdp-ged",
  title: "UCDP Georeferenced Event Dataset",
  publisher: { slug: "ucdp", name: "Uppsala Conflict Data Program" },
  url: "https://ucdp.uu.se/downloads/",
  source: {
    title: "UCDP Georeferenced Event Dataset (GED)",
    licence: "CC-BY-4.0",
    licenceUrl: "https://creativecommons.org/licenses/by/4.0/",
    attribution:
      "Uppsala Conflict Data Program, Department of Peace and Conflict Research, Uppsala University. Sundberg and Melander (2013), Journal of Peace Research 50(4).",
    showsText: true,
  },
  columns: {
    id: { read: "The event's id." },
    relid: { ignored: "An older id of the event." },
    year: { ignored: "Follows from date_start." },
    active_year: { ignored: "About the dyad's year, not about the event." },
    code_status: { read: "Whether UCDP has finished coding the event." },
    type_of_violence: { read: "State-based, non-state or one-sided." },
    conflict_dset_id: { ignored: "The same as conflict_new_id in an older numbering." },
    conflict_new_id: { ignored: "Conflicts are not imported as events." },
    conflict_name: { ignored: "Conflicts are not imported as events." },
    dyad_dset_id: { ignored: "The same as dyad_new_id in an older numbering." },
    dyad_new_id: { ignored: "The two sides tell the dyad." },
    dyad_name: { read: "For the event's note." },
    side_a_dset_id: { ignored: "The same as side_a_new_id in an older numbering." },
    side_a_new_id: { read: "The id of side A in UCDP's list of actors." },
    side_a: { read: "The name of side A." },
    side_b_dset_id: { ignored: "The same as side_b_new_id in an older numbering." },
    side_b_new_id: { read: "The id of side B in UCDP's list of actors." },
    side_b: { read: "The name of side B." },
    number_of_sources: { ignored: "Follows from source_article." },
    source_article: { read: "The reports that the event is based on." },
    source_office: { ignored: "Repeats the publishers in source_article." },
    source_date: { ignored: "Repeats the dates in source_article." },
    source_headline: { ignored: "Repeats the headlines in source_article." },
    source_original: { read: "Whom the reports name as their source." },
    where_prec: { read: "How exactly the place is known." },
    where_coordinates: { read: "The name of the place that the coordinates belong to." },
    where_description: { read: "Where the event took place, in UCDP's words." },
    adm_1: { read: "The first-order division." },
    adm_2: { read: "The second-order division." },
    latitude: { read: "The latitude." },
    longitude: { read: "The longitude." },
    geom_wkt: { ignored: "Repeats the coordinates." },
    priogrid_gid: { ignored: "Follows from the coordinates." },
    country: { read: "The country, for places with one name in several countries." },
    country_id: { read: "The country's id." },
    region: { ignored: "Follows from the country." },
    event_clarity: { read: "Whether the reports tell events apart." },
    date_prec: { read: "How exactly the time is known." },
    date_start: { read: "The first day." },
    date_end: { read: "The last day." },
    deaths_a: { read: "The deaths of side A." },
    deaths_b: { read: "The deaths of side B." },
    deaths_civilians: { read: "The deaths of civilians." },
    deaths_unknown: { read: "The deaths of people of unknown status." },
    best: { read: "The best estimate of all deaths." },
    high: { read: "The highest reliable estimate." },
    low: { read: "The lowest reliable estimate." },
    gwnoa: { ignored: "A code of side A's state." },
    gwnob: { ignored: "A code of side B's state." },
  },
  optionalColumns: ["geom_wkt", "priogrid_gid", "relid", "active_year", "gwnoa", "gwnob", "code_status"],
  idColumn: "id",
  release: {
    example: "25.1",
    isValid: (release) => /^\d{2}\.\d{1,2}(?:\.\d{1,2})?$/.test(release),
    ofFile(file) {
      const [, major, minor] = /(?:GEDEvent_v|ged)(\d{2})[_.]?(\d)/i.exec(file) ?? [];
      return major === undefined ? null : `${major}.${minor}`;
    },
    datesClaims: true,
  },
  reader: (given) => new GedReader(given),
};

const ID = UCDP_GED.id;
const PUBLISHER = UCDP_GED.publisher.slug;
/** The actor that stands for the victims of one-sided violence. */
const CIVILIANS = "Civilians";

const KINDS = {
  "1": { title: "State-based violence", type: 1 },
  "2": { title: "Non-state violence", type: 2 },
  "3": { title: "Violence against civilians", type: 3 },
} as const;

class GedReader implements DatasetReader {
  readonly shared: readonly CorpusRecord[];
  readonly #statedAt: CasualtyReportRecord["statedAt"];
  readonly #given: ImportContext;

  constructor(given: ImportContext) {
    this.#given = given;
    const { release } = given;
    // UCDP numbers its releases by the year: 25.1 is of 2025.
    this.#statedAt =
      release === null ? null : build.inferred(`20${release.slice(0, 2)}`, `The year of the release ${release}.`);
    this.shared = [
      build.actor({ slug: PUBLISHER, name: UCDP_GED.publisher.name, kind: "ORGANISATION" }),
      build.titleOnly({
        slug: ID,
        title: `${UCDP_GED.title}${release === null ? "" : `, version ${release}`}`,
        mediaHash: given.mediaHash,
        language: "en",
        source: ID,
        publisher: PUBLISHER,
        published: this.#statedAt,
        url: UCDP_GED.url,
      }),
    ];
  }

  read(row: RowReader): RowRecords {
    row.category("code_status", {
      Clear: true,
      "Check deaths": true,
      "Check dyad": true,
      "Check type": true,
      "": true,
    });
    const violence = row.category("type_of_violence", KINDS);
    const slug = `${ID}-${row.integer("id")}`;
    const [a, b] = [this.#side(row, "a"), this.#side(row, "b")];
    const place = placeOf(row);
    const time = build.stated(row.days("date_start", "date_end"));
    const evidence = [build.cell(row, "id", ID)];
    const basis = sourceArticles(row, ID);
    const victimsOnly = violence.type === 3;
    const event = build.event({
      slug,
      title: `${violence.title}: ${place.name}, ${time.at.replace("/", " to ")}`,
      eventType: "ASSAULT",
      assertion: "CLAIMED",
      claimedBy: PUBLISHER,
      time,
      datePrecision: row.integer("date_prec", 1, 5),
      place: place.slug,
      participants: [
        { actor: a.slug, role: "ACTOR", party: "A", assertedBy: PUBLISHER },
        { actor: b.slug, role: victimsOnly ? "RECIPIENT" : "ACTOR", party: "B", assertedBy: PUBLISHER },
      ],
      ucdpTypeOfViolence: violence.type,
      evidence,
      rule: `import ${ID}`,
      note: noteOf(row),
    });
    const common = {
      article: ID,
      event: slug,
      harm: "KILLED",
      scope: "CUMULATIVE",
      period: time,
      statedAt: this.#statedAt,
      attributedTo: { actor: PUBLISHER, words: null },
      rule: `import ${ID}`,
      ...(victimsOnly && { blamed: { actor: a.slug, words: null } }),
      ...(basis.words !== null || basis.articles.length > 0
        ? { basis: { words: basis.words, articles: basis.articles.map((article) => article.slug) } }
        : {}),
    } as const;
    const total = boundedFigure(row, { low: "low", best: "best", high: "high" }, ID);
    const parts = [
      { column: "deaths_a", of: { side: a.slug, victims: "MILITARY" } },
      { column: "deaths_b", of: { side: b.slug, victims: "MILITARY" } },
      { column: "deaths_civilians", of: { victims: "CIVILIAN" } },
      { column: "deaths_unknown", of: { tags: ["status-unknown"] } },
    ] as const;
    const counted = parts.map((part) => ({ ...part, deaths: row.integer(part.column) }));
    const whole = `${slug}-total`;
    const isWhole = counted.reduce((sum, { deaths }) => sum + deaths, 0) === total.best;
    const found = counted.filter(({ deaths }) => deaths > 0);
    const claims: CasualtyReportRecord[] = [
      build.claim({
        ...common,
        slug: whole,
        count: total.count,
        evidence: total.evidence,
        ...(isWhole && found.length > 0 && { partsAreAll: true }),
        ...(total.note !== null && { note: total.note }),
      }),
      ...found.map(({ column, of, deaths }) =>
        build.claim({
          ...common,
          ...of,
          slug: `${slug}-${column.replace("_", "-")}`,
          // UCDP gives bounds for the sum only.
          count: figureOf(deaths, total.count.qualifier === "EXACTLY" ? "EXACTLY" : "ABOUT"),
          evidence: [build.cell(row, column, ID)],
          partOf: whole,
          partKind: "SUBGROUP",
        }),
      ),
    ];
    return {
      records: [a, b, place, ...basis.publishers, ...basis.articles, event, ...claims],
      leftOut: [
        ...(found.length < parts.length ? ["parts of a total that are 0: UCDP writes 0 if it records no deaths"] : []),
        ...(total.note === null ? [] : ["bounds that do not contain the best estimate: the claim's note gives them"]),
      ],
    };
  }

  /** An actor that the store already knows by its id in UCDP's list is not added again. */
  #side(row: RowReader, side: "a" | "b"): ActorRecord {
    const [id, name] = [row.integer(`side_${side}_new_id`, 1), row.text(`side_${side}`)];
    const known = this.#given.ucdpActors.get(id);
    const kind = name === CIVILIANS ? "PEOPLE" : name.startsWith("Government of ") ? "GOVERNMENT_BODY" : "ARMED_GROUP";
    return build.actor({ slug: known ?? `${ID}-actor-${id}`, name, kind, ucdpActorId: id });
  }
}

/** A place is told apart by its name, its coordinates and its divisions. */
function placeOf(row: RowReader) {
  const name = row.optional("where_coordinates") ?? row.text("country");
  const { latitude, longitude } = build.coordinates(row);
  const precision = row.integer("where_prec", 1, 7);
  const divisions = [row.optional("adm_2"), row.optional("adm_1"), row.optional("country")];
  const named = [name, latitude, longitude, precision, ...divisions, row.optional("country_id")].join("|");
  const note = divisions.filter((division) => division !== null && division !== name).join(", ");
  return build.place({
    slug: `${ID}-place-${hashPart(named)}`,
    name,
    latitude,
    longitude,
    precision,
    note: note === "" ? null : note,
  });
}

function noteOf(row: RowReader): string {
  const clarity = row.category("event_clarity", {
    "1": null,
    "2": "UCDP's reports give several incidents together.",
  });
  const [dyad, where] = [row.optional("dyad_name"), row.optional("where_description")];
  const status = row.optional("code_status");
  return [
    dyad && `Dyad: ${dyad}.`,
    where && `Where: ${where.replace(/\.$/, "")}.`,
    clarity,
    status === null || status === "Clear" ? null : `Coding status: ${status}.`,
  ]
    .filter((part) => part !== null && part !== "")
    .join(" ");
}
