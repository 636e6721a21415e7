import { LARGEST_COUNT } from "../../domain/count.ts";
import { articleText, type Paragraph, sha256 } from "../../domain/text.ts";
import { parseTime } from "../../domain/time.ts";
import type { ExtractedClaim } from "../../extract/draft.ts";
import type { ExtractableText } from "../../extract/extract.ts";
import type { TimeInText } from "../../extract/times.ts";
import { parseParagraphs } from "../paragraphs.ts";
import type { ArticleInput } from "../parseInput.ts";
import type { TextArticle } from "../texts/textArticle.ts";
import { type About, chooseEvent, NO_TIME, provisionalEvent, timeText } from "./chooseEvent.ts";
import { byName, findNames, type KnownRecords, type NameInText } from "./knownNames.ts";
import { mergeRepeats } from "./mergeRepeats.ts";
import { type ProvisionalActor, provisionalActor } from "./provisionalActor.ts";
import { slugOf } from "./slugOf.ts";

/** The article and the source that a draft is for. */
export type DraftedText = Omit<TextArticle, "where" | "byline">;

export interface DraftOptions {
  readonly source: ArticleInput["source"];
  /** The article whose wording this one repeats. */
  readonly copyOf?: string | null;
}

/** An article with the claims that rules found, in the corpus format, each waiting for a person's review. */
export interface ArticleDraft {
  readonly input: ArticleInput;
  readonly claims: number;
  /** How the claims were joined to an event. */
  readonly event: string | null;
}

/** What claims are extracted from: the title and the paragraphs. */
export function textForExtraction(given: DraftedText): ExtractableText {
  const published = given.publishedAt?.at ?? null;
  return { text: placedText(given).text, published: published === null ? null : parseTime(published) };
}

const dayOf = ({ publishedAt }: DraftedText): string | null => publishedAt?.at?.slice(0, "2020-09-28".length) ?? null;

/** The first words of a text are not taken as its title: the licence may forbid showing them. */
function titleOf(given: DraftedText): string {
  const day = dayOf(given);
  return given.title ?? `Untitled report${day === null ? "" : `, ${timeText(day)}`}`;
}

const placedText = (given: DraftedText) => articleText(titleOf(given), parseParagraphs(given.text));

/**
 * Makes a draft of a text. The same text has the same ids, so that it is not ingested twice.
 * @param claims the claims that were extracted from `textForExtraction(given)`
 */
