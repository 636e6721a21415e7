import { stringify } from "csv-stringify/sync";
import { ACLED } from "../../import/datasets/acled.ts";
import { MAVERICK } from "../../import/datasets/maverick.ts";
import { UCDP_GED } from "../../import/datasets/ucdpGed.ts";

/** Invented rows in the columns of the datasets. A test gives only the values that it is about. */
export type Row = Readonly<Record<string, string>>;

const emptyRow = (columns: object): Row => Object.fromEntries(Object.keys(columns).map((name) => [name, ""]));

export const gedRow = (given: Row = {}): Row => ({
  ...emptyRow(UCDP_GED.columns),
  id: "7001",
  code_status: "Clear",
  type_of_violence: "1",
  side_a_new_id: "901",
  side_a: "Government of Northland",
  side_b_new_id: "902",
  side_b: "River Front",
  dyad_name: "Government of Northland - River Front",
  source_article: `"Hill Wire,2020-09-29,""Eleven dead"" at the ford";"Daily Ford,2020-09-30,Fighting at the ford"`,
  source_original: "army; hospital",
  where_prec: "1",
  where_coordinates: "Riverton",
  where_description: "at the ford of Riverton.",
  adm_1: "River province",
  latitude: "10.5",
  longitude: "20.25",
  country: "Northland",
  country_id: "999",
  event_clarity: "1",
  date_prec: "1",
  date_start: "2020-09-27 00:00:00.000",
  date_end: "2020-09-27 00:00:00.000",
  deaths_a: "4",
  deaths_b: "5",
  deaths_civilians: "2",
  deaths_unknown: "0",
  low: "9",
  best: "11",
  high: "14",
  ...given,
});

export const acledRow = (given: Row = {}): Row => ({
  ...emptyRow(ACLED.columns),
  event_id_cnty: "NLD12",
  event_date: "27 September 2020",
  time_precision: "1",
  sub_event_type: "Armed clash",
  actor1: "Military Forces of Northland",
  inter1: "State forces",
  actor2: "River Front",
  inter2: "2",
  country: "Northland",
  admin1: "River province",
  location: "Riverton",
  latitude: "10.5",
  longitude: "20.25",
  geo_precision: "1",
  source: "Hill Wire; Daily Ford",
  notes: "A clash at the ford.",
  fatalities: "11",
  ...given,
});

export const maverickRow = (given: Row = {}): Row => ({
  ...emptyRow(MAVERICK.columns),
  id: "report-1",
  event_id: "KEN-0001",
  country: "Kenya",
  election: "KE-2099",
  date_start: "2020-09-27",
  date_end: "2020-09-28",
  city: "Riverton",
  location: "Ford Road",
  latitude: "1.5",
  longitude: "36.25",
  actor1: "Riverton police",
  actor1_id: "A-1",
  actor1_type: "Security forces",
  actor1_initiator: "1",
  actor2: "Market traders",
  actor2_id: "A-2",
  actor2_type: "Citizens",
  actor2_victim: "1",
  event_context: "A rally",
  target: "Traders",
  deaths_best: "3",
  deaths_low: "2",
  deaths_high: "5",
  injuries_best: "7",
  injuries_low: "7",
  injuries_high: "7",
  source: "Hill Wire (2020-09-29) Three dead at a market",
  source_author: "Hill Wire",
  source_type: "International news agency",
  unit_of_analysis: "Event report",
  aggregation: "None",
  ...given,
});

/** A CSV file with a header. */
export const csvOf = (rows: readonly Row[]): string => stringify([...rows], { header: true });
