import { stringify } from "yaml";
import { slugPart } from "../build.ts";
import type { TableRow } from "../tables/table.ts";
import { type DateOrder, isoDate } from "./dateText.ts";
import { figureIn, wholeNumber } from "./figureText.ts";

/** What a column seems to contain. */
type Guess =
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

/** The names by which columns are recognised, in order: the first that fits counts. */
const NAMES: readonly (readonly [Guess, RegExp])[] = [
  ["latitude", /^(?:lat|latitude|y)$/],
  ["longitude", /^(?:lon|long|lng|longitude|x)$/],
  ["low", /(?:low|min)(?:est|imum)?.*(?:kill|dea|fatal|victim)|(?:kill|dea|fatal|victim).*(?:low|min)/],
  ["high", /(?:high|max)(?:est|imum)?.*(?:kill|dea|fatal|victim)|(?:kill|dea|fatal|victim).*(?:high|max)/],
  ["civilians", /civilian/],
  ["killed", /kill|dead|death|fatal/],
  ["wounded", /wound|injur/],
  ["missing", /missing/],
  ["end", /(?:end|until|to|last).*date|date.*(?:end|until|to|last)/],
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

/**
 * A first map for a table, from the names of its columns and a sample of its rows. It is meant to be read and corrected: every guess
 * is in the comments.
 */
export function suggestMap(file: string, columns: readonly string[], sample: readonly TableRow[]): string {
  const found = new Map<Guess, string>();
  for (const column of columns) {
    const guess = guessOf(column, valuesOf(sample, column));
    if (guess !== null && !found.has(guess)) found.set(guess, column);
  }
  if (!found.has("id")) {
    const unique = columns.find((column) => isUnique(valuesOf(sample, column), sample.length));
    if (unique !== undefined && ![...found.values()].includes(unique)) found.set("id", unique);
  }
  const at = (guess: Guess) => (found.has(guess) ? `{${found.get(guess)}}` : null);
  const parts = {
    id: at("id"),
    date: at("date"),
    end: at("end"),
    place: at("place") ?? at("country"),
  };
  const corpus = slugPart(file.replace(/\.\w+$/, "")) || "my-table";
  // Ids are unique in a store, so they begin with the id of the corpus.
  const own = `${corpus}-${parts.id ?? [parts.date, parts.place].filter(Boolean).join("-")}`;
  const order = dateOrder(found.has("date") ? valuesOf(sample, found.get("date") ?? "") : []);
  const map = {
    corpus: { id: corpus, title: file.replace(/\.\w+$/, ""), version: "1" },
    source: { licence: "Unknown", showsText: true },
    ...(order !== null && { dates: order }),
    ...actorsOf(at, corpus),
    ...(parts.place !== null && {
      places: [
        {
          id: `${corpus}-place-${parts.place}`,
          name: parts.place,
          ...(at("latitude") && at("longitude") && { latitude: at("latitude"), longitude: at("longitude") }),
        },
      ],
    }),
    events: [
      {
        id: own,
        title: at("title") ?? ["Event", parts.place, parts.date].filter(Boolean).join(", "),
        type: "ASSAULT",
        ...(parts.date && { time: parts.end === null ? parts.date : `${parts.date}/${parts.end}` }),
        ...(parts.place && { place: `${corpus}-place-${parts.place}` }),
        ...participantsOf(at, corpus),
        ...(at("note") && { note: at("note") }),
      },
    ],
    claims: claimsOf(at, corpus, own, parts.date),
    ignore: columns.filter((column) => ![...found.values()].includes(column) || found.get("url") === column),
  };
  const head = [
    `A first map for ${file}, made from the names of its columns and ${sample.length} rows. Read it and correct it:`,
    ...[...found].map(([guess, column]) => `- ${column}: seems to be the ${MEANINGS[guess]}`),
    "Columns that nothing uses are under `ignore`. See docs/importing.md.",
  ];
  return `${head.map((line) => `# ${line}\n`).join("")}${stringify(map, { lineWidth: 0 })}`;
}

const MEANINGS: Readonly<Record<Guess, string>> = {
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

type At = (guess: Guess) => string | null;

function actorsOf(at: At, corpus: string) {
  const actors = (["actor", "other actor", "claimant"] as const).flatMap((guess) => {
    const column = at(guess);
    return column === null
      ? []
      : [
          {
            id: `${corpus}-actor-${column}`,
            name: column,
            kind: guess === "claimant" ? "ORGANISATION" : "ARMED_GROUP",
          },
        ];
  });
  return actors.length === 0 ? {} : { actors };
}

function participantsOf(at: At, corpus: string) {
  const participants = (["actor", "other actor"] as const).flatMap((guess, index) => {
    const column = at(guess);
    return column === null
      ? []
      : [{ actor: `${corpus}-actor-${column}`, role: "ACTOR", party: index === 0 ? "A" : "B" }];
  });
  return participants.length === 0 ? {} : { participants };
}

function claimsOf(at: At, corpus: string, own: string, date: string | null) {
  const claimant = at("claimant");
  const common = {
    event: own,
    scope: "CUMULATIVE",
    ...(date !== null && { period: date }),
    ...(claimant !== null && { attributedTo: `${corpus}-actor-${claimant}` }),
  };
  const bounds = at("low") !== null && at("high") !== null;
  const killed = at("killed");
  const claims = [
    ...(killed === null && !bounds
      ? []
      : [
          {
            id: `${own}-killed`,
            harm: "KILLED",
            count: bounds
              ? { qualifier: "BETWEEN", min: at("low"), max: at("high"), ...(killed !== null && { best: killed }) }
              : killed,
            ...common,
          },
        ]),
    ...(at("civilians") === null
      ? []
      : [{ id: `${own}-civilians`, harm: "KILLED", victims: "CIVILIAN", count: at("civilians"), ...common }]),
    ...(at("wounded") === null ? [] : [{ id: `${own}-wounded`, harm: "WOUNDED", count: at("wounded"), ...common }]),
    ...(at("missing") === null ? [] : [{ id: `${own}-missing`, harm: "MISSING", count: at("missing"), ...common }]),
  ];
  return claims;
}

const valuesOf = (sample: readonly TableRow[], column: string): string[] =>
  sample.map(({ values }) => (values[column] ?? "").trim()).filter((value) => value !== "");

const isUnique = (values: readonly string[], rows: number): boolean =>
  rows > 0 && values.length === rows && new Set(values).size === rows && values.every((value) => value.length <= 40);

/** The name decides, if the values agree with it. */
function guessOf(column: string, values: readonly string[]): Guess | null {
  const name = column
    .trim()
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_");
  for (const [guess, pattern] of NAMES) if (pattern.test(name) && agrees(guess, values)) return guess;
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

/** Null if no date needs an order. If the values fit both orders, the day comes first, and the map says so. */
function dateOrder(values: readonly string[]): DateOrder | null {
  const parts = values.flatMap((value) => {
    const found = /^(\d{1,2})[./-](\d{1,2})[./-]\d{4}/.exec(value);
    return found ? [[Number(found[1]), Number(found[2])] as const] : [];
  });
  if (parts.length === 0) return null;
  return parts.some(([, second]) => second > 12) ? "mdy" : "dmy";
}
