import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import pino from "pino";
import { type Config, SEEDS } from "../config/config.ts";
import { DEFAULT_LIMITS } from "../config/limits.ts";
import type { CallerScope } from "../domain/writeVocabulary.ts";
import { createApp } from "../http/app.ts";
import { readCorpus } from "../ingest/readCorpus.ts";
import { createKey } from "../store/auth/apiKeys.ts";
import { type ChangePoller, createChangePoller } from "../store/changes/changePoller.ts";
import type { Store } from "../store/db/database.ts";
import { migrate } from "../store/db/migrate.ts";
import { type WriteOptions, type WriteResult, writeCorpus } from "../store/write/writeFolder.ts";
import type { Answer } from "./answer.ts";
import { emptyStore, type TestDialect } from "./dialects.ts";
import { type EventStream, subscribe } from "./events.ts";
import { isShortWayTested, throughShortWay } from "./shortWay.ts";

export interface TestStore extends AsyncDisposable {
  readonly store: Store;
  /** The SQL statements since the list was last emptied. */
  readonly statements: string[];
  load(folder: string, options?: WriteOptions): Promise<WriteResult>;
}

export interface TestApp extends TestStore {
  readonly changePoller: ChangePoller;
  fetch(path: string, init?: RequestInit): Promise<Response>;
  query(source: string, variables?: Record<string, unknown>, token?: string): Promise<Answer>;
  /** A new API key with some scopes. Without scopes, the key can only read. */
  key(name: string, ...scopes: CallerScope[]): Promise<string>;
  subscribe(source: string, variables?: Record<string, unknown>): Promise<EventStream>;
  /** Ends all subscriptions, like a service that stops. */
  stop(): Promise<void>;
}

/** A migrated store on a dialect. */
export async function testStore(dialect: TestDialect, file?: string): Promise<TestStore> {
  const statements: string[] = [];
  // Whether there is a private source is read at most once per second, whatever the requests.
  const countStatement = (sql: string) => {
    if (!sql.includes('"isPrivate"')) statements.push(sql);
  };
  const store = await emptyStore(dialect, { onStatement: countStatement }, file);
  await migrate(store);
  return {
    store,
    statements,
    load: async (folder, options) => writeCorpus(store, await readCorpus(folder), options),
    [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
  };
}

interface AppSettings extends Pick<Config, "publicUrl" | "read" | "jwt" | "limits" | "answerCacheMegabytes"> {
  /** The file of an SQLite store. By default, it is in memory. */
  readonly file: string;
  /** The interval between polls of the change log, in milliseconds. A short interval keeps tests fast. */
  readonly interval: number;
}

/** The whole service with a loaded corpus, without a port. */
export async function testApp(
  dialect: TestDialect,
  corpus: string = SEEDS,
  {
    publicUrl = null,
    read = "open",
    jwt = null,
    limits = DEFAULT_LIMITS,
    interval = 5,
    // Tests count statements and costs, so that nothing is kept unless a test is about that.
    answerCacheMegabytes = 0,
    file,
    ...options
  }: WriteOptions & Partial<AppSettings> = {},
): Promise<TestApp> {
  const base = await testStore(dialect, file);
  await base.load(corpus, options);
  base.statements.length = 0;
  const changePoller = createChangePoller(base.store, interval);
  const app = createApp(
    base.store,
    { corsOrigins: "local", publicUrl, read, jwt, limits, changePoller, answerCacheMegabytes, isLarge: () => false },
    pino({ level: "silent" }),
  );
  const fullWay = async (path: string, init: RequestInit = {}) =>
    app.fetch(new URL(path, "http://localhost:4000"), init);
  const shortWay =
    isShortWayTested && limits === DEFAULT_LIMITS && answerCacheMegabytes === 0
      ? throughShortWay(app, limits, fullWay, base.statements)
      : null;
  const fetch = shortWay?.fetch ?? fullWay;
  return {
    ...base,
    async [Symbol.asyncDispose]() {
      shortWay?.[Symbol.dispose]();
      await base[Symbol.asyncDispose]();
    },
    changePoller,
    fetch,
    subscribe: (query, variables) => subscribe(fetch, "/graphql", { query, ...(variables && { variables }) }),
    stop: async () => app.dispose(),
    key: async (name, ...scopes) => (await createKey(base.store, { name, scopes, now: Date.now() })).token,
    async query(source, variables, token) {
      const response = await fetch("/graphql", {
        method: "POST",
        headers: { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) },
        body: JSON.stringify({ query: source, variables }),
      });
      return (await response.json()) as Answer;
    },
  };
}

