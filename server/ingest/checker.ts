import { nearest } from "../domain/nearest.ts";
import type { Attribution, Denial, Evidence, TableCell } from "../domain/records.ts";
import { cellPosition } from "../domain/tableCell.ts";
import {
  canonicalJson,
  findQuote,
  plainWords,
  type Quotation,
  type QuotePosition,
  sha256,
  withSingleSpaces,
} from "../domain/text.ts";
import type { TimeSpan } from "../domain/time.ts";
import type { Fault, Notice } from "./faults.ts";
import type { Parsed, UnreadableRecord, WrittenArticle, WrittenCorpus } from "./parse.ts";
import type { Written } from "./shapes.ts";

/** Words to find in an article, or a cell of the table that the article publishes. */
interface Quoted extends Quotation {
  readonly article?: string | undefined;
  readonly cell?: TableCell | undefined;
}

type Path = readonly PropertyKey[];
type Found<Value> = ReadonlyMap<string, Parsed<Value>>;
/** A reference from one record to another, and the time when the reference is valid; null if it is always valid. */
export interface Link {
  readonly to: string | null;
  readonly during: TimeSpan | null;
}

/** The records by id, and the checks that many fields share. */
export class Checker {
  readonly faults: Fault[];
  readonly notices: Notice[];
  readonly article: Found<WrittenArticle>;
  readonly actor: Found<Written<"actors">>;
  readonly place: Found<Written<"places">>;
  readonly event: Found<Written<"events">>;
  readonly casualtyReport: Found<Written<"casualtyReports">>;
  readonly source: Found<{ readonly id: string }>;
  readonly #lost: readonly UnreadableRecord[];
  readonly #textHashes = new Map<string, string>();

  constructor({ manifest, articles, lists, lost, held }: WrittenCorpus, faults: Fault[], notices: Notice[]) {
    this.faults = faults;
    this.notices = notices;
    this.#lost = lost;
    this.article = this.#byId("article", [...(held?.articles ?? []), ...articles]);
    this.actor = this.#byId("actor", [...(held?.actors ?? []), ...lists.actors]);
    this.place = this.#byId("place", [...(held?.places ?? []), ...lists.places]);
    this.event = this.#byId("event", [...(held?.events ?? []), ...lists.events]);
    this.casualtyReport = this.#byId("casualty report", lists.casualtyReports);
    const sources = manifest?.value.sources.map((value, at) => ({
      value,
      fault: (field: Path, problem: string) => manifest.fault(["sources", at, ...field], problem),
      isFaulty: () => false,
    }));
    this.source = this.#byId("source", sources ?? []);
  }

