import type { Alias } from "../domain/records.ts";
import { placeNamesOf, type StoredStatusNote, statusNotesOf } from "../store/read/jsonColumns.ts";
import { byForeignKey } from "../store/read/lists/children.ts";
import type { Row } from "../store/read/visibleRows.ts";
import { builder } from "./builder/builder.ts";
import { lookupField } from "./builder/lookup.ts";
import { fromColumns, READS_NO_RECORD, reads, rowsOf } from "./builder/reads.ts";
import { recordField } from "./builder/recordField.ts";
import * as refs from "./builder/refs.ts";
import { EvidenceRef } from "./evidence.ts";
import { casualtyReportList } from "./lists/casualtyReports.ts";
import { eventList } from "./lists/events.ts";
import { mentionList } from "./lists/mentions.ts";
import { placeList } from "./lists/places.ts";

export const NameRef = builder.objectRef<Alias>("Name").implement({
  extensions: READS_NO_RECORD,
  description: "A name in one spelling.",
  fields: (t) => ({
    name: t.exposeString("name", { description: "The name, as written." }),
    language: t.exposeString("language", {
      nullable: true,
      description: "The language of the name, as a BCP 47 tag, with the script if it matters. Null if not stated.",
    }),
  }),
});

const CoordinatesRef = builder.objectRef<{ latitude: number; longitude: number }>("Coordinates").implement({
  extensions: READS_NO_RECORD,
  description: "A point, in WGS 84.",
  fields: (t) => ({
    latitude: t.exposeFloat("latitude", { description: "The latitude in degrees, positive north of the equator." }),
    longitude: t.exposeFloat("longitude", { description: "The longitude in degrees, positive east of Greenwich." }),
  }),
});

const StatusNoteRef = builder.objectRef<StoredStatusNote>("StatusNote").implement({
  extensions: READS_NO_RECORD,
  description: "An article's words about a place's status. We take no position.",
  fields: (t) => ({
    evidence: t.field({
      type: EvidenceRef,
      description: "The words, with their position in the article.",
      resolve: (note) => note.evidence,
    }),
    by: recordField(t, "Actor", "by", {
      nullable: true,
      description: "The actor that the article quotes. Null if the words are the article's own.",
    }),
  }),
});

builder.node(refs.PlaceRef, {
  description: "A place where events happen. All names that the sides use are shown; we prefer none of them.",
  id: { resolve: (place) => place.slug, extensions: reads({ own: ["slug"] }) },
  extensions: rowsOf("place"),
  fields: (t) => ({
    slug: t.exposeString("slug", { description: "The place's id in the corpus. Permalinks contain it." }),
    name: t.exposeString("name", {
      description: "One of the place's names, as a short label. For all names, see `names`.",
    }),
    names: t.field({
      type: [NameRef],
      description: "All names and spellings of the place, in alphabetical order, so that none is preferred.",
      ...fromColumns<Row<"place">>()(["name", "namesJson"], (place) => {
        const others = placeNamesOf(place);
        const all = others.some(({ name }) => name === place.name)
          ? others
          : [{ name: place.name, language: null }, ...others];
        return all.toSorted((a, b) => a.name.localeCompare(b.name, "en"));
      }),
    }),
    coordinates: t.field({
      type: CoordinatesRef,
      nullable: true,
      description: "The place's coordinates. Null if not verified.",
      ...fromColumns<Row<"place">>()(["latitude", "longitude"], ({ latitude, longitude }) =>
        latitude === null || longitude === null ? null : { latitude, longitude },
      ),
    }),
    precision: t.exposeInt("precision", {
      nullable: true,
      description:
        "UCDP's `where_prec`: 1 exact, 2 within 25 km, 3 second-order division, 4 first-order division, 5 line or fuzzy region, 6 country, 7 international waters or airspace.",
    }),
    country: t.exposeString("country", {
      nullable: true,
      description:
        "The ISO 3166-1 alpha-2 code under which the standard lists the place. We take no position: see `statusNotes`.",
    }),
    statusNotes: t.field({
      type: [StatusNoteRef],
      description: "The articles' words about the place's status.",
      ...fromColumns<Row<"place">>()(["statusNotesJson"], (place) => [...statusNotesOf(place)]),
    }),
    partOf: recordField(t, "Place", "partOf", {
      nullable: true,
      description: "The larger place that contains this place.",
    }),
    wikidataId: t.exposeString("wikidataId", {
      nullable: true,
      description: "The place's Wikidata item, if verified.",
    }),
    note: t.exposeString("note", { nullable: true, description: "A note by the author of the record." }),
    places: placeList.ofRecord(t, {
      description: "The places directly inside this place.",
      children: byForeignKey("partOf"),
    }),
    events: eventList.ofRecord(t, {
      description:
        "The events at exactly this place. To include the places inside this place, use `events(filter: { place: … })`.",
      children: byForeignKey("place"),
    }),
    casualtyReports: casualtyReportList.ofRecord(t, {
      description: "The claims whose words name exactly this place.",
      children: byForeignKey("place"),
    }),
    mentions: mentionList.ofRecord(t, {
      description: "The words with which articles name the place.",
      children: byForeignKey("place"),
    }),
  }),
});

builder.queryFields((t) => ({
  place: lookupField(t, "Place", "place"),
  places: placeList.atRoot(t, "The places in the store."),
}));
