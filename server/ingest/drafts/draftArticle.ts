import { articleText, type Paragraph, sha256 } from "../../domain/text.ts";
import { parseTime } from "../../domain/time.ts";
import type { ExtractedClaim } from "../../extract/draft.ts";
import { extract } from "../../extract/extract.ts";
import { parseParagraphs } from "../paragraphs.ts";
import type { ArticleInput } from "../parseInput.ts";
import type { TextArticle } from "../texts/textArticle.ts";
import { type About, chooseEvent, provisionalEvent } from "./chooseEvent.ts";
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

const MOST_TITLE = 120;

/** Makes a draft of a text. The same text has the same ids, so that it is not ingested twice. */
export function draftArticle(given: DraftedText, known: KnownRecords, { source, copyOf }: DraftOptions): ArticleDraft {
  const title = given.title ?? titleOf(given.text);
  const placed = articleText(title, parseParagraphs(given.text));
  const id = idOf(given);
  const published = given.publishedAt?.at ?? null;
  const publishedAt = published === null ? null : parseTime(published).earliest;
  const { claims } = extract(placed.text, { publishedAt });
  const names = { actors: findNames(placed.text, known.actors), places: findNames(placed.text, known.places) };
  const about: About = {
    places: names.places.map(({ slug }) => slug),
    actors: names.actors.map(({ slug }) => slug),
    publishedAt,
    text: placed.text,
  };
  const writer = new Writer(placed, known);
  const reports = mergeRepeats(claims, title.length);
  const isNow = ({ status }: ExtractedClaim): boolean => status !== "HISTORIC";
  const joined = reports.some(({ claim }) => isNow(claim)) ? chooseEvent(about, known.events) : null;
  const own = { now: joined?.slug ?? `${id}-event`, earlier: `${id}-earlier` };
  const first = (of: (claim: ExtractedClaim) => boolean) => reports.find(({ claim }) => of(claim))?.claim;
  const [now, earlier] = [joined ? undefined : first(isNow), first((claim) => !isNow(claim))];
  const events = [
    ...(now ? [{ ...provisionalEvent(own.now, title, about, known), evidence: [writer.quote(now)] }] : []),
    ...(earlier
      ? [
          {
            ...provisionalEvent(own.earlier, title, { ...about, places: [], publishedAt: null, text: "" }, known),
            title: `Earlier violence that “${title}” recalls`,
            evidence: [writer.quote(earlier)],
          },
        ]
      : []),
  ];
  const idOfClaim = new Map(reports.map(({ claim }) => [claim.id, `${id}-${claim.id}`]));
  const publisher = given.publisher === null ? null : writer.actor(given.publisher, true);
  const casualtyReports = reports.map(({ claim, repeats }) => {
    const partOf = claim.partOf === null ? undefined : idOfClaim.get(claim.partOf);
    return {
      id: idOfClaim.get(claim.id) ?? id,
      event: isNow(claim) ? own.now : own.earlier,
      ...writer.report(claim),
      ...(published !== null && {
        statedAt: {
          at: published.slice(0, 10),
          basis: "INFERRED",
          note: "No time was read; the day is that of the report.",
        },
      }),
      ...(partOf !== undefined && { partOf, partKind: "SUBGROUP" }),
      review: "EXTRACTED",
      rule: claim.rule,
      ...(joined && isNow(claim) && { note: joined.reason }),
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
      events,
      casualtyReports,
      mentions: [...names.actors.map(mention("actor")), ...names.places.map(mention("place"))],
    },
    claims: reports.length,
    event: joined?.reason ?? null,
  };
}

/** The id of a text's article: its title, and the hash of all of it. */
export function idOf({ title, text }: Pick<DraftedText, "title" | "text">): string {
  const name = title ?? titleOf(text);
  return `${slugOf(name, 60) || "article"}-${sha256(`${name}\n\n${text}`).slice(0, 8)}`;
}

/** The beginning of a text that has no title. */
function titleOf(text: string): string {
  const line = text.split("\n", 1)[0] ?? text;
  const sentence = /^.{10,}?[.!?](?=\s|$)/.exec(line)?.[0] ?? line;
  return sentence.length <= MOST_TITLE ? sentence : `${sentence.slice(0, MOST_TITLE).replace(/\s+\S*$/, "")} …`;
}

/** Writes parts of records, with the actors that it has to make. */
class Writer {
  readonly #text: string;
  readonly #paragraphs: readonly Paragraph[];
  readonly #find: (name: string) => string | null;
  readonly #taken: ReadonlySet<string>;
  readonly #made = new Map<string, ProvisionalActor>();

  constructor({ text, paragraphs }: { text: string; paragraphs: readonly Paragraph[] }, known: KnownRecords) {
    this.#text = text;
    this.#paragraphs = paragraphs;
    this.#find = byName(known.actors);
    this.#taken = new Set(known.actors.map(({ slug }) => slug));
  }

  get newActors(): readonly ProvisionalActor[] {
    return [...this.#made.values()];
  }

  /** The id of the actor with a name. Makes one if the words are a name that no record has. Null for other words. */
  actor(words: string, isPublisher = false): string | null {
    const known = this.#find(words);
    if (known !== null) return known;
    const made = provisionalActor(words, isPublisher);
    if (!made) return null;
    if (!this.#taken.has(made.id)) this.#made.set(made.id, made);
    return made.id;
  }

  /** What a claim says, without its event and its evidence. */
  report({ harm, qualifier, min, max, figure, victims, side, claimant, via, scope, status, start }: ExtractedClaim) {
    const text = figure && this.#text.slice(figure.start, figure.end);
    const party = side === null ? null : this.#find(side);
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

  /** An attribution, with its words if they are in the text as they were read. */
  #attribution(words: string, near: number): { actor?: string; words?: string } | null {
    const actor = this.actor(words);
    const isInText = this.#text.lastIndexOf(words, near) >= 0 || this.#text.includes(words, near);
    return actor === null && !isInText ? null : { ...(actor !== null && { actor }), ...(isInText && { words }) };
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
