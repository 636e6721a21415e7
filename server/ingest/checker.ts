import type { Attribution, Denial, Evidence } from "../domain/records.ts";
import { findQuote, type Quotation, type QuotePosition, sha256 } from "../domain/text.ts";
import type { Fault } from "./faults.ts";
import { nearest } from "./nearest.ts";
import type { Placed, WrittenArticle, WrittenCorpus } from "./parse.ts";
import { UNREADABLE, type Written } from "./shapes.ts";

type Path = readonly PropertyKey[];
type Found<Value> = ReadonlyMap<string, Value>;

/** What every check needs: the corpus by id, and the questions that many fields ask of it. */
export class Checker {
  readonly faults: Fault[];
  readonly article: Found<WrittenArticle>;
  readonly actor: Found<Written<"actors">>;
  readonly place: Found<Written<"places">>;
  readonly event: Found<Written<"events">>;
  readonly casualtyReport: Found<Written<"casualtyReports">>;
  readonly source: Found<{ readonly id: string }>;
  readonly #textHashes = new Map<string, string>();

  constructor({ manifest, articles, lists }: WrittenCorpus, faults: Fault[]) {
    this.faults = faults;
    this.article = this.#byId("article", articles);
    this.actor = this.#byId("actor", lists.actors);
    this.place = this.#byId("place", lists.places);
    this.event = this.#byId("event", lists.events);
    this.casualtyReport = this.#byId("casualty report", lists.casualtyReports);
    const sources = manifest?.value.sources.map((value, at) => ({
      value,
      fault: (field: Path, problem: string) => manifest.fault(["sources", at, ...field], problem),
    }));
    this.source = this.#byId("source", sources ?? []);
  }

  #byId<Value extends { readonly id: string }>(type: string, list: readonly Placed<Value>[]): Found<Value> {
    const found = new Map<string, Placed<Value>>();
    for (const placed of list) {
      const first = found.get(placed.value.id);
      if (first) {
        const { file, line } = first.fault(["id"], "");
        this.faults.push(
          placed.fault(
            ["id"],
            `“${placed.value.id}” is already the id of the ${type} at ${file}:${line}; choose another`,
          ),
        );
      } else found.set(placed.value.id, placed);
    }
    return new Map([...found].map(([id, { value }]) => [id, value]));
  }

  /** Reports a reference to a record that the corpus does not hold. */
  refer(
    from: Placed<unknown>,
    path: Path,
    type: "article" | "actor" | "place" | "event" | "casualtyReport" | "source",
    id: string | null,
  ) {
    if (id === null || id === UNREADABLE || this[type].has(id)) return;
    const near = nearest(id, [...this[type].keys()]);
    const hint = near === null ? "add it, or name one that exists" : `did you mean “${near}”?`;
    const name = type === "casualtyReport" ? "casualty report" : type;
    this.faults.push(from.fault(path, `names the unknown ${name} “${id}”; ${hint}`));
  }

  /** Where a quote stands; null, and a fault, where it stands nowhere or in several places. */
  locate(from: Placed<unknown>, path: Path, article: string | undefined, quotation: Quotation): Evidence | null {
    if (quotation.quote === UNREADABLE || article === UNREADABLE) return null;
    const within = article === undefined ? undefined : this.article.get(article);
    if (article === undefined)
      this.faults.push(from.fault(path, "does not say in which article it stands; add `article`"));
    else this.refer(from, [...path, "article"], "article", article);
    if (!within) return null;
    const found = findQuote(within.paragraphs, quotation);
    if (found[0] && found.length === 1)
      return { ...found[0], article: within.id, articleHash: this.textHash(within.id) };
    this.faults.push(
      from.fault(path, found.length === 0 ? missing(within, quotation) : ambiguous(within, quotation, found)),
    );
    return null;
  }

  evidence(
    from: Placed<unknown>,
    path: Path,
    list: readonly (Quotation & { article?: string | undefined })[],
    article?: string,
  ): Evidence[] {
    return list.flatMap((item, at) => this.locate(from, [...path, at], item.article ?? article, item) ?? []);
  }

  /** Checks the actor, and that the words stand in one of the articles. */
  attribution<Given extends Attribution | null>(
    from: Placed<unknown>,
    path: Path,
    given: Given,
    articles: readonly string[],
  ): Given {
    if (!given) return given;
    this.refer(from, [...path, "actor"], "actor", given.actor);
    const { words } = given;
    const texts = articles.flatMap((article) => this.article.get(article)?.text ?? []);
    if (words !== null && texts.length > 0 && !texts.some((text) => text.includes(words))) {
      const where = articles.map((id) => `“${id}”`).join(" or ");
      this.faults.push(
        from.fault([...path, "words"], `“${words}” does not stand in ${where}; give the words as they stand there`),
      );
    }
    return given;
  }

  denials(from: Placed<unknown>, denials: Written<"events">["denials"], article?: string): Denial[] {
    return denials.map((denial, at) => {
      const evidence = this.evidence(from, ["denials", at, "evidence"], denial.evidence, article);
      const articles = evidence.map((item) => item.article);
      return { ...denial, by: this.attribution(from, ["denials", at, "by"], denial.by, articles), evidence };
    });
  }

  textHash(article: string): string {
    const hash = this.#textHashes.get(article) ?? sha256(this.article.get(article)?.text ?? "");
    this.#textHashes.set(article, hash);
    return hash;
  }

  /** Reports every record from which one comes back to itself by following `next`. */
  refuseCycles<Value extends { readonly id: string }>(
    list: readonly Placed<Value>[],
    field: string,
    next: (value: Value) => readonly (string | null)[],
  ) {
    const steps = new Map(list.map(({ value }) => [value.id, next(value)]));
    for (const placed of list) {
      const seen = new Set<string | null>();
      const pending = [...(steps.get(placed.value.id) ?? [])];
      for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
        if (id === placed.value.id) {
          this.faults.push(placed.fault([field], `leads from “${id}” back to itself; one of the links is wrong`));
          break;
        }
        if (id !== null && !seen.has(id)) pending.push(...(steps.get(id) ?? []));
        seen.add(id);
      }
    }
  }
}

function missing(article: WrittenArticle, { quote, prefix, suffix }: Quotation): string {
  const quoted = shorten(quote);
  if (findQuote(article.paragraphs, { quote }).length > 0) {
    const context = [prefix && `after “${prefix}”`, suffix && `before “${suffix}”`].filter(Boolean).join(" and ");
    return `“${quoted}” stands in “${article.id}”, but not ${context}; check the prefix and the suffix`;
  }
  const hint = loosely(article.text).includes(loosely(quote))
    ? "it stands there with other capitals, spaces or quotation marks, or across two paragraphs; copy it exactly"
    : "quote it exactly, within one paragraph";
  return `“${quoted}” does not stand in “${article.id}”; ${hint}`;
}

function ambiguous(article: WrittenArticle, { quote }: Quotation, found: readonly QuotePosition[]): string {
  const places = found.map(({ prefix, suffix }) => `“…${prefix.slice(-16)}[…]${suffix.slice(0, 16)}…”`).join(", ");
  return `“${shorten(quote)}” stands ${found.length} times in “${article.id}” (${places}); add a prefix or a suffix that only one of them has`;
}

const shorten = (quote: string): string => (quote.length > 60 ? `${quote.slice(0, 57)}…` : quote);
const loosely = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ");
