import { stringify } from "yaml";
import { slugPart } from "../ids.ts";
import type { TableRow } from "../tables/table.ts";
import type { DateOrder } from "./dateText.ts";
import { type Guess, guessColumns, MEANINGS, valuesOf } from "./guesses.ts";

/**
 * A first map for a table, from the names of its columns and a sample of its rows. It is meant to be read and corrected: every guess
 * is in the comments.
 */
export function suggestMap(file: string, columns: readonly string[], sample: readonly TableRow[]): string {
  const guesses = guessColumns(columns, sample);
  const map = suggestedMap(file.replace(/\.\w+$/, ""), guesses, columns, sample);
  const used = JSON.stringify(map);
  const ignore = columns.filter((column) => !used.includes(JSON.stringify(`{${column}}`).slice(1, -1)));
  const head = [
    `A first map for ${file}, made from the names of its columns and ${sample.length} ${sample.length === 1 ? "row" : "rows"}. Read it and correct it:`,
    ...[...guesses].map(([guess, column]) => `- ${column}: seems to be the ${MEANINGS[guess]}`),
    "Columns that nothing uses are under `ignore`. See docs/importing.md.",
  ].flatMap((line) => line.split(/[\r\n]+/));
  return `${head.map((line) => `# ${line}\n`).join("")}${stringify({ ...map, ignore }, { lineWidth: 0 })}`;
}

/** The longest id of a corpus, which all other ids begin with. */
const LONGEST_CORPUS = 40;

function suggestedMap(
  title: string,
  guesses: ReadonlyMap<Guess, string>,
  columns: readonly string[],
  sample: readonly TableRow[],
) {
  const at: At = (guess) => (guesses.has(guess) ? `{${guesses.get(guess)}}` : null);
  const corpus = slugPart(title).slice(0, LONGEST_CORPUS).replace(/-$/, "") || "my-table";
  const [date, end, place] = [at("date"), at("end"), at("place") ?? at("country")];
  const order = dateOrder((["date", "end"] as const).flatMap((guess) => valuesOf(sample, guesses.get(guess) ?? "")));
  // Ids are unique in a store, so they begin with the id of the corpus.
  const event = [corpus, ...keyColumns(guesses, columns, sample).map((column) => `{${column}}`)].join("-");
  return {
    corpus: { id: corpus, title, version: "1" },
    source: { licence: "Unknown", showsText: true },
    ...(order !== null && { dates: order }),
    ...actorsOf(at, corpus),
    ...(place !== null && {
      places: [
        {
          id: `${corpus}-place-${place}`,
          name: place,
          ...(at("latitude") && at("longitude") && { latitude: at("latitude"), longitude: at("longitude") }),
        },
      ],
    }),
    events: [
      {
        id: event,
        title: at("title") ?? ["Event", place, date].filter(Boolean).join(", "),
        type: "ASSAULT",
        ...(date && { time: end === null ? date : `${date}/${end}` }),
        ...(place && { place: `${corpus}-place-${place}` }),
        ...participantsOf(at, corpus),
        ...(at("note") && { note: at("note") }),
      },
    ],
    claims: claimsOf(at, corpus, event, { date, hasBounds: areAsFull(["low", "high"], guesses, sample) }),
  };
}

/** Columns whose values together are different in each row: an id, or as few as possible of those that tell events apart. */
function keyColumns(
  guesses: ReadonlyMap<Guess, string>,
  columns: readonly string[],
  sample: readonly TableRow[],
): readonly string[] {
  const isFull = (column: string) => valuesOf(sample, column).length === sample.length;
  const isShort = (column: string) => valuesOf(sample, column).every(({ length }) => length <= LONGEST_CORPUS);
  const areUnique = (names: readonly string[]) =>
    new Set(sample.map(({ values }) => names.map((name) => values[name]).join("\n"))).size === sample.length;
  const nameable = columns.filter((column) => !/[{}]/.test(column));
  const guessed = new Set(guesses.values());
  const id = guesses.get("id") ?? nameable.find((name) => !guessed.has(name) && areUnique([name]) && isShort(name));
  if (id !== undefined && isFull(id)) return [id];
  const telling = (["date", "place", "country", "title", "actor", "other actor", "claimant"] as const).flatMap(
    (guess) => guesses.get(guess) ?? [],
  );
  const keys = [...new Set([...telling, ...nameable])].filter(isFull);
  const enough = keys.findIndex((_key, at) => areUnique(keys.slice(0, at + 1)));
  return keys.length === 0 ? nameable.slice(0, 1) : keys.slice(0, enough < 0 ? MOST_KEYS : enough + 1);
}

const MOST_KEYS = 4;

/** Whether some columns have a value wherever there is a number of people killed. */
function areAsFull(names: readonly Guess[], guesses: ReadonlyMap<Guess, string>, sample: readonly TableRow[]): boolean {
  const killed = guesses.get("killed");
  const counted = sample.filter(({ values }) => killed === undefined || (values[killed] ?? "").trim() !== "");
  return names.every((name) => {
    const column = guesses.get(name);
    return column !== undefined && valuesOf(counted, column).length === counted.length;
  });
}

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

interface Known {
  readonly date: string | null;
  /** Whether the lowest and the highest number can be used. */
  readonly hasBounds: boolean;
}

function claimsOf(at: At, corpus: string, own: string, { date, hasBounds }: Known) {
  const claimant = at("claimant");
  const common = {
    event: own,
    scope: "CUMULATIVE",
    ...(date !== null && { period: date }),
    ...(claimant !== null && { attributedTo: `${corpus}-actor-${claimant}` }),
  };
  const killed = at("killed");
  return [
    ...(killed === null && !hasBounds
      ? []
      : [
          {
            id: `${own}-killed`,
            harm: "KILLED",
            count: hasBounds
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
