import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Client, ConflictGraphError, PageVariables, TypedDocument } from "../src/index.ts";
import { aCasualtyReport, anActor, anEvent, createMockClient, failing } from "../src/testing/index.ts";
import { type SeedService, seedService } from "./seedService.ts";
import { failure } from "./server.ts";

describe("a mock client answers", () => {
  test("with the given value, by method name", async () => {
    const mock = createMockClient({ dataRevision: 7, event: anEvent({ slug: "war" }), place: null });
    expect(await mock.dataRevision()).toBe(7);
    expect((await mock.event({ slug: "war" }))?.slug).toBe("war");
    expect(await mock.place({ slug: "war" })).toBeNull();
  });

  test("with the result of a function of the variables, which may be async", async () => {
    const mock = createMockClient({
      event: async ({ slug }) => anEvent({ slug: `${slug}-2020` }),
      casualtyReports: ({ filter }) => (filter?.harm ?? []).map((harm) => aCasualtyReport({ harm })),
    });
    expect((await mock.event({ slug: "war" }))?.slug).toBe("war-2020");
    const claims = await mock.casualtyReports({ first: 1, filter: { harm: ["KILLED", "WOUNDED"] } }).toArray();
    expect(claims.map(({ harm }) => harm)).toEqual(["KILLED", "WOUNDED"]);
  });

  test("and records each request, including pages and retries", async () => {
    const mock = createMockClient({ actors: [anActor(), anActor()], place: failing({ status: 503 }) });
    await mock.actors({ first: 1, filter: { kind: ["STATE"] } }).toArray();
    await failure(mock.place({ slug: "baku" }, { retries: 1 }));
    const filter = { kind: ["STATE"] };
    expect(mock.calls).toEqual([
      { operation: "actors", variables: { first: 1, filter } },
      { operation: "actors", variables: { first: 1, filter, after: expect.any(String) } },
      { operation: "place", variables: { slug: "baku" } },
      { operation: "place", variables: { slug: "baku" } },
    ]);
  });

  test("with an error that says what to do if it has no answer", async () => {
    const error = await failure(createMockClient().event({ slug: "war" }));
    expect(error).toMatchObject({ code: "NO_ANSWER", operation: "event" });
    expect((error as Error).message).toBe(
      "event: The mock client has no answer for “event”. Pass createMockClient one under that name, or in `own` for your own document.",
    );
  });
});

describe("a mock client pages as the service does:", () => {
  let service: SeedService;
  let both: readonly [Client, Client];
  let slugs: readonly string[];

  beforeAll(async () => {
    service = await seedService();
    const places = await service.client.places({ first: 100 }).toArray();
    slugs = places.map(({ slug }) => slug);
    both = [service.client, createMockClient({ places })];
  });
  afterAll(() => service[Symbol.asyncDispose]());

  /** Takes and returns positions in the list instead of cursors. */
  async function page(client: Client, { after, before, ...size }: PageVariables): Promise<unknown> {
    const cursor = async (place: string | null | undefined) =>
      /^\d+$/.test(place ?? "") ? (await client.places({ first: Number(place) + 1 })).pageInfo.endCursor : place;
    const variables = { ...size, after: await cursor(after), before: await cursor(before) };
    const { nodes, totalCount, pageInfo } = await client.places(variables);
    const { startCursor, endCursor, ...more } = pageInfo;
    const at = async (place: string | null) => {
      const [next] = place === null ? [] : (await client.places({ first: 1, after: place })).nodes;
      return next && slugs.indexOf(next.slug) - 1;
    };
    const records = nodes.map(({ slug }) => slugs.indexOf(slug));
    return { records, totalCount, ...more, start: await at(startCursor), end: await at(endCursor) };
  }

  test.each<PageVariables>([
    {},
    { first: 3 },
    { first: 0 },
    { last: 3 },
    { last: 0 },
    { first: null, last: 3 },
    { first: 100 },
    { after: "2", first: 3 },
    { after: "24", first: 3 },
    { after: "25", first: 3 },
    { before: "5", first: 2 },
    { before: "5", first: 10 },
    { before: "5", last: 2 },
    { before: "0", last: 2 },
    { after: "2", last: 3 },
    { after: "2", before: "6" },
    { after: "2", before: "6", first: 2 },
    { after: "2", before: "6", last: 2 },
    { after: "6", before: "2", first: 3 },
  ])("%o", async (variables) => {
    const [real, mock] = await Promise.all(both.map((client) => page(client, variables)));
    expect(mock).toEqual(real);
  });

  test.each<PageVariables>([
    { first: 101 },
    { last: 101 },
    { first: -1 },
    { first: 2, last: 2 },
    { after: "nonsense" },
    { before: "", last: 1 },
  ])("and rejects %o", async (variables) => {
    const [real, mock] = (await Promise.all(both.map((client) => failure(client.places(variables))))) as [
      ConflictGraphError,
      ConflictGraphError,
    ];
    const told = ({ code, argument, operation, message }: ConflictGraphError) => [code, argument, operation, message];
    expect(told(mock)).toEqual(told(real));
    expect(mock.code).toMatch(/^(BAD_USER_INPUT|PAGE_TOO_LARGE)$/);
  });

  test("through all pages, in both directions", async () => {
    for (const client of both) {
      const [forwards, backwards] = await Promise.all([
        client.places({ first: 7 }).toArray(),
        client.places({ last: 7 }).toArray(),
      ]);
      expect(forwards.map(({ slug }) => slug)).toEqual(slugs);
      expect(backwards.map(({ slug }) => slug)).toEqual(slugs.toReversed());
    }
  });
});