  #byId<Value extends { readonly id: string }>(type: string, list: readonly Parsed<Value>[]): Found<Value> {
    const found = new Map<string, Parsed<Value>>();
    for (const placed of list) {
      if (placed.isFaulty("id")) continue;
      const first = found.get(placed.value.id);
      if (first) {
        const { file, line, field } = first.fault(["id"], "");
        const at = line === null ? field : `${file}:${line}`;
        this.faults.push(
          placed.fault(["id"], `“${placed.value.id}” is already the id of the ${type} at ${at}; choose another`),
        );
      } else found.set(placed.value.id, placed);
    }
    return found;
  }

  /** Reports a reference to a record that the corpus does not contain. */
  refer(
    from: Parsed<unknown>,
    path: Path,
    type: "article" | "actor" | "place" | "event" | "casualtyReport" | "source",
    id: string | null,
  ) {
    if (id === null || from.isFaulty(path[0] ?? "") || this[type].has(id) || this.#isLost(`${type}s`, id)) return;
    const near = nearest(id, [...this[type].keys()]);
    const hint = near === null ? "add it, or name one that exists" : `did you mean “${near}”?`;
    const name = type === "casualtyReport" ? "casualty report" : type;
    this.faults.push(from.fault(path, `names the unknown ${name} “${id}”; ${hint}`));
  }

  /** True if records of the list may be missing because they could not be read. */
  mayLack(list: string): boolean {
    return this.#lost.some((lost) => lost.list === list);
  }

  /** True if the record may be one that could not be read: then the fault is in the record, not in the reference. */
  #isLost(list: string, id: string): boolean {
    return this.#lost.some((lost) => lost.list === list && (lost.id === null || nearest(id, [lost.id]) !== null));
  }

  /**
   * Finds a quote. Reports a fault and returns null if it is not found, or if it does not say which of several places
   * it means.
   * @param own the article that the record itself names, for quotes that do not name an article
   */
  locate(from: Parsed<unknown>, path: Path, quotation: Quoted, own?: string): Evidence | null {
    if (from.isFaulty(path[0] ?? "")) return null;
    // If the record's own article is unknown or could not be read, the fault has already been reported.
    if (quotation.article !== undefined) this.refer(from, [...path, "article"], "article", quotation.article);
    else if (from.isFaulty("article")) return null;
    else if (own === undefined)
      this.faults.push(from.fault(path, "does not say which article it is from; add `article`"));
    const within = this.article.get(quotation.article ?? own ?? "");
    if (!within) return null;
    const { id, paragraphs } = within.value;
    if (quotation.cell) return { ...cellPosition(quotation.quote, quotation.cell), article: id };
    const places = findQuote(paragraphs, quotation);
    const { occurrence } = quotation;
    const found = occurrence !== undefined || places.length === 1 ? places[(occurrence ?? 1) - 1] : undefined;
    if (found) return { ...found, article: id, articleHash: this.textHash(id) };
    // The quote may be in the title, which could not be read.
    if (places.length === 0 && within.isFaulty("title")) return null;
    const problem = places.length === 0 ? missing(within.value, quotation) : ambiguous(within.value, quotation, places);
    this.faults.push(from.fault(path, problem));
    return null;
  }

  evidence(from: Parsed<unknown>, path: Path, list: readonly Quoted[], own?: string): Evidence[] {
    const found = list.map((item, at) => this.locate(from, [...path, at], item, own));
    const placeOf = (item: Evidence | null) => item && canonicalJson([item.article, item.start, item.end, item.cell]);
    this.refuseRepeats(from, path, found, placeOf, (item) => `the quote “${shorten(item?.quote ?? "")}”`);
    return found.filter((item) => item !== null);
  }

  /** Reports every item with the key of an earlier one. Items with the key null are not compared. */
  refuseRepeats<Item>(
    from: Parsed<unknown>,
    path: Path,
    list: readonly Item[],
    keyOf: (item: Item) => string | null,
    nameOf: (item: Item) => string,
  ) {
    const seen = new Set<string>();
    for (const [at, item] of list.entries()) {
      const key = keyOf(item);
      if (key !== null && seen.has(key))
        this.faults.push(from.fault([...path, at], `repeats ${nameOf(item)}; remove one of them`));
      if (key !== null) seen.add(key);
    }
  }

  /** Checks the actor, and that the words are in one of the articles. */
  attribution<Given extends Attribution | null>(
    from: Parsed<unknown>,
    path: Path,
    given: Given,
    articles: readonly string[],
  ): Given {
    if (!given || from.isFaulty(path[0] ?? "")) return given;
    this.refer(from, [...path, "actor"], "actor", given.actor);
    const { words } = given;
    const known = articles.flatMap((article) => this.article.get(article) ?? []);
    const mayHold = known.some((article) => article.value.text.includes(words ?? "") || article.isFaulty("title"));
    if (words !== null && known.length > 0 && !mayHold) {
      const where = articles.map((id) => `“${id}”`).join(" or ");
      this.faults.push(from.fault([...path, "words"], `“${words}” is not in ${where}; copy the words exactly`));
    }
    return given;
  }

  denials(from: Parsed<unknown>, denials: Written<"events">["denials"], article?: string): Denial[] {
    return denials.map((denial, at) => {
      const evidence = this.evidence(from, ["denials", at, "evidence"], denial.evidence, article);
      const articles = evidence.map((item) => item.article);
      return { ...denial, by: this.attribution(from, ["denials", at, "by"], denial.by, articles), evidence };
    });
  }

  textHash(article: string): string {
    const hash = this.#textHashes.get(article) ?? sha256(this.article.get(article)?.value.text ?? "");
    this.#textHashes.set(article, hash);
    return hash;
  }

  /** Reports every record with links that lead back to the record, if all these links are valid at the same time. */
  refuseCycles<Value extends { readonly id: string }>(
    list: readonly Parsed<Value>[],
    field: string,
    linksOf: (value: Value) => readonly Link[],
  ) {
    const links = new Map<string | null, readonly Link[]>();
    for (const placed of list) if (!placed.isFaulty("id")) links.set(placed.value.id, linksOf(placed.value));
    for (const placed of list) {
      const { id } = placed.value;
      const above = reach(links, id, () => true);
      if (placed.isFaulty("id") || !above.has(id)) continue;
      // If links are valid at the same time, all of them are valid when the last one begins.
      const beginnings = [...above].flatMap((other) => links.get(other)?.map(beginningOf) ?? []);
      const isCycle = [...new Set(beginnings)].some((at) => reach(links, id, (link) => holdsAt(link, at)).has(id));
      if (isCycle)
        this.faults.push(placed.fault([field], `leads from “${id}” back to itself; one of the links is wrong`));
    }
  }
}

