import type { SourceRecord } from "../domain/records.ts";
import { articleText } from "../domain/text.ts";
import { API_CORPUS } from "../store/write/corpusRow.ts";
import type { ReferableRecords } from "../store/write/referableRecords.ts";
import type { Fault } from "./faults.ts";
import { parseParagraphs } from "./paragraphs.ts";
import {
  asId,
  checkWording,
  collect,
  type Parsed,
  parseShape,
  type UnreadableRecord,
  type WrittenArticle,
  type WrittenCorpus,
} from "./parse.ts";
import { frontMatterShape, manifestShape, type RecordList, type Written } from "./shapes.ts";
import { toStoredRecords } from "./storedRecords.ts";
import type { Located } from "./yaml/parseYaml.ts";

type Fields = Readonly<Record<string, unknown>>;
const INPUT_LISTS = ["actors", "places", "events", "casualtyReports", "mentions"] as const;

/** An article with its records in the corpus format. The records do not need to name the article. */
export interface ArticleInput {
  readonly source: Fields & { readonly id: string };
  readonly article: Fields & { readonly id: string; readonly text?: string };
  readonly actors?: readonly Fields[];
  readonly places?: readonly Fields[];
  readonly events?: readonly Fields[];
  readonly casualtyReports?: readonly Fields[];
  readonly mentions?: readonly Fields[];
}

/** A value with faults that are located by field, not by line. */
export const asLocated = (value: unknown): Located => ({ file: "", value, lineOf: () => null });

/** Parses an input with the shapes of the format. Adds a fault for each mismatch, and continues with the rest. */
export function parseInput(
  input: ArticleInput,
  held: ReferableRecords,
  known: SourceRecord | null,
  faults: Fault[],
): WrittenCorpus {
  const lists: { [List in RecordList]: Parsed<Written<List>>[] } = {
    actors: [],
    places: [],
    events: [],
    casualtyReports: [],
    mentions: [],
    withdrawn: [],
  };
  const lost: UnreadableRecord[] = [];
  const article = parseArticle(input.article, faults);
  if (article.isFaulty("id")) lost.push({ list: "articles", id: asId(input.article.id) });
  const own = article.value.id;
  const file = asLocated({ ...input, ...withArticle(input, own) });
  for (const list of INPUT_LISTS) collect(list, (file.value as ArticleInput)[list] ?? [], file, lists, faults, lost);
  const written = {
    manifest: parseSource(input.source, known, faults),
    articles: [article],
    lists,
    lost,
    held: toStoredRecords(held),
  };
  refuseTaken(written, held, faults);
  return written;
}

/** Quotes of events and places are from the input's own article, unless they name another article. */
function withArticle({ events, places, casualtyReports, mentions }: ArticleInput, article: string) {
  const within = (item: unknown): unknown =>
    item !== null && typeof item === "object" ? { article, ...item } : { article, quote: item };
  const each = (value: unknown): unknown => (Array.isArray(value) ? value.map(within) : value);
  const denials = (value: unknown): unknown =>
    Array.isArray(value) ? value.map((denial: Fields) => ({ ...denial, evidence: each(denial.evidence) })) : value;
  return {
    ...(events && {
      events: events.map((event) => ({ ...event, evidence: each(event.evidence), denials: denials(event.denials) })),
    }),
    ...(places && { places: places.map((place) => ({ ...place, statusNotes: each(place.statusNotes) })) }),
    ...(casualtyReports && { casualtyReports: casualtyReports.map((report) => ({ ...report, article })) }),
    ...(mentions && { mentions: mentions.map((mention) => ({ ...mention, article })) }),
  };
}

function parseArticle({ text = "", ...frontMatter }: ArticleInput["article"], faults: Fault[]): Parsed<WrittenArticle> {
  const file = asLocated({ article: frontMatter });
  const placed = parseShape(frontMatterShape, file, ["article"], faults);
  // All required fields have stand-ins, so that the text can be checked even if the fields are wrong.
  if (!placed) throw new Error("An article could not be read with stand-ins for its faulty fields.");
  const paragraphs = parseParagraphs(text.replaceAll("\r\n", "\n"));
  if (!placed.isFaulty("wording")) checkWording(placed, paragraphs.length > 0, faults);
  const id = placed.value.id ?? frontMatter.id;
  return { ...placed, value: { ...placed.value, id, ...articleText(placed.value.title, paragraphs) } };
}

/** A known source needs only its id, and keeps its first description. */
function parseSource(given: ArticleInput["source"], known: SourceRecord | null, faults: Fault[]) {
  const { slug: _slug, ...said } = known ?? { slug: "" };
  const manifest = { id: API_CORPUS, title: API_CORPUS, version: "1", sources: [{ ...said, ...given }] };
  const found: Fault[] = [];
  const parsed = parseShape(manifestShape, asLocated({ manifest }), ["manifest"], found);
  for (const fault of found)
    faults.push({ ...fault, field: fault.field?.replace("manifest.sources[0]", "source") ?? null });
  for (const [field, value] of Object.entries(said)) {
    if (given[field] === undefined || given[field] === value) continue;
    const problem = `is ${JSON.stringify(given[field])}, but the source “${given.id}” has ${JSON.stringify(value)}; leave the field out, or give the source another id`;
    faults.push({ file: "", line: null, field: `source.${field}`, problem });
  }
  return parsed;
}

/** Ids are permanent: the id of a withdrawn record cannot be used again. */
function refuseTaken({ articles, lists }: WrittenCorpus, held: ReferableRecords, faults: Fault[]) {
  const ofType = [
    ["Article", articles],
    ["Actor", lists.actors],
    ["Place", lists.places],
    ["Event", lists.events],
    ["CasualtyReport", lists.casualtyReports],
  ] as const;
  const seen = new Set([
    ...held.articles.map(({ slug }) => `Article/${slug}`),
    ...held.actors.map(({ slug }) => `Actor/${slug}`),
    ...held.places.map((slug) => `Place/${slug}`),
    ...held.events.map(({ slug }) => `Event/${slug}`),
  ]);
  for (const [type, records] of ofType)
    for (const record of records as readonly Parsed<{ readonly id: string }>[]) {
      const id = `${type}/${record.value.id}`;
      if (record.isFaulty("id") || !held.taken.has(id) || seen.has(id)) continue;
      faults.push(
        record.fault(["id"], `“${record.value.id}” is or was the id of a record in the store; choose another id`),
      );
    }
}
