import { ApolloClient, gql, HttpLink, InMemoryCache } from "@apollo/client";
import { Client, fetchExchange } from "@urql/core";
import { cacheExchange } from "@urql/exchange-graphcache";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { Answer } from "../../testing/answer.ts";
import { dialects } from "../../testing/dialects.ts";
import { corpusFolder, type Folder, SMALL_CORPUS, type TestApp, testApp } from "../../testing/testApp.ts";
import { encodeGlobalId } from "../builder/globalId.ts";

/** A client whose cache keeps one object for each type and id. */
interface CachingClient {
  /** The answer as the cache gives it. */
  query(source: string): Promise<Answer["data"]>;
  /** Calls `onData` with the answer now, and again each time the cache changes the answer. */
  watch(source: string, onData: (data: Answer["data"]) => void): void;
  stop(): void;
}

type Fetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>;
const ADDRESS = "http://localhost:4000/graphql";

function apollo(fetch: Fetch): CachingClient {
  const client = new ApolloClient({ cache: new InMemoryCache(), link: new HttpLink({ uri: ADDRESS, fetch }) });
  return {
    query: async (source) => (await client.query({ query: gql(source) })).data,
    watch: (source, onData) =>
      client.watchQuery({ query: gql(source) }).subscribe(({ data, dataState }) => {
        if (dataState === "complete") onData(data);
      }),
    stop: () => client.stop(),
  };
}

function urql(fetch: Fetch): CachingClient {
  const exchanges = [cacheExchange({}), fetchExchange];
  const client = new Client({ url: ADDRESS, fetch, preferGetMethod: false, exchanges });
  const subscriptions: { unsubscribe(): void }[] = [];
  return {
    async query(source) {
      const { data, error } = await client.query(source, {}).toPromise();
      expect(error).toBeUndefined();
      return data;
    },
    watch: (source, onData) =>
      subscriptions.push(
        client.query(source, {}).subscribe(({ data }) => {
          if (data) onData(data);
        }),
      ),
    stop() {
      for (const subscription of subscriptions) subscription.unsubscribe();
    },
  };
}

const CLAIM = `id slug count { label } event { id title } denials { deniedBy { id name } }`;
const claim = (at: string) => `casualtyReport(slug: "twenty-killed"${at}) { ${CLAIM} }`;

describe.each(dialects)("Clients that keep objects by id, on %s", (dialect) => {
  let folder: Folder;
  let app: TestApp;
  beforeAll(async () => {
    folder = await corpusFolder(SMALL_CORPUS);
    app = await testApp(dialect, folder.path);
    const records = SMALL_CORPUS["records.yaml"];
    await folder.write({
      "records.yaml": records
        .replace("AT_LEAST, value: 20", "ABOUT, value: 20")
        .replace("title: Armed clashes near Riverton", "title: Armed clashes at Riverton")
        .replace("name: Southland,", "name: South Land,"),
    });
    await app.load(folder.path);
    await folder.write({ "records.yaml": records.replace(/ {2}- id: five-civilians[\s\S]*?(?=mentions:)/, "") });
    await app.load(folder.path, { withdrawMissing: true });
    // Graphcache warns about types without ids. It keeps such objects in the objects that contain them, as we want.
    vi.spyOn(console, "warn").mockImplementation(() => {});
  });
  afterAll(async () => {
    vi.restoreAllMocks();
    await app[Symbol.asyncDispose]();
    await folder[Symbol.asyncDispose]();
  });

  describe.each([
    ["Apollo Client", apollo],
    ["urql with Graphcache", urql],
  ])("%s", (_name, newClient) => {
    async function withClient(work: (client: CachingClient) => Promise<void>) {
      const client = newClient((input, init) => app.fetch(String(input), init));
      await work(client).finally(() => client.stop());
    }
    /** The data without `__typename`, which both clients add. */
    const plain = (data: unknown) =>
      JSON.parse(JSON.stringify(data), (key, value) => (key === "__typename" ? undefined : value));

    it.each([
      [
        "a record at several data revisions",
        `{ now: ${claim("")} then: ${claim(", recordedAsOf: 1")} between: ${claim(", recordedAsOf: 2")} }`,
      ],
      [
        "a list at several data revisions",
        `{ now: casualtyReports { nodes { ${CLAIM} } } then: casualtyReports(recordedAsOf: 2) { nodes { ${CLAIM} } } }`,
      ],
      [
        "nodes by their ids",
        `{ nodes(ids: ["${encodeGlobalId("CasualtyReport", "twenty-killed")}", "${encodeGlobalId("CasualtyReport", "twenty-killed", 2)}"]) { id ... on CasualtyReport { ${CLAIM} } } }`,
      ],
      [
        "a toll, with the claims behind it",
        `{ now: toll(event: "fighting", harm: KILLED) { label used { ${CLAIM} } } then: toll(event: "fighting", harm: KILLED, recordedAsOf: 2) { label used { ${CLAIM} } } }`,
      ],
      [
        "the change log, in which a record occurs several times",
        `{ changes(first: 100) { nodes { id recordId kind slug dataRevision record { id ... on CasualtyReport { ${CLAIM} } ... on Event { title } ... on Actor { name } ... on Tombstone { reason } } } } }`,
      ],
    ])("gives the service's answer for %s", async (_what, query) => {
      await withClient(async (client) => {
        const { data, errors } = await app.query(query);
        expect(errors).toBeUndefined();
        expect(plain(await client.query(query))).toEqual(data);
      });
    });

    it("does not change a record on the screen when another query reads an earlier state or the change log", async () => {
      await withClient(async (client) => {
        const seen: string[] = [];
        client.watch(`{ ${claim("")} }`, ({ casualtyReport: { count, event, denials } }) =>
          seen.push(`${count.label}, ${event.title}, ${denials[0].deniedBy.name}`),
        );
        await vi.waitFor(() => expect(seen).toHaveLength(1));
        await client.query(`{ changes { nodes { id record { id ... on CasualtyReport { ${CLAIM} } } } } }`);
        const earlier = await client.query(`{ ${claim(", recordedAsOf: 2")} }`);
        expect(earlier.casualtyReport.count.label).toBe("about 20");
        expect((await client.query(`{ ${claim("")} }`)).casualtyReport.count.label).toBe("at least 20");
        expect([...new Set(seen)]).toEqual(["at least 20, Armed clashes near Riverton, 1 March 2021, Southland"]);
      });
    });
  });
});