export interface Folder extends AsyncDisposable {
  readonly path: string;
  write(files: Readonly<Record<string, string>>): Promise<void>;
  remove(file: string): Promise<void>;
}

/** A temporary corpus folder with the given files. */
export async function corpusFolder(files: Readonly<Record<string, string>>): Promise<Folder> {
  const path = await mkdtemp(join(tmpdir(), "conflict-graph-"));
  const folder: Folder = {
    path,
    async write(more) {
      for (const [name, text] of Object.entries(more)) {
        await mkdir(dirname(join(path, name)), { recursive: true });
        await writeFile(join(path, name), text);
      }
    },
    remove: (file) => rm(join(path, file)),
    [Symbol.asyncDispose]: () => rm(path, { recursive: true }),
  };
  await folder.write(files);
  return folder;
}

/** A small valid corpus for tests to change: one article, one claim with a part, and the records that they need. */
export const SMALL_CORPUS = {
  "corpus.yaml": `id: small
title: A small corpus
version: 1.0.0
sources:
  - { id: own, title: Own words, licence: CC0-1.0, showsText: true }
`,
  "articles/flood-of-reports.md": `---
title: Fighting near Riverton
wording: RESTATED
language: en
published: 2021-03-02
---
Northland's ministry said at least 20 people were killed on Monday, including 5 civilians.

## Ministry: no fewer than 20 dead

Southland denied that its forces had fired.
`,
  "records.yaml": `actors:
  - { id: northland, name: Northland, kind: STATE, isoAlpha2: NL }
  - { id: southland, name: Southland, kind: STATE }
  - { id: ministry, name: Ministry of Defence of Northland, kind: GOVERNMENT_BODY, affiliations: [{ to: northland }] }
places:
  - { id: riverton, name: Riverton, latitude: 10, longitude: 20 }
events:
  - id: fighting
    title: Armed clashes near Riverton, 1 March 2021
    type: ASSAULT
    mode: armed-clash
    assertion: REPORTED
    time: 2021-03-01
    place: riverton
    participants:
      - { actor: northland, role: ACTOR, party: A }
      - { actor: southland, role: ACTOR, party: B }
    evidence: { article: flood-of-reports, quote: Fighting near Riverton }
casualtyReports:
  - id: twenty-killed
    article: flood-of-reports
    event: fighting
    harm: KILLED
    count: { qualifier: AT_LEAST, value: 20, text: at least 20 }
    attributedTo: { actor: ministry, words: Northland's ministry said }
    scope: CUMULATIVE
    statedAt: 2021-03-02
    denials:
      - { by: southland, of: RESPONSIBILITY, evidence: Southland denied that its forces had fired }
    evidence:
      - at least 20 people were killed
      - no fewer than 20 dead
  - id: five-civilians
    article: flood-of-reports
    event: fighting
    harm: KILLED
    victims: CIVILIAN
    count: { qualifier: EXACTLY, value: 5, text: "5" }
    attributedTo: ministry
    scope: CUMULATIVE
    statedAt: 2021-03-02
    partOf: twenty-killed
    partKind: SUBGROUP
    evidence: including 5 civilians
mentions:
  - { article: flood-of-reports, actor: southland, words: Southland }
  - { article: flood-of-reports, place: riverton, words: Riverton }
`,
} as const;
