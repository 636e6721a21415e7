import { type AffiliationEdge, affiliationsByMember, partyAt, type Span } from "../../domain/affiliation.ts";
import { lazyProperties } from "../../domain/lazy.ts";
import { required } from "../../domain/required.ts";
import type { RecordType } from "../../domain/vocabulary.ts";
import type { ExtractableText, Extraction } from "../../extract/extract.ts";
import type { ChangePoller } from "../../store/changes/changePoller.ts";
import type { Store } from "../../store/db/database.ts";
import type { VersionedTable } from "../../store/db/tables.ts";
import type { ReadScope } from "../../store/read/asOfRevision.ts";
import { sourcesByKey } from "../../store/read/corpora.ts";
import { mergedInto } from "../../store/read/merges.ts";
import { recordKeys, recordKeysEver, recordsOfVersions } from "../../store/read/recordKeys.ts";
import * as parts from "../../store/read/relatedRows.ts";
import { articlesWithShownText } from "../../store/read/shownTexts.ts";
import { type Row, visibleRows } from "../../store/read/visibleRows.ts";
import type { Caches } from "../caches.ts";
import type { Caller } from "./caller.ts";
import { Loader } from "./loader.ts";
import type { ReadColumns } from "./reads.ts";
import { noViews, type Place, setView, type Views } from "./views.ts";
import type { Work } from "./work.ts";

/** The parts that all contexts of a request share. */
interface SharedContext {
  /** The service's public address, without a trailing slash. Null if not configured. */
  readonly publicUrl: string | null;
  /** Follows the change log for subscriptions. Null if there are no subscriptions. */
  readonly changePoller: ChangePoller | null;
  /** Null if the request has no key or token. */
  readonly caller: Caller | null;
  /** The title of the corpus for all records that are written through the API. */
  readonly apiCorpusTitle: string;
  /** Aborted when the client disconnects or the request times out. Nothing more is loaded then. Null if neither can happen. */
  readonly signal: AbortSignal | null;
  /** Counts the work done for the request. Null if the work is not counted. */
  readonly work: Work | null;
  /** What is kept between requests. Null if nothing is. */
  readonly caches: Caches | null;
  /** Finds the casualty claims of a text; in a worker thread if there are any. */
  readonly extract: Extract;
  /** What the operation reads. Set before the operation is executed. */
  readonly selection: { columns: ReadColumns };
}

export type Extract = (text: ExtractableText) => Promise<Extraction>;

/** The context that resolvers get: the store, and the loaders for one request or for one event of a subscription. */
export interface Context extends SharedContext {
  readonly store: Store & ReadScope;
  readonly load: Loaders;
  /** The context that reads the newest state, if this one reads an earlier state; otherwise null. */
  readonly newest: Context | null;
  /** The contexts of the same request that read earlier states, by data revision. */
  readonly earlier: Map<number, Context>;
  /** The parts of the answer that are read with other contexts. Filled by requestPlugin.ts. */
  readonly views: Views<Context>;
  /** A loader that only one field needs. It is created on first use and shared under its name. */
  loader<Key, Value>(
    name: string,
    load: (keys: readonly Key[]) => Promise<ReadonlyMap<Key, Value>>,
  ): Loader<Key, Value>;
}

export type Loaders = ReturnType<typeof createLoaders>;

export const createContext = (store: Store, given: Partial<SharedContext> = {}): Context =>
  newContext(store, {
    ...NOTHING_SHARED,
    selection: { columns: null },
    ...given,
    views: noViews(),
    newest: null,
  });

const NOTHING_SHARED: Omit<SharedContext, "selection"> = {
  publicUrl: null,
  changePoller: null,
  caller: null,
  apiCorpusTitle: "",
  signal: null,
  work: null,
  caches: null,
  // Loads the model of English when first called, which takes half a second.
  extract: async ({ text, published }) => (await import("../../extract/extract.ts")).extract(text, { published }),
};

/** The context that reads at a data revision. All parts of an answer that read the same revision share one context. */
export function contextAt(context: Context, revision: number): Context {
  const newest = context.newest ?? context;
  const known = newest.earlier.get(revision);
  if (known) return known;
  const made = newContext({ ...newest.store, revision }, { ...sharedOf(newest), newest });
  newest.earlier.set(revision, made);
  return made;
}

