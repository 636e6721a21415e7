import { parseTime } from "../domain/time.ts";
import { extractClaims } from "../extract/extract.ts";
import { type Random, seededRandom } from "./random.ts";

// Measures how many sentences the extractor reads in a second of processor time, and how much memory it holds after many
// articles: `npm run bench:extract`. It only reports figures: slowness is not a failure.

/** The articles after which the heap is measured. */
const MEASURED_AFTER = [1000, 10_000];
const SENTENCES = 12;
/** Articles that are read before the measurement, so that V8 has compiled the rules. */
const WARM_UP = 200;

const PLACES = "Millbridge Northford Southford Easthaven Westerly Stonebrook Highmoor Ashfield Larkspur Fenwick".split(
  " ",
);
const SOURCES = ["the health ministry", "a police spokesman", "Colonel Zwetschke", "the Observatory", "residents"];
const PEOPLE = "people civilians soldiers rebels policemen children farmers fighters villagers guards".split(" ");
const NUMBERS = "three nine 12 26 41 118 dozens 1,400".split(" ");
const QUALIFIERS = ["", "", "", "at least ", "more than ", "about ", "up to "];
const HARMS = "killed wounded captured displaced".split(" ");
const DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(" ");

/** Half of the sentences contain claims, as in reports of an attack. The others contain dates, sums, things or no number. */
const KINDS: readonly ((random: Random) => string)[] = [
  (random) => `${group(random)} were ${random.pick(HARMS)} in ${place(random)} on ${random.pick(DAYS)}.`,
  (random) => `${random.pick(SOURCES)} said ${group(random)} had been ${random.pick(HARMS)} near ${place(random)}.`,
  (random) =>
    `“${group(random)}, including ${random.pick(NUMBERS)} ${random.pick(PEOPLE)}, were killed,” said the mayor of ${place(random)}.`,
  (random) =>
    `The shelling of ${place(random)} killed ${group(random)} and wounded ${group(random)}, according to ${random.pick(SOURCES)}.`,
  (random) => `The death toll in ${place(random)} has risen to ${random.pick(NUMBERS)} since ${random.pick(DAYS)}.`,
  (random) =>
    `The talks in ${place(random)} ended on ${random.day()} without a result, ${random.pick(SOURCES)} told reporters.`,
  (random) =>
    `Some ${random.pick(NUMBERS)} houses and a bridge in ${place(random)} were damaged, which cost $${random.pick(NUMBERS)}.`,
  (random) => `The road to ${place(random)}, which was closed in May, is open again.`,
  (random) => `Both sides accuse each other of breaking the truce that they had agreed on in ${place(random)}.`,
  (random) =>
    `The army moved ${random.pick(NUMBERS)} tanks to the hills above ${place(random)}, and the shops closed early.`,
];

const group = (random: Random): string => `${random.pick(QUALIFIERS)}${random.pick(NUMBERS)} ${random.pick(PEOPLE)}`;
/** Every tenth place has a name that no other text has, as in the news. */
const place = (random: Random): string =>
  random.chance(0.1) ? `Zw${Math.floor(random.next() * 1e9).toString(36)}` : random.pick(PLACES);

function article(random: Random): string {
  const sentences = Array.from({ length: SENTENCES }, () => {
    const text = random.pick(KINDS)(random);
    return text.charAt(0).toUpperCase() + text.slice(1);
  });
  return [sentences.slice(0, SENTENCES / 2), sentences.slice(SENTENCES / 2)].map((part) => part.join(" ")).join("\n\n");
}

function heapMegabytes(): string {
  if (!globalThis.gc) throw new Error("Garbage collection is not available. Start Node.js with --expose-gc.");
  globalThis.gc();
  globalThis.gc();
  return (process.memoryUsage().heapUsed / 1e6).toFixed(1);
}

const random = seededRandom(1);
const PUBLISHED = parseTime("2020-09-28");

for (let at = 0; at < WARM_UP; at++) extractClaims(article(random), { published: PUBLISHED });

const rows = [["articles", "sentences", "claims", "sentences/s", "heap MB"]];
let [sentences, claims, microseconds] = [0, 0, 0];
for (let count = 1; count <= Math.max(...MEASURED_AFTER); count++) {
  const text = article(random);
  const start = process.threadCpuUsage();
  const found = extractClaims(text, { published: PUBLISHED });
  const { user, system } = process.threadCpuUsage(start);
  microseconds += user + system;
  claims += found.length;
  sentences += SENTENCES;
  if (MEASURED_AFTER.includes(count))
    rows.push([count, sentences, claims, Math.round(sentences / (microseconds / 1e6)), heapMegabytes()].map(String));
}
const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
for (const row of rows) console.log(row.map((cell, column) => cell.padStart(widths[column] ?? 0)).join("  "));