export function draftArticle(
  given: DraftedText,
  claims: readonly ExtractedClaim[],
  known: KnownRecords,
  { source, copyOf }: DraftOptions,
): ArticleDraft {
  const published = given.publishedAt?.at ?? null;
  const day = dayOf(given);
  const title = titleOf(given);
  const placed = placedText(given);
  const id = idOf(given);
  const names = { actors: findNames(placed.text, known.actors), places: findNames(placed.text, known.places) };
  const about: About = {
    places: names.places.map(({ slug }) => slug),
    actors: names.actors.map(({ slug }) => slug),
    day,
    text: placed.text,
  };
  const writer = new Writer(placed, known, claims);
  const titles = placed.paragraphs.filter(({ kind }) => kind !== "BODY");
  const reports = mergeRepeats(claims.filter(canBeStored), (claim) =>
    titles.some(({ start, end }) => start <= claim.start && claim.end <= end),
  );
  const kindOf = (claim: ExtractedClaim): EventKind => eventKind(claim, day);
  const of = (kind: EventKind) => reports.map(({ claim }) => claim).filter((claim) => kindOf(claim) === kind);
  const current = of("now");
  const joined = current.length > 0 ? chooseEvent(about, known.events) : null;
  const place = joined ? null : (writer.place(current) ?? placeNamed(about.places[0], known));
  // Sides with casualties took part, whatever else they did.
  const parties = [...new Set(current.flatMap(({ side }) => writer.party(side) ?? []))];
  const reported = day === null ? "" : ` of ${timeText(day)}`;
  const provisional: readonly (readonly [EventKind, (claims: readonly ExtractedClaim[]) => object])[] = [
    [
      "now",
      (claims) => ({
        ...provisionalEvent(eventId("now"), about, place, timeOfEvent(claims)),
        ...(parties.length > 0 && { participants: parties.map((actor) => ({ actor, role: "RECIPIENT" })) }),
      }),
    ],
    [
      "longer",
      () => ({
        ...provisionalEvent(eventId("longer"), NOTHING, null),
        title: `Casualties over a longer period, from a report${reported}`,
      }),
    ],
    [
      "earlier",
      () => ({
        ...provisionalEvent(eventId("earlier"), NOTHING, null),
        title: `Earlier casualties, mentioned in a report${reported}`,
      }),
    ],
  ];
  function eventId(kind: EventKind): string {
    return kind === "now" ? (joined?.slug ?? `${id}-event`) : `${id}-${kind}`;
  }
  const events = provisional.flatMap(([kind, event]) => {
    const claims = of(kind);
    const [first] = claims;
    return !first || (kind === "now" && joined) ? [] : [{ ...event(claims), evidence: [writer.quote(first)] }];
  });
  const idOfClaim = new Map(reports.map(({ claim }) => [claim.id, `${id}-${claim.id}`]));
  const publisher = given.publisher === null ? null : writer.actor(given.publisher, true);
  const casualtyReports = reports.map(({ claim, repeats }) => {
    const whole = reports.find((other) => other.claim.id === claim.partOf)?.claim;
    const isOfOneEvent = whole && kindOf(whole) === kindOf(claim);
    const partOf = whole && isOfOneEvent && canBePart(claim, whole) ? idOfClaim.get(whole.id) : undefined;
    return {
      id: idOfClaim.get(claim.id) ?? id,
      event: eventId(kindOf(claim)),
      ...writer.report(claim),
      ...writer.times(claim, day, kindOf(claim) === "now" ? (joined?.from ?? null) : null),
      ...(partOf !== undefined && { partOf, partKind: "SUBGROUP" }),
      review: "EXTRACTED",
      rule: claim.rule,
      ...(joined && kindOf(claim) === "now" && { note: joined.reason }),
      evidence: [claim, ...repeats].map((one) => writer.quote(one)),
    };
  });
  const mention = (kind: "actor" | "place") => (name: NameInText) => ({
    [kind]: name.slug,
    words: writer.quoteAt(name.start, name.end),
  });
  return {
    input: {
      source,
      article: {
        id,
        title,
        wording: "VERBATIM",
        source: source.id,
        ...(publisher !== null && { publisher }),
        ...(copyOf != null && { copyOf }),
        language: given.language ?? "en",
        ...(published !== null && { published: { at: published, basis: "STATED" } }),
        ...(given.url !== null && { url: given.url }),
        text: given.text,
      },
      actors: writer.newActors,
      places: writer.newPlaces,
      events,
      casualtyReports,
      mentions: [...names.actors.map(mention("actor")), ...names.places.map(mention("place"))],
    },
    claims: reports.length,
    event: joined?.reason ?? null,
  };
}

/** The id of a text's article: its title, and the hash of all of it. */
export const idOf = ({ title, text }: Pick<DraftedText, "title" | "text">): string =>
  `${slugOf(title ?? "", 60) || "report"}-${sha256(`${title ?? ""}\n\n${text}`).slice(0, 8)}`;

const canBeStored = ({ min, max }: ExtractedClaim): boolean => Math.max(min ?? 0, max ?? 0) <= LARGEST_COUNT;

/**
 * Which event a claim is of: the one that the text reports, the longer conflict that it belongs to, or one that was over long before.
 * A total for the war is not the toll of the latest attack.
 */
type EventKind = "now" | "longer" | "earlier";
const NOTHING = { day: null, text: "" };