/** Makes a place in the answer and everything below it read the store as of a data revision. */
export function readAt(context: Context, { path }: Place, revision: number): Context {
  const view = contextAt(context, revision);
  setView(context.views, path, view);
  return view;
}

/** A context of the same request with empty loaders: values loaded for one event are stale for the next event. */
export const freshContext = (context: Context): Context =>
  newContext(context.store, { ...sharedOf(context), newest: null });

const sharedOf = ({
  publicUrl,
  changePoller,
  caller,
  apiCorpusTitle,
  signal,
  work,
  caches,
  extract,
  selection,
  views,
}: Context) => ({
  publicUrl,
  changePoller,
  caller,
  apiCorpusTitle,
  signal,
  work,
  caches,
  extract,
  selection,
  views,
});

function newContext(whole: Store, rest: SharedContext & Pick<Context, "views" | "newest">): Context {
  const { selection } = rest;
  const store = {
    ...whole,
    columnsOf: (table: string) => selection.columns?.get(table) ?? null,
    totals: rest.caches?.totals ?? null,
  };
  const named = new Map<string, Loader<never, never>>();
  const byMap = loading(rest.signal);
  return {
    ...rest,
    store,
    load: createLoaders({ on: store, byMap }),
    earlier: new Map(),
    loader(name, load) {
      const existing = named.get(name);
      if (existing) return existing as never;
      const made = byMap(load, name);
      named.set(name, made as never);
      return made;
    },
  };
}

interface LoaderSource {
  readonly on: ReadScope;
  readonly byMap: ReturnType<typeof loading>;
}

/** The visible versions, by record key. */
const rows =
  <Table extends VersionedTable>(table: Table) =>
  ({ on, byMap }: LoaderSource): Loader<number, Row<Table>> =>
    byMap(async (keys: readonly number[]) => {
      const found = new Map<number, Row<Table>>();
      for (const row of await visibleRows(on, table, "record", keys))
        found.set((row as { readonly record: number }).record, row);
      return found;
    }, table);

/** Each loader of a request is made on first use, since a request needs few of them. */
const LOADERS = {
  actor: rows("actor"),
  place: rows("place"),
  article: rows("article"),
  event: rows("event"),
  casualtyReport: rows("casualtyReport"),
  /** Record keys by `Type/slug`. */
  recordKey: ({ on, byMap }: LoaderSource) => byMap((refs: readonly string[]) => keysOrMerged(on, refs)),
  /** Record keys by `Type/slug`, including those of withdrawn records. */
  everRecordedKey: ({ on, byMap }: LoaderSource) =>
    byMap((refs: readonly string[]) => recordKeysEver(on.db, refs.map(typeAndSlug))),
  /** True for the articles whose words may be shown. */
  shownText: ({ on, byMap }: LoaderSource) =>
    byMap((articles: readonly number[]) => articlesWithShownText(on, articles)),
  source: ({ on, byMap }: LoaderSource) => byMap((keys: readonly number[]) => sourcesByKey(on.db, keys), "source"),
  text: ({ on, byMap }: LoaderSource) =>
    byMap((versions: readonly number[]) => parts.textsOf(on, versions), "text of article version"),
  agencies: ({ on, byMap }: LoaderSource) => byMap((versions: readonly number[]) => parts.agenciesOf(on, versions)),
  affiliations: ({ on, byMap }: LoaderSource) =>
    byMap((versions: readonly number[]) => parts.affiliationsOf(on, versions)),
  participants: ({ on, byMap }: LoaderSource) =>
    byMap((versions: readonly number[]) => parts.participantsOf(on, versions)),
  eventDenials: ({ on, byMap }: LoaderSource) =>
    byMap((versions: readonly number[]) => parts.denialsOf(on, "event", versions)),
  reportDenials: ({ on, byMap }: LoaderSource) =>
    byMap((versions: readonly number[]) => parts.denialsOf(on, "report", versions)),
  eventEvidence: ({ on, byMap }: LoaderSource) =>
    byMap((versions: readonly number[]) => parts.evidenceOf(on, "event", versions)),
  reportEvidence: ({ on, byMap }: LoaderSource) =>
    byMap((versions: readonly number[]) => parts.evidenceOf(on, "report", versions)),
  denialEvidence: ({ on, byMap }: LoaderSource) =>
    byMap((keys: readonly number[]) => parts.evidenceOf(on, "denial", keys)),
  eventOfVersion: ({ on, byMap }: LoaderSource) =>
    byMap((versions: readonly number[]) => recordsOfVersions(on.db, "event", versions)),
  reportOfVersion: ({ on, byMap }: LoaderSource) =>
    byMap((versions: readonly number[]) => recordsOfVersions(on.db, "casualtyReport", versions)),
  /** The party of an actor at a time, by `partyKey`. */
  party: ({ on, byMap }: LoaderSource) =>
    byMap<string, number | null>(async (asked: readonly string[]) => {
      const questions = asked.map((key) => JSON.parse(key) as { actor: number; at: Span | null });
      const actors = [...new Set(questions.map(({ actor }) => actor))];
      const edges: AffiliationEdge[] = await parts.affiliationsAbove(on, actors);
      const affiliations = affiliationsByMember(edges);
      return new Map(
        questions.map(({ actor, at }, index) => [asked[index] as string, partyAt(actor, affiliations, at)]),
      );
    }),
};
const createLoaders = lazyProperties(LOADERS);