describe("a mock client fails", () => {
  test("with the given code, status, argument, wait and partial result", async () => {
    const data = { event: anEvent({ slug: "war" }) };
    const details = { code: "BAD_USER_INPUT", message: "No.", argument: "slug", status: 400, retryAfterMs: 1500, data };
    expect(await failure(createMockClient({ event: failing(details) }).event({ slug: "war" }))).toMatchObject({
      message: "event: No.",
      code: "BAD_USER_INPUT",
      operation: "event",
      argument: "slug",
      status: 400,
      retryAfterMs: 2000,
      data,
    });
  });

  test("and retries transient failures", async () => {
    let calls = 0;
    const mock = createMockClient({
      corpora: () => (++calls === 1 ? failing({ code: "NETWORK" }) : calls === 2 ? failing({ status: 503 }) : []),
    });
    expect(await mock.corpora()).toEqual([]);
    expect(mock.calls).toHaveLength(3);
  });

  test("and does not retry other failures", async () => {
    const mock = createMockClient({
      corpora: () => {
        throw failing();
      },
    });
    expect(await failure(mock.corpora())).toMatchObject({ code: "MOCK_FAILURE", status: 200 });
    expect(mock.calls).toHaveLength(1);
  });

  test("at once if an answer's function throws, and says what it threw", async () => {
    const mock = createMockClient({
      corpora: () => {
        throw new TypeError("corpus is not a function");
      },
    });
    const error = (await failure(mock.corpora())) as Error;
    expect(error).toMatchObject({ code: "MOCK_FAILURE" });
    expect(error.message).toContain("TypeError: corpus is not a function");
    expect(mock.calls).toHaveLength(1);
  });

  test("with the signal's reason if a call is aborted, before or during the request", async () => {
    const reason = new Error("The reader has left.");
    const controller = new AbortController();
    const mock = createMockClient({ corpora: () => new Promise<never>(() => controller.abort(reason)) });
    expect(await failure(mock.corpora({}, { signal: AbortSignal.abort(reason) }))).toBe(reason);
    expect(mock.calls).toHaveLength(0);
    expect(await failure(mock.corpora({}, { signal: controller.signal }))).toBe(reason);
    expect(mock.calls).toHaveLength(1);
  });

  test("with TIMEOUT if its answer never comes", async () => {
    const mock = createMockClient({ corpora: () => new Promise<never>(() => {}) }, { timeoutMs: 20 });
    expect(await failure(mock.corpora())).toMatchObject({ code: "TIMEOUT" });
  });
});

describe("your own documents", () => {
  const Name: TypedDocument<{ readonly actor: { readonly name: string } }, { readonly slug: string }> =
    "query Name($slug: String!) { actor(slug: $slug) { name } }";

  test("are answered by operation name, with the whole data", async () => {
    const mock = createMockClient({}, { own: { Name: ({ slug }: { slug: string }) => ({ actor: { name: slug } }) } });
    expect(await mock.query(Name, { slug: "armenia" })).toEqual({ actor: { name: "armenia" } });
  });

  test.each([
    ["behind a fragment", "fragment F on Actor { name } query Name { actor { ...F } }"],
    ["behind a comment", "# The actor's name.\nquery Name { actor { name } }"],
    ["on lines of its own", "\n  query\n  Name { actor { name } }\n"],
    ["that changes something", "mutation Name { actor { name } }"],
  ])("are recognised by an operation %s", async (_what, document) => {
    const mock = createMockClient({}, { own: { Name: { actor: null } } });
    expect(await mock.query(document)).toEqual({ actor: null });
  });

  test.each(["{ dataRevision }", "query { dataRevision }", "query($x: Int) { dataRevision }"])(
    "without a name are recognised by their field: %s",
    async (document) => {
      expect(await createMockClient({ dataRevision: 7 }).query(document)).toEqual({ dataRevision: 7 });
    },
  );

  test("are paged as the answers say", async () => {
    const claims = (slug: string, endCursor: string | null) => ({
      event: { claims: { nodes: [{ slug }], pageInfo: { hasNextPage: endCursor !== null, endCursor } } },
    });
    const Claims: TypedDocument<
      ReturnType<typeof claims>,
      { after?: string }
    > = "query Claims($after: String) { event { claims(after: $after) { nodes { slug } pageInfo { hasNextPage endCursor } } } }";
    const own = { Claims: ({ after }: { after?: string }) => (after === "1" ? claims("b", null) : claims("a", "1")) };
    const list = createMockClient({}, { own }).connection(Claims, {}, ({ event }) => event.claims);
    expect(await list.toArray()).toEqual([{ slug: "a" }, { slug: "b" }]);
  });
});