function eventKind({ status, harm, scope, period, rule }: ExtractedClaim, day: string | null): EventKind {
  const published = day === null ? null : Date.parse(day);
  if (status === "HISTORIC") return "earlier";
  if (period && published !== null) {
    if (Date.parse(period.until) < published - LONGEST_AGO) return "earlier";
    return scope === "CUMULATIVE" && Date.parse(period.from) < published - LONGEST_TOLL ? "longer" : "now";
  }
  // A toll without a time is that of the event that the text is about: “the death toll rose to 12”, “90 people are missing”.
  const isOfDeaths = /^(?:KILLED|WOUNDED|CASUALTIES)$/.test(harm);
  return isOfDeaths && scope === "CUMULATIVE" && !rule.startsWith("toll") && !rule.startsWith("part")
    ? "longer"
    : "now";
}

const wordsIn = (text: string): readonly string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

const placeNamed = (slug: string | undefined, { places }: KnownRecords) => {
  const found = places.find((place) => place.slug === slug);
  return found ? { slug: found.slug, name: found.names[0] ?? found.slug } : null;
};

/** From the first to the last day among the periods of new incidents and the times of statement. Null if the text names none. */
function timeOfEvent(claims: readonly ExtractedClaim[]): { readonly from: string; readonly until: string } | null {
  const days = claims.flatMap(({ scope, period, statedAt }) => [
    ...(scope === "NEW" && period ? [period.from, period.until] : []),
    ...(statedAt ? [statedAt.from] : []),
  ]);
  const sorted = days.toSorted();
  const [from, until] = [sorted[0], sorted.at(-1)];
  return from === undefined || until === undefined ? null : { from, until };
}

/** The checks of the corpus refuse a part of other people than its whole. */
const canBePart = (part: ExtractedClaim, whole: ExtractedClaim): boolean =>
  part.status === whole.status &&
  (whole.victims === "UNSPECIFIED" || part.victims === whole.victims) &&
  (whole.side === null || part.side === null || part.side === whole.side);

const DAY = 86_400_000;
/** What a text reports as new happened within this time before its publication. */
const LONGEST_AGO = 30 * DAY;
/** The toll of the event that a text reports begins within this time before the publication. */
const LONGEST_TOLL = 14 * DAY;

/** A place in the corpus format that a person still has to check. */
type ProvisionalPlace = Readonly<Record<"id" | "name" | "note", string>>;
/** A corpus folder that is loaded later does not have such an id. */
const provisionalId = (name: string): string | null => {
  const slug = slugOf(name);
  return slug === "" || name.length > 200 ? null : `${slug}-provisional`;
};
const NOT_CHECKED = "Created automatically from an article. The name has not been checked.";

/** Writes parts of records, with the actors and places that it has to make. */
class Writer {
  readonly #text: string;
  readonly #paragraphs: readonly Paragraph[];
  /** The claimants of the article, in the words of the text. */
  readonly #sources: readonly string[];
  readonly #find: ReturnType<typeof byName>;
  readonly #taken: ReadonlySet<string>;
  readonly #made = new Map<string, ProvisionalActor>();
  readonly #known: KnownRecords;
  readonly #findPlace: ReturnType<typeof byName>;
  readonly #madePlaces = new Map<string, ProvisionalPlace>();

  constructor(
    { text, paragraphs }: { text: string; paragraphs: readonly Paragraph[] },
    known: KnownRecords,
    claims: readonly ExtractedClaim[],
  ) {
    this.#sources = [...new Set(claims.flatMap(({ claimant }) => claimant ?? []))];
    this.#text = text;
    this.#paragraphs = paragraphs;
    this.#find = byName(known.actors);
    this.#taken = known.taken;
    this.#known = known;
    this.#findPlace = byName(known.places);
  }