/** The reference of a merged record resolves to the record that it was merged into. */
async function keysOrMerged(on: ReadScope, refs: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const found = await recordKeys(on, refs.map(typeAndSlug));
  const missing = refs.filter((ref) => !found.has(ref)).map(typeAndSlug);
  for (const [type, some] of Map.groupBy(missing, (ref) => ref.type)) {
    const slugs = some.map(({ slug }) => slug);
    for (const [slug, key] of await mergedInto(on, type, slugs)) found.set(`${type}/${slug}`, key);
  }
  return found;
}

const typeAndSlug = (ref: string) => {
  const [type = "", slug = ""] = ref.split("/");
  return { type: type as RecordType, slug };
};

/** Identifies an actor and a time for the loader `party`. @param at null for an unknown time */
export const partyKey = (actor: number, at: Span | null): string => JSON.stringify({ actor, at });

/** Makes the loaders of a request, which load nothing after the request has ended. */
const loading =
  (signal: AbortSignal | null) =>
  <Key, Value>(load: (keys: readonly Key[]) => Promise<ReadonlyMap<Key, Value>>, name = "row"): Loader<Key, Value> =>
    new Loader(async (keys) => {
      signal?.throwIfAborted();
      return load(keys);
    }, name);

/**
 * The row behind a key.
 * @throws Error if the row is missing, which foreign keys and the checks of a corpus prevent
 */
export const loadRequired = async <Key, Value>(loader: Loader<Key, Value>, key: Key): Promise<Value> =>
  required(await loader.load(key), `${loader.name} ${key}`);

/** The rows behind some keys, in their order; an `Error` in place of a missing row. */
export async function loadAllRequired<Key, Value>(
  loader: Loader<Key, Value>,
  keys: readonly Key[],
): Promise<(Value | Error)[]> {
  const found = await loader.loadMany(keys);
  return found.map((value, at) => value ?? new Error(`${loader.name} ${keys[at]} is missing.`));
}

/** The records behind some keys that may be null, in their order. */
export async function loadAllOptional<Key extends number | string, Value>(
  loader: Loader<Key, Value>,
  keys: readonly (Key | null | undefined)[],
): Promise<(Value | null)[]> {
  const found = await loader.loadMany(keys.filter((key) => key != null));
  let next = 0;
  return keys.map((key) => (key == null ? null : (found[next++] ?? null)));
}

/** The record behind a key that may be null. */
export const loadOptional = async <Value>(
  loader: Loader<number, Value>,
  key: number | null | undefined,
): Promise<Value | null> => (key == null ? null : ((await loader.load(key)) ?? null));

/** A value that is read once per request, even if several fields need it. @param name identifies the value */
export const readOnce = <Value>(context: Context, name: string, read: () => Promise<Value>): Promise<Value> =>
  loadRequired(
    context.loader<string, Value>(name, async (keys) => {
      const value = await read();
      return new Map(keys.map((key) => [key, value]));
    }),
    "",
  );
