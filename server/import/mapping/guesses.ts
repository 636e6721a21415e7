import type { TableRow } from "../tables/table.ts";
import { isoDate } from "./dateText.ts";
import { figureIn, wholeNumber } from "./figureText.ts";

/** What a column seems to contain. */
export type Guess =
  | "id"
  | "date"
  | "end"
  | "place"
  | "country"
  | "latitude"
  | "longitude"
  | "killed"
  | "wounded"
  | "missing"
  | "low"
  | "high"
  | "civilians"
  | "actor"
  | "other actor"
  | "claimant"
  | "url"
  | "title"
  | "note";

const OF_DEATHS = /kill|dea|fatal|victim/;

/** The names by which columns are recognised, in order: the first that fits counts. A name must fit all patterns of a line. */
const NAMES: readonly (readonly [Guess, ...RegExp[]])[] = [
  ["latitude", /^(?:lat|latitude|y)$/],
  ["longitude", /^(?:lon|long|lng|longitude|x)$/],
  ["low", /low|min/, OF_DEATHS],
  ["high", /high|max/, OF_DEATHS],
  ["civilians", /civilian/],
  ["killed", /kill|dead|death|fatal/],
  ["wounded", /wound|injur/],
  ["missing", /missing/],
  ["end", /end|until|to|last/, /date/],
  ["date", /date|day|when|^time$/],
  ["country", /country|state_name|nation/],
  ["place", /place|location|city|town|village|settlement|where|site|district|province|region|admin/],
  ["claimant", /claim|according|attribut|reported_by|source_name|^source$|claimant/],
  ["actor", /(?:actor|side|party|group|force|belligerent)(?:_?(?:1|a))?$|responsible|perpetrator|attacker/],
  ["other actor", /(?:actor|side|party|group|target|victim|force|belligerent)_?(?:2|b)?$/],
  ["url", /url|link|address|href/],
  ["title", /title|headline|name|event$/],
  ["id", /(?:^|_)(?:id|nr|no|number|code|key|ref)(?:$|_)/],
  ["note", /note|description|comment|remark|text|detail|summary/],
];

/** Completes “seems to be the …”. */
export const MEANINGS: Readonly<Record<Guess, string>> = {
  id: "id of the event",
  date: "date, or the first date",
  end: "last date",
  place: "place",
  country: "country",
  latitude: "latitude",
  longitude: "longitude",
  killed: "number of people killed",
  wounded: "number of people wounded",
  missing: "number of people missing",
  low: "lowest number of people killed",
  high: "highest number of people killed",
  civilians: "number of civilians killed",
  actor: "actor or side",
  "other actor": "other actor or side",
  claimant: "claimant: who says it",
  url: "web address of the source",
  title: "title",
  note: "description",
};

/** The column of each guess: the first that fits. A template cannot name a column with braces. */
export function guessColumns(columns: readonly string[], sample: readonly TableRow[]): ReadonlyMap<Guess, string> {
  const found = new Map<Guess, string>();
  for (const column of columns) {
    const guess = /[{}]/.test(column) ? null : guessOf(column, valuesOf(sample, column));
    if (guess !== null && !found.has(guess)) found.set(guess, column);
  }
  return found;
}

export const valuesOf = (sample: readonly TableRow[], column: string): string[] =>
  sample.map(({ values }) => (values[column] ?? "").trim()).filter((value) => value !== "");

/** The name decides, if the values agree with it. */
function guessOf(column: string, values: readonly string[]): Guess | null {
  const name = column
    .trim()
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_");
  for (const [guess, ...patterns] of NAMES)
    if (patterns.every((pattern) => pattern.test(name)) && agrees(guess, values)) return guess;
  return null;
}

function agrees(guess: Guess, values: readonly string[]): boolean {
  const most = (is: (value: string) => boolean) => values.filter(is).length * 2 >= values.length;
  switch (guess) {
    case "date":
    case "end":
      return most((value) => isoDate(value, "dmy") !== undefined || isoDate(value, "mdy") !== undefined);
    case "latitude":
    case "longitude":
      return most((value) => Number.isFinite(Number(value.replace(",", "."))));
    case "killed":
    case "wounded":
    case "missing":
    case "civilians":
      return most((value) => figureIn(value) !== undefined);
    case "low":
    case "high":
      return most((value) => wholeNumber(value) !== null);
    case "url":
      return most((value) => /^https?:/.test(value));
    case "id":
      return new Set(values).size === values.length;
    default:
      return true;
  }
}