/** The record that a record links to, the record that this one links to, and so on. Stops at a cycle, which is a separate fault. */
export function leadingFrom<Value>(
  record: Parsed<Value>,
  linkOf: (value: Value) => Parsed<Value> | undefined,
): Parsed<Value>[] {
  const found = new Set<Parsed<Value>>();
  for (let next = linkOf(record.value); next && next !== record && !found.has(next); next = linkOf(next.value))
    found.add(next);
  return [...found];
}

/** Every record that the links lead to. The first record is included only if the links lead back to it. */
function reach(
  links: ReadonlyMap<string | null, readonly Link[]>,
  from: string,
  isLink: (link: Link) => boolean,
): Set<string | null> {
  const seen = new Set<string | null>();
  const pending: (string | null)[] = [from];
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    for (const link of links.get(id)?.filter(isLink) ?? []) {
      if (!seen.has(link.to)) pending.push(link.to);
      seen.add(link.to);
    }
  }
  return seen;
}

const beginningOf = ({ during }: Link): number => during?.earliest ?? Number.NEGATIVE_INFINITY;
const holdsAt = ({ during }: Link, at: number): boolean =>
  during === null || (during.earliest <= at && at <= during.latest);

function missing(article: WrittenArticle, { quote, prefix, suffix }: Quotation): string {
  const quoted = shorten(quote);
  if (findQuote(article.paragraphs, { quote }).length > 0) {
    const context = [prefix && `after “${prefix}”`, suffix && `before “${suffix}”`].filter(Boolean).join(" and ");
    return `“${quoted}” is in “${article.id}”, but not ${context}; check the prefix and the suffix`;
  }
  const hint = plainWords(article.text).includes(plainWords(quote))
    ? "it is there with other capitals, spaces or quotation marks, or across two paragraphs; copy it exactly"
    : "quote it exactly, within one paragraph";
  return `“${quoted}” is not in “${article.id}”; ${hint}`;
}

/** Says how to choose one of several places. */
function ambiguous(
  { id, text }: WrittenArticle,
  { quote, occurrence }: Quotation,
  places: readonly QuotePosition[],
): string {
  const times = places.length === 1 ? "once" : `${places.length} times`;
  const found = `“${shorten(quote)}” is found ${times} in “${id}”`;
  if (occurrence !== undefined)
    return `${found}, so there is no occurrence ${occurrence}; give one from 1 to ${places.length}, or leave it out`;
  const shown = places
    .slice(0, MOST_SHOWN)
    .map(({ start, end }, at) => {
      const [before, after] = [text.slice(0, start), text.slice(end)].map(withSingleSpaces);
      return `${at + 1} “…${before?.slice(-SHOWN)}[…]${after?.slice(0, SHOWN)}…”`.toWellFormed();
    })
    .join(", ");
  const more = places.length > MOST_SHOWN ? " and so on" : "";
  return `${found} (${shown}${more}); add a prefix or a suffix that only one of these places has (it may reach into other paragraphs), or say which place is meant, such as occurrence: 2`;
}

/** How many places a fault shows, and how much of the text on each side, in UTF-16 code units. */
const MOST_SHOWN = 5;
const SHOWN = 24;

const shorten = (quote: string): string => (quote.length > 60 ? `${quote.slice(0, 57)}…` : quote);
