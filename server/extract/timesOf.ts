import type { Harmed } from "./harms.ts";
import type { Word } from "./sentences.ts";
import type { Speech } from "./speeches.ts";
import type { PlacedTime, TimeInText } from "./times.ts";

/** When a figure was stated, and which time it is for. */
interface Times {
  readonly statedAt: TimeInText | null;
  readonly period: TimeInText | null;
}

/** How many words can stand between a verb of saying and the time that belongs to it: “told the news agency Reuters on”. */
const MOST_BETWEEN = 6;

/** Divides the times of a sentence between what was said and what happened. */
export function timesOf(
  harmed: Harmed,
  times: readonly PlacedTime[],
  { words, speeches }: { readonly words: readonly Word[]; readonly speeches: readonly Speech[] },
  publishedAt: number | null,
): Times {
  if (times.length === 0 || publishedAt === null) return { statedAt: null, period: null };
  const ofSpeech = times.filter((time) => speeches.some(({ at }) => isOfVerb(words, at, time)));
  const others = times.filter((time) => !ofSpeech.includes(time));
  const said = nearest(ofSpeech, harmed);
  const period = nearest(others, harmed);
  const day = said?.until ?? new Date(publishedAt).toISOString().slice(0, 10);
  if (period === null) return { statedAt: plain(said), period: null };
  // A figure cannot be for a time after it was stated: that of “so far this year” ends then.
  const isOpen = isSince(words, harmed, period) || period.until > day;
  return { statedAt: plain(said), period: isOpen ? since(period, day) : plain(period) };
}

/** “since Monday”, “since fighting erupted two weeks ago”. */
const isSince = (words: readonly Word[], harmed: Harmed, { first }: PlacedTime): boolean =>
  words
    .slice(first > harmed.last ? harmed.last + 1 : Math.max(0, first - MOST_SINCE), first)
    .some(({ lower }) => lower === "since");
/** How many words can stand between “since” and its time. */
const MOST_SINCE = 20;

/** “said on Monday”, “on Monday, the ministry said”: whether a time belongs to a verb of saying. */
function isOfVerb(words: readonly Word[], verb: number, { first, last }: PlacedTime): boolean {
  if (words[first - 1]?.lower === "since") return false;
  const between = first > verb ? words.slice(verb + 1, first) : words.slice(last + 1, verb);
  if (first > verb)
    return between.length <= MOST_BETWEEN && between.every(({ pos }) => /^(?:ADP|DET|ADJ|NOUN|PROPN|PART)$/.test(pos));
  const isFirst = words.slice(0, first).every(({ pos }) => /^(?:ADP|PUNCT|PROPN|ADV|SYM)$/.test(pos));
  return (
    (isFirst || between.length === 0) && between.every(({ pos }) => pos !== "NUM" && pos !== "VERB" && pos !== "AUX")
  );
}

const distance = ({ first, last }: PlacedTime, harmed: Harmed): number =>
  first > harmed.last ? first - harmed.last : Math.max(0, harmed.first - last);

const nearest = (times: readonly PlacedTime[], harmed: Harmed): PlacedTime | null =>
  times.toSorted((a, b) => distance(a, harmed) - distance(b, harmed))[0] ?? null;

const plain = (time: PlacedTime | null): TimeInText | null =>
  time && { start: time.start, end: time.end, at: time.at, from: time.from, until: time.until };

/** From a time until the figure was stated. */
const since = ({ start, end, at, from }: PlacedTime, until: string): TimeInText => {
  const begin = at.split("/")[0] ?? at;
  return { start, end, at: from >= until ? until : `${begin}/${until}`, from, until };
};
