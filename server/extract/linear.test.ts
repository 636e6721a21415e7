import { describe, expect, it } from "vitest";
import { seededRandom } from "../benchmarks/random.ts";
import { parseTime } from "../domain/time.ts";
import { cpuTimeOf } from "../testing/patterns/cpuTime.ts";
import { extract, extractClaims } from "./extract.ts";

/** UTF-16 code units. Texts are compared with ones that are four times as long. */
const LENGTH = 2000;
const LONG = 12_000;
/** By how much the time may grow. Linear work takes 4 times as long, quadratic work 16 times. */
const MOST_GROWTH = 8;
/** In milliseconds: if the longer text takes less, it is fast enough. The processor time may be exact to 4 milliseconds only. */
const SHORT = 30;
/** Milliseconds of processor time for 1,000 code units, on a slow machine. Usual sentences take about 1. */
const MOST_TIME = 40;
/** How often to measure again what seems to grow too much: garbage collection or the compiler may have come in between. */
const ATTEMPTS = 6;

const PUBLISHED = parseTime("2020-09-28");

const textOf = (piece: string, length: number): string =>
  piece.repeat(Math.ceil(length / piece.length)).slice(0, length);
const timeOf = (...texts: readonly string[]): number =>
  cpuTimeOf(() => {
    for (const text of texts) extract(text, { published: PUBLISHED });
  });

/** What is wrong with the time for a text that repeats a piece; null if nothing is. */
function slowness(piece: string, length = LENGTH): string | null {
  const [short, long] = [textOf(piece, length), textOf(piece, 4 * length)];
  let [shortTime, longTime] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    longTime = Math.min(longTime, timeOf(long));
    if (longTime < SHORT) return null;
    shortTime = Math.min(shortTime, timeOf(short, short, short, short) / 4);
    if (longTime < MOST_GROWTH * shortTime && longTime < (MOST_TIME * long.length) / 1000) return null;
  }
  return `“${piece.slice(0, 40)}” takes ${shortTime} ms, and ${longTime} ms if it is 4 times as long`;
}

const slow = (pieces: readonly string[], length = LENGTH): string[] =>
  pieces.flatMap((piece) => slowness(piece, length) ?? []);

const SENTENCE = "Officials said nine people were killed and 12 soldiers wounded in the attack. ";
const WORDS = {
  quantifiers: ["9", "9,000", "nine", "hundred", "dozens", "a", "one", "no", "at least", "more than", "between 9 and"],
  harms: ["killed", "wounded", "dead", "missing", "deaths", "losses", "death toll", "lost", "the number of"],
  attributions: ["said", "told", "according to", "citing", "quoted", "as saying", "he", "it", "Reuters"],
  dates: ["Monday", "on Sunday", "last week", "20 Dec", "12 May 2019", "May", "10:30", "past 24 hours", "1", "12/10"],
  times: ["from", "since", "in 2020", "from 1 to", "the war has", "has", "until May", "fighting"],
  links: ["to", "and", "of", "of them", "including", "among them", "that", "who", "was", "had been", "with", "when"],
};
/** How a word is repeated: with and without spaces and marks. */
const JOINS = ["", " ", ", ", "-"];

