import DataLoader from "dataloader";
import type { GraphQLResolveInfo } from "graphql";
import { type AffiliationEdge, affiliationsByMember, partyAt, type Span } from "../../domain/affiliation.ts";
import { required } from "../../domain/required.ts";
import type { RecordType } from "../../domain/vocabulary.ts";
import type { ChangePoller } from "../../store/changes/changePoller.ts";
import type { Store } from "../../store/db/database.ts";
import type { VersionedTable } from "../../store/db/tables.ts";
import type { ReadScope } from "../../store/read/asOfRevision.ts";
import { sourcesByKey } from "../../store/read/corpora.ts";
import { recordKeys, recordKeysEver, recordsOfVersions } from "../../store/read/recordKeys.ts";
import * as parts from "../../store/read/relatedRows.ts";
import { type Row, visibleRows } from "../../store/read/visibleRows.ts";
import type { Caller } from "./caller.ts";
import { noViews, setView, type Views } from "./views.ts";
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
}

/** The context that resolvers get: the store, and the loaders for one request or for one event of a subscription. */
export interface Context extends SharedContext {
  readonly store: Store;
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
  ): DataLoader<Key, Value | undefined>;
}

export type Loaders = ReturnType<typeof loaders>;

export const createContext = (store: Store, given: Partial<SharedContext> = {}): Context =>
  newContext(store, { ...NOTHING_SHARED, ...given, views: noViews(), newest: null });

const NOTHING_SHARED: SharedContext = {
  publicUrl: null,
  changePoller: null,
  caller: null,
  apiCorpusTitle: "",
  signal: null,
  work: null,
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

/** Makes a field and everything below it read the store as of a data revision. */
export function readAt(context: Context, { path }: GraphQLResolveInfo, revision: number): Context {
  const view = contextAt(context, revision);
  setView(context.views, path, view);
  return view;
}

/** A context of the same request with empty loaders: values loaded for one event are stale for the next event. */
export const freshContext = (context: Context): Context =>
  newContext(context.store, { ...sharedOf(context), newest: null });

const sharedOf = ({ publicUrl, changePoller, caller, apiCorpusTitle, signal, work, views }: Context) => ({
  publicUrl,
  changePoller,
  caller,
  apiCorpusTitle,
  signal,
  work,
  views,
});

function newContext(store: Store, rest: SharedContext & Pick<Context, "views" | "newest">): Context {
  const named = new Map<string, DataLoader<never, never>>();
  const { byMap, batched } = loading(rest.signal);
  return {
    ...rest,
    store,
    load: loaders(store, { byMap, batched }),
    earlier: new Map(),
    loader(name, load) {
      const existing = named.get(name);
      if (existing) return existing as never;
      const made = byMap(load, { name });
      named.set(name, made as never);
      return made;
    },
  };
}

function loaders(on: ReadScope, { byMap, batched }: ReturnType<typeof loading>) {
  const { db } = on;
  /** The visible versions, by record key. */
  const rows = <Table extends VersionedTable>(table: Table): DataLoader<number, Row<Table> | undefined> =>
    byMap(
      async (keys: readonly number[]) =>
        new Map((await visibleRows(on, table, "record", keys)).map((row) => [(row as { record: number }).record, row])),
      { name: table },
    );
  return {
    actor: rows("actor"),
    place: rows("place"),
    article: rows("article"),
    event: rows("event"),
    casualtyReport: rows("casualtyReport"),
    /** Record keys by `Type/slug`. */
    recordKey: byMap((refs: readonly string[]) => recordKeys(on, refs.map(typeAndSlug))),
    /** Record keys by `Type/slug`, including those of withdrawn records. */
    everRecordedKey: byMap((refs: readonly string[]) => recordKeysEver(db, refs.map(typeAndSlug))),
    source: byMap((keys: readonly number[]) => sourcesByKey(db, keys), { name: "source" }),
    text: byMap((versions: readonly number[]) => parts.textsOf(db, versions), { name: "text of article version" }),
    agencies: byMap((versions: readonly number[]) => parts.agenciesOf(db, versions)),
    affiliations: byMap((versions: readonly number[]) => parts.affiliationsOf(db, versions)),
    participants: byMap((versions: readonly number[]) => parts.participantsOf(db, versions)),
    eventDenials: byMap((versions: readonly number[]) => parts.denialsOf(db, "event", versions)),
    reportDenials: byMap((versions: readonly number[]) => parts.denialsOf(db, "report", versions)),
    eventEvidence: byMap((versions: readonly number[]) => parts.evidenceOf(db, "event", versions)),
    reportEvidence: byMap((versions: readonly number[]) => parts.evidenceOf(db, "report", versions)),
    denialEvidence: byMap((keys: readonly number[]) => parts.evidenceOf(db, "denial", keys)),
    eventOfVersion: byMap((versions: readonly number[]) => recordsOfVersions(db, "event", versions)),
    reportOfVersion: byMap((versions: readonly number[]) => recordsOfVersions(db, "casualtyReport", versions)),
    party: batched(
      async (asked: readonly { actor: number; at: Span | null }[]) => {
        const edges: AffiliationEdge[] = await parts.affiliationsAbove(on, [
          ...new Set(asked.map(({ actor }) => actor)),
        ]);
        const affiliations = affiliationsByMember(edges);
        return asked.map(({ actor, at }) => partyAt(actor, affiliations, at));
      },
      { cacheKeyFn: ({ actor, at }) => `${actor} ${at?.from} ${at?.until}` },
    ),
  };
}

const typeAndSlug = (ref: string) => {
  const [type = "", slug = ""] = ref.split("/");
  return { type: type as RecordType, slug };
};

/** Fewer keys than the bound values that both databases allow in one statement. */
const BATCH = { maxBatchSize: 10_000 };

/** The loaders of a request, which load nothing after the request has ended. */
function loading(signal: AbortSignal | null) {
  const batched = <Key, Value>(
    load: (keys: readonly Key[]) => Promise<readonly Value[]>,
    options: DataLoader.Options<Key, Value, unknown> = {},
  ): DataLoader<Key, Value, unknown> =>
    new DataLoader(
      async (keys: readonly Key[]) => {
        signal?.throwIfAborted();
        return load(keys);
      },
      { ...BATCH, ...options },
    );
  const byMap = <Key, Value>(
    load: (keys: readonly Key[]) => Promise<ReadonlyMap<Key, Value>>,
    options: { readonly name?: string } = {},
  ): DataLoader<Key, Value | undefined> =>
    batched(async (keys: readonly Key[]) => {
      const found = await load(keys);
      return keys.map((key) => found.get(key));
    }, options) as DataLoader<Key, Value | undefined>;
  return { batched, byMap };
}

/**
 * The row behind a key.
 * @throws Error if the row is missing, which foreign keys and the checks of a corpus prevent
 */
export const loadRequired = async <Key, Value>(loader: DataLoader<Key, Value | undefined>, key: Key): Promise<Value> =>
  required(await loader.load(key), `${loader.name} ${key}`);

/** The record behind a key that may be null. */
export const loadOptional = async <Value>(
  loader: DataLoader<number, Value | undefined>,
  key: number | null,
): Promise<Value | null> => (key === null ? null : ((await loader.load(key)) ?? null));

/** A value that is read once per request, even if several fields need it. @param name identifies the value */
export const readOnce = <Value>(context: Context, name: string, read: () => Promise<Value>): Promise<Value> =>
  loadRequired(
    context.loader<string, Value>(name, async (keys) => {
      const value = await read();
      return new Map(keys.map((key) => [key, value]));
    }),
    "",
  );
