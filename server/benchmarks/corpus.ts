import type { ActorRecord, ArticleRecord, Corpus, EventRecord, Evidence, PlaceRecord } from "../domain/records.ts";
import { articleText, findQuote, sha256 } from "../domain/text.ts";
import { claimsOn, stated, type World } from "./claims.ts";
import { type Random, seededRandom } from "./random.ts";

/** An invented corpus of a given size, the same in every run, in the form in which the ingest layer passes it on. */

export interface Size {
  /** The number of claims of each event, by slug. */
  readonly events: Readonly<Record<string, number>>;
  readonly articles: number;
  readonly parties: number;
  readonly claimants: number;
  readonly places: number;
}

export function generateCorpus(size: Size): Corpus {
  const random = seededRandom(2020);
  const parties = slugs(size.parties, "party");
  const actors = [
    ...parties.map((slug) => actor(slug, null)),
    ...slugs(size.claimants, "claimant").map((slug, at) => actor(slug, parties[at % parties.length] ?? null)),
    ...slugs(OUTLETS, "outlet").map((slug) => actor(slug, null)),
  ];
  const places = slugs(size.places, "place").map(place);
  const articles = slugs(size.articles, "article").map((slug, at) => article(slug, at, random));
  const events = Object.keys(size.events).map((slug) => event(slug, articles[0] as ArticleRecord));
  const world: World = {
    parties,
    claimants: slugs(size.claimants, "claimant"),
    places: places.map(({ slug }) => slug),
    articles: articles.map(({ slug }) => slug),
    evidenceIn: (slug) => [evidence(articles.find((found) => found.slug === slug) as ArticleRecord)],
  };
  const claims = Object.entries(size.events).flatMap(([slug, count]) => claimsOn(slug, count, world, random));
  return {
    slug: "benchmark",
    title: "Invented claims for the benchmark",
    version: "1.0.0",
    description: null,
    sources: [
      { slug: "own", title: "Own words", licence: "CC0-1.0", licenceUrl: null, attribution: null, showsText: true },
    ],
    records: [...actors, ...places, ...articles, ...events, ...claims],
  };
}

const OUTLETS = 10;
/** Every tenth article is a copy of the one before it. */
const COPY_EVERY = 10;

const slugs = (count: number, name: string): string[] =>
  Array.from({ length: count }, (_, at) => `${name}-${String(at + 1).padStart(5, "0")}`);

const actor = (slug: string, party: string | null): ActorRecord => ({
  type: "Actor",
  slug,
  revised: null,
  name: slug,
  kind: slug.startsWith("party") ? "STATE" : slug.startsWith("outlet") ? "MEDIA_OUTLET" : "GOVERNMENT_BODY",
  aliases: [],
  isoAlpha2: null,
  isoAlpha3: null,
  wikidataId: null,
  ucdpActorId: null,
  office: null,
  affiliations: party === null ? [] : [{ to: party, as: null, during: null }],
  note: null,
});

const place = (slug: string): PlaceRecord => ({
  type: "Place",
  slug,
  revised: null,
  name: slug,
  names: [],
  latitude: null,
  longitude: null,
  precision: null,
  country: null,
  statusNotes: [],
  partOf: null,
  wikidataId: null,
  note: null,
});

const WORDS = "People were killed.";

function article(slug: string, at: number, random: Random): ArticleRecord {
  const { text, paragraphs } = articleText(slug, [{ kind: "BODY", text: WORDS }]);
  return {
    type: "Article",
    slug,
    revised: null,
    title: slug,
    wording: "RESTATED",
    source: "own",
    publisher: random.pick(slugs(OUTLETS, "outlet")),
    agencies: [],
    copyOf: at % COPY_EVERY === COPY_EVERY - 1 ? (slugs(at, "article").at(-1) ?? null) : null,
    language: "en",
    published: random.chance(0.98) ? stated(random.day()) : null,
    updated: null,
    url: null,
    text,
    textHash: sha256(text),
    paragraphs,
    mentions: [],
  };
}

const evidence = ({ slug, textHash, paragraphs }: ArticleRecord): Evidence => {
  const [position] = findQuote(paragraphs, { quote: WORDS });
  if (!position) throw new Error(`The article ${slug} does not contain “${WORDS}”.`);
  return { ...position, article: slug, articleHash: textHash };
};

const event = (slug: string, source: ArticleRecord): EventRecord => ({
  type: "Event",
  slug,
  revised: null,
  title: slug,
  eventType: "ASSAULT",
  mode: "armed-clash",
  assertion: "REPORTED",
  claimedBy: null,
  time: stated("2020-09-27/2020-12-31"),
  datePrecision: 5,
  place: null,
  participants: [
    { actor: "party-00001", role: "ACTOR", party: "A", assertedBy: null },
    { actor: "party-00002", role: "ACTOR", party: "B", assertedBy: null },
  ],
  partOf: null,
  acledSubEvent: null,
  ucdpTypeOfViolence: null,
  denials: [],
  evidence: [evidence(source)],
  review: "REVIEWED",
  rule: null,
  note: null,
});
