import { seededRandom } from "../../benchmarks/random.ts";

/** Letters in an order that no database can compress, so that an index entry of them is as long as they are. */
function letters(length: number): string {
  const random = seededRandom(length);
  return Array.from({ length }, () => random.pick([..."abcdefghijklmnopqrstuvwxyz"])).join("");
}

export const ODD_TEXTS: readonly string[] = [
  "",
  "a\u0000b",
  "a\ud800",
  "\udc00b",
  letters(9000),
  letters(50_001),
  // Its sort key is much longer.
  "\ufdfa".repeat(900),
];
export const ODD_FORMS = [`https://example.org/${letters(3000)}`, `Q${"1".repeat(5000)}`];
export const ODD_NUMBERS = [
  -1,
  0,
  2_147_483_647,
  -2_147_483_648,
  2_147_483_648,
  Number.MAX_SAFE_INTEGER,
  1e308,
  5e-324,
  1.5,
];
const ODD_TIMES = [
  "0000",
  "9999-12-31T23:59:59.999Z",
  "-271821-04-20",
  "275760-09-13T00:00:00.001Z",
  "2021-03-01T00:00+99:99",
  "0000-01-01/9999-12-31",
];

/** Values at and beyond the edges of a leaf type. */
export function oddValuesOf(type: string): readonly unknown[] {
  switch (type) {
    case "Int":
    case "Float":
      return ODD_NUMBERS;
    case "String":
    case "ID":
      return [...ODD_TEXTS, ...ODD_FORMS, ...ODD_TIMES.slice(0, 3), ...ODD_NUMBERS.slice(0, 2)];
    case "PartialTime":
    case "RecordedAsOf":
      return [...ODD_TEXTS, ...ODD_TIMES, ...ODD_NUMBERS];
    case "_Any":
      return ODD_REPRESENTATIONS;
    default:
      return ["a\u0000b", 5];
  }
}

const KEYS = [
  ["Article", "id"],
  ["Article", "url"],
  ["Actor", "wikidataId"],
  ["Actor", "isoAlpha3"],
  ["Event", "id"],
];
const EVENT_ID = Buffer.from("Event:fighting").toString("base64");

const ODD_REPRESENTATIONS: readonly object[] = [
  ...ODD_TEXTS.map((text) => ({ __typename: text })),
  ...KEYS.flatMap(([type, key = ""]) =>
    [...ODD_TEXTS, ...ODD_FORMS, ...ODD_NUMBERS].map((value) => ({ __typename: type, [key]: value })),
  ),
  ...ODD_TEXTS.map((text) => ({ __typename: "Event", id: EVENT_ID, title: text })),
];

/** A value for a message, cut if it is long. */
export function shownValue(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}… (${text.length})` : text;
}
