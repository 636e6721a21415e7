import pino from "pino";
import { SEEDS } from "../../server/config/config.ts";
import { createApp } from "../../server/http/app.ts";
import { readCorpus } from "../../server/ingest/readCorpus.ts";
import { createKey } from "../../server/store/auth/apiKeys.ts";
import { openStore } from "../../server/store/db/database.ts";
import { migrate } from "../../server/store/db/migrate.ts";
import { writeCorpus } from "../../server/store/write/writeFolder.ts";
import { type Client, createClient } from "../src/index.ts";

export interface SeedService extends AsyncDisposable {
  readonly app: ReturnType<typeof createApp>;
  readonly client: Client;
  /** The variables of all requests; tests may empty it. */
  readonly requests: unknown[];
  /** Changes the note of a record. */
  revise(slug: string): Promise<void>;
  /** An API key with the scope `review`. */
  readonly key: string;
}

/** The whole service with the seed corpus, without a port, and a client for it. */
export async function seedService(): Promise<SeedService> {
  const store = await openStore(":memory:");
  await migrate(store);
  const corpus = await readCorpus(SEEDS);
  await writeCorpus(store, corpus);
  const app = createApp(store, { corsOrigins: "local" }, pino({ level: "silent" }));
  const requests: unknown[] = [];
  const client = createClient({
    url: "http://localhost:4000/graphql",
    fetch: (url, init) => {
      requests.push(JSON.parse(String(init.body)).variables);
      return app.fetch(url, init);
    },
  });
  let revisions = 0;
  const revise = async (slug: string) => {
    const note = `Note ${++revisions}.`;
    const records = corpus.records.map((record) => (record.slug === slug ? { ...record, note } : record));
    await writeCorpus(store, { ...corpus, records });
  };
  const { token: key } = await createKey(store, { name: "A. Reviewer", scopes: ["review"], now: Date.now() });
  return { app, client, requests, revise, key, [Symbol.asyncDispose]: () => store[Symbol.asyncDispose]() };
}