  get newActors(): readonly ProvisionalActor[] {
    return [...this.#made.values()];
  }

  /** The id of the actor with a name. Makes one if no record has the name. Null if several have it, or if it is no name. */
  actor(words: string, isPublisher = false): string | null {
    const known = this.#find(words);
    if (known !== undefined) return known;
    const made = provisionalActor(words, isPublisher);
    if (!made) return null;
    let id = made.id;
    for (let number = 2; this.#taken.has(`Actor/${id}`); number++) id = `${made.id}-${number}`;
    this.#made.set(id, { ...made, id });
    return id;
  }

  get newPlaces(): readonly ProvisionalPlace[] {
    return [...this.#madePlaces.values()];
  }

  /**
   * The place of the first claim that names one. Makes one if no record has the name. Null if several have it, or if no claim names
   * a place.
   */
  place(claims: readonly ExtractedClaim[]): { readonly slug: string; readonly name: string } | null {
    const first = claims.find(({ place }) => place !== null)?.place;
    if (!first) return null;
    const name = this.#text.slice(first.start, first.end);
    const known = this.#findPlace(name);
    if (known !== undefined) return known === null ? null : placeNamed(known, this.#known);
    const base = provisionalId(name);
    if (base === null) return null;
    let id = base;
    for (let number = 2; this.#taken.has(`Place/${id}`); number++) id = `${base}-${number}`;
    this.#madePlaces.set(id, { id, name, note: NOT_CHECKED });
    return { slug: id, name };
  }

  /** The known actor whose people a claim counts. */
  party(side: string | null): string | null {
    return side === null ? null : (this.#find(side) ?? null);
  }

  /** What a claim says, without its event and its evidence. */
  report({ harm, qualifier, min, max, figure, victims, side, claimant, via, scope, status, start }: ExtractedClaim) {
    const text = figure && this.#text.slice(figure.start, figure.end);
    const party = this.party(side);
    const [attributedTo, conduit] = [claimant, via].map((words) => words && this.#attribution(words, start));
    return {
      harm,
      count: {
        qualifier,
        ...(qualifier === "BETWEEN" ? { min, max } : qualifier === "VAGUE" ? {} : { value: min ?? max }),
        ...(text && { text }),
      },
      victims,
      ...(party !== null && { side: party }),
      ...(attributedTo && { attributedTo }),
      ...(conduit && { via: conduit }),
      scope,
      status,
    };
  }

  /**
   * When a claim was stated, which is the time of publication unless the text says it, and the time that its figure is for.
   * @param day the day of publication
   * @param begin the first instant of the event: nobody was harmed by it before
   */
  times({ statedAt, period }: ExtractedClaim, day: string | null, begin: number | null) {
    const read = ({ at, start, end }: TimeInText) => ({ at, basis: "INFERRED", words: this.#text.slice(start, end) });
    const isOfEvent = period !== null && (begin === null || Date.parse(period.until) + DAY > begin);
    return {
      ...(statedAt
        ? { statedAt: read(statedAt) }
        : day !== null && { statedAt: { at: day, basis: "INFERRED", note: NO_TIME } }),
      ...(isOfEvent && { period: read(period) }),
    };
  }

  /** An attribution, with its words if they are in the text as they were read. */
  #attribution(words: string, near: number): { actor?: string; words?: string } | null {
    const actor = this.actor(words) ?? this.#byShortName(words);
    const isInText = this.#text.lastIndexOf(words, near) >= 0 || this.#text.includes(words, near);
    return actor === null && !isInText ? null : { ...(actor !== null && { actor }), ...(isInText && { words }) };
  }

  /** The actor that a short name stands for, if only one claimant of the article can be meant: “the ministry” after “the health ministry of Northland”. */
  #byShortName(words: string): string | null {
    if (/\p{Lu}/u.test(words) || words.endsWith("s")) return null;
    const short = wordsIn(words);
    const meant = this.#sources.filter(
      (source) => source !== words && short.every((word) => wordsIn(source).includes(word)),
    );
    const actors = [...new Set(meant.flatMap((source) => this.actor(source) ?? []))];
    return actors.length === 1 ? (actors[0] ?? null) : null;
  }

  quote({ start, end }: Pick<ExtractedClaim, "start" | "end">) {
    return this.quoteAt(start, end);
  }

  /** Words of the text, with the number of the place if there are several. */
  quoteAt(start: number, end: number): { quote: string; occurrence?: number } {
    const quote = this.#text.slice(start, end);
    let [occurrence, count] = [0, 0];
    for (const paragraph of this.#paragraphs)
      for (let at = paragraph.text.indexOf(quote); at >= 0; at = paragraph.text.indexOf(quote, at + 1)) {
        count++;
        if (paragraph.start + at === start) occurrence = count;
      }
    return count > 1 ? { quote, occurrence } : { quote };
  }
}