describe("The time to extract grows with the length of the text only:", { timeout: 60_000 }, () => {
  it.each(Object.entries(WORDS))("repeated %s", (_what, words) => {
    expect(slow(words.flatMap((word) => JOINS.map((join) => word + join)))).toEqual([]);
  });

  it("pairs of words", () => {
    const pieces = [
      ...[
        "9 killed and ",
        "9 killed, ",
        "9 dead (",
        "(9",
        "(9 killed ",
        "9 killed 2020 ",
        "9 killed - ",
        "9 of them killed ",
      ],
      ...[
        ", including",
        ", including 9 people",
        "from from from ",
        "to to to ",
        "9 killed none none ",
        "killed a man and ",
      ],
      ...[
        "he said, ",
        "said that the ",
        "a man, a woman, ",
        "in the 2020 9 dead , ",
        "toll to 9, raising the toll to ",
      ],
    ];
    expect(slow(pieces)).toEqual([]);
  });

  it("unmatched quotation marks, brackets and dashes", () => {
    const marks = [..."\"“”«»'’`()[]{}-–—,;:.…!?/\\|_*#~=+^%&$@<>"];
    expect(slow(marks.flatMap((mark) => [mark, `${mark} `, `killed${mark}`]))).toEqual([]);
  });

  it("one endless word, number or address", () => {
    const addresses = [
      "//",
      "//9",
      "//a.",
      "a@b.",
      "a.b.",
      "@a",
      "#a",
      "//a:@",
      "U.S.",
      "I.",
      "can't",
      "a'",
      "</a>",
      "&amp;",
    ];
    expect(slow(["a", "A", "aA", "a9", "9", "9,", "9.", "1 000 ", "a-", "9-", "-a", "twenty-", ...addresses])).toEqual(
      [],
    );
    // The tagger alone would take exponential time for this address.
    const address = `http://${"a–b.".repeat(40)}(`;
    expect([slowness(address), slowness(`http://${"a.".repeat(2000)}`), slowness(`${address} `)]).toEqual([
      null,
      null,
      null,
    ]);
  });

  it("characters outside the alphabet", () => {
    const characters = [
      "\ud83d\ude00",
      "\ud83d",
      "\ude00",
      "é",
      "e\u0301",
      "中",
      "万",
      "ش",
      "ﷺ",
      "\0",
      "\u200b",
      "\ufeff",
    ];
    const spaces = [" ", "\n", "\n\n", "\n ", "\t", "\r\n", "\u00a0", "\u2003", "\u2028", "\v"];
    expect(slow([...characters, ...spaces, ...spaces.flatMap((space) => [`a${space}`, `9 killed${space}`])])).toEqual(
      [],
    );
  });

  it("long texts", () => {
    const pieces = [
      SENTENCE,
      "9 killed and ",
      "9 killed. ",
      "(9 killed ",
      '"',
      "said ",
      "from ",
      ": ",
      ", including 9 people ",
    ];
    expect(slow(pieces, LONG)).toEqual([]);
  });

  it("random words in random order", () => {
    const words = [...Object.values(WORDS).flat(), ...',;:.—-()"', "people", "soldiers"];
    const random = seededRandom(1);
    const phrase = () => Array.from({ length: 2 + Math.floor(5 * random.next()) }, () => random.pick(words)).join(" ");
    expect(slow(Array.from({ length: 60 }, () => `${phrase()} `))).toEqual([]);
  });

  it.each([
    ["one word", "a".repeat(1e6)],
    ["digits", "9".repeat(1e6)],
    ["no space", "killed—notwithstanding—".repeat(1e6 / 23)],
    ["line breaks", "\n".repeat(1e6)],
    ["spaces in a sentence", `9 people were killed ${" ".repeat(1e6)} in the north.`],
    ["one line", SENTENCE.repeat(1e6 / SENTENCE.length)],
  ])("1 MB: %s", (_what, text) => {
    expect(timeOf(text)).toBeLessThan((MOST_TIME * text.length) / 1000);
  });
});

it("20,000 claims in one text take no more time each than a few", { timeout: 60_000 }, () => {
  // Each figure is the sum of the two before it, so that every claim has parts.
  const claims = ["5 people were killed. ", "7 people were killed. ", "12 people were killed. "];
  const text = (count: number) => Array.from({ length: count }, (_, at) => claims[at % claims.length]).join("");
  expect(extractClaims(text(3)).map(({ partOf }) => partOf)).toEqual(["c3", "c3", null]);
  const few = Math.min(timeOf(text(2000)), timeOf(text(2000)));
  const start = process.threadCpuUsage().user;
  expect(extractClaims(text(20_000))).toHaveLength(20_000);
  const many = (process.threadCpuUsage().user - start) / 1000;
  expect(many).toBeLessThan(30 * few);
});

it("A long text without spaces is read as words of at most 100 characters, at the offsets of the text", () => {
  const run = "—".repeat(1000);
  const text = `Nine people were killed.${run}Two were hurt.`;
  expect(extractClaims(text).map(({ start, end }) => text.slice(start, end))).toEqual([
    "Nine people were killed",
    "Two were hurt",
  ]);
});

it("Words of a web address say nothing", () => {
  const text = "Two were hurt, see http://example.org/news//9-people-were-killed. Nine people were killed.";
  expect(extractClaims(text).map(({ start, end }) => text.slice(start, end))).toEqual([
    "Two were hurt",
    "Nine people were killed",
  ]);
});

it("A lexicon that has grown is replaced, which changes no result", () => {
  let word = 0;
  const names = (count: number) => Array.from({ length: count }, () => `Zw${(word++).toString(36)}`).join(" ");
  const before = extractClaims(SENTENCE);
  for (let at = 0; at < 6; at++) extractClaims(`${names(2000)}.`);
  expect(extractClaims(SENTENCE)).toEqual(before);
});
