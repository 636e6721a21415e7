// The client from end to end, for every runtime: it needs none of Node's modules, no test runner, and the package alone.
import { createClient, isConflictGraphError } from "@conflict-graph/sdk";
import { connection, createCore, subscribe } from "@conflict-graph/sdk/core";
import { casualtyReports, event } from "@conflict-graph/sdk/operations";
import { createMockClient, failing } from "@conflict-graph/sdk/testing";

/**
 * Goes through everything; throws where something is not as it should be.
 * @param {string} origin where `server.ts` listens
 * @param {(line: string) => void} print is given a line for each check, and `ok` with their number
 */
export async function checkAll(origin, print) {
  let count = 0;
  const check = async (what, work) => {
    await work().catch((cause) => {
      throw new Error(`${what}: ${cause?.message ?? cause}`, { cause });
    });
    print(`${++count} ${what}`);
  };
  for (const checks of [lookUps, lists, errors, limits, aborts, ownQueries, core, mocks, streams])
    await checks(check, origin);
  print(`ok ${count}`);
}

/** Compares as JSON. */
function equal(seen, expected) {
  const [a, b] = [JSON.stringify(seen), JSON.stringify(expected)];
  if (a !== b) throw new Error(`it is ${a}, and should be ${b}`);
}

/** What a call fails with. */
const failure = async (call) => {
  const value = await Promise.resolve(call).catch((error) => ({ error }));
  if (value?.error === undefined) throw new Error(`it should fail, and gives ${JSON.stringify(value)}`);
  return value.error;
};

const codeOf = async (call) => {
  const error = await failure(call);
  if (!isConflictGraphError(error)) throw error;
  return error.code;
};

const slugs = (records) => records.map(({ slug }) => slug);

async function lookUps(check, origin) {
  const client = createClient({ url: new URL("/graphql", origin), headers: async () => ({}) });
  await check("a record by slug and by id", async () => {
    const war = await client.event({ slug: "war-2020" });
    equal([war.__typename, war.slug], ["Event", "war-2020"]);
    equal(await client.event({ id: war.id }), war);
  });
  await check("null where there is none", async () => equal(await client.actor({ slug: "nobody" }), null));
  await check("a toll", async () => {
    const toll = await client.toll({ harm: "KILLED", event: "clashes-september-2020", victims: "CIVILIAN" });
    equal(toll.label.includes("range of claims, not an estimate"), true);
  });
  await check("characters of all scripts", async () => {
    const { names } = await client.place({ slug: "nagorno-karabakh" });
    equal(
      names.some(({ name }) => /\P{ASCII}/u.test(name)),
      true,
    );
  });
}

async function lists(check, origin) {
  const client = createClient({ url: `${origin}/graphql` });
  let all = [];
  await check("a page", async () => {
    const { nodes, totalCount, pageInfo } = await client.events({ first: 7 });
    equal([nodes.length, pageInfo.hasNextPage, totalCount > 14], [7, true, true]);
  });
  await check("all pages, each record once", async () => {
    for await (const { slug } of client.events({ first: 7 })) all = [...all, slug];
    equal([all.length, new Set(all).size], Array(2).fill((await client.events({ first: 0 })).totalCount));
  });
  await check("all pages from the end", async () => {
    equal(slugs(await client.events({ last: 7 }).toArray()), all.toReversed());
  });
  await check("as many records as are wanted", async () => {
    equal(slugs(await client.events({ first: 7 }).toArray({ limit: 10 })), all.slice(0, 10));
  });
  await check("pages one by one", async () => {
    let sizes = [];
    for await (const { nodes } of client.articles({ first: 2 }).pages()) sizes = [...sizes, nodes.length];
    equal(sizes, [2, 2, 1]);
  });
  await check("a filter and an order", async () => {
    const { nodes } = await client.casualtyReports({ filter: { harm: ["WOUNDED"] }, orderBy: { field: "COUNT" } });
    equal([nodes.length > 1, nodes.every(({ harm }) => harm === "WOUNDED")], [true, true]);
  });
}

async function errors(check, origin) {
  const client = createClient({ url: `${origin}/graphql` });
  const at = (path) => createClient({ url: `${origin}${path}`, retries: 0 });
  await check("an error with its code, argument, operation, status and request", async () => {
    const error = await failure(client.events({ filter: { place: ["atlantis"] } }));
    const { code, argument, operation, status, requestId } = error;
    equal([code, argument, operation, status], ["BAD_USER_INPUT", "filter.place", "events", 200]);
    equal([isConflictGraphError(error), error instanceof Error, requestId.length > 0], [true, true, true]);
  });
  await check("GRAPHQL_VALIDATION_FAILED", async () => {
    equal(await codeOf(client.query("{ deaths }")), "GRAPHQL_VALIDATION_FAILED");
  });
  await check("NETWORK, with the platform's own error", async () => {
    const error = await failure(at("/broken").corpora());
    equal([error.code, error.status, error.cause instanceof Error], ["NETWORK", null, true]);
  });
  await check("BAD_RESPONSE", async () => {
    const { code, status, message } = await failure(at("/page").corpora());
    equal([code, status, message.includes("<h1>Bad Gateway</h1>")], ["BAD_RESPONSE", 502, true]);
  });
  await check("how long the service wants to be left alone", async () => {
    const { code, status, retryAfterMs } = await failure(at("/busy").corpora());
    equal([code, status, retryAfterMs], ["RATE_LIMITED", 429, 120_000]);
  });
  await check("a query that failed on its way is repeated", async () => {
    equal(await createClient({ url: `${origin}/flaky` }).corpora(), []);
  });
}

async function limits(check, origin) {
  for (const path of ["/silent", "/endless"]) {
    const client = createClient({ url: `${origin}${path}`, timeoutMs: 100 });
    await check(`TIMEOUT at ${path}, and the connection is closed`, async () => {
      equal(await codeOf(client.corpora()), "TIMEOUT");
      equal(await left(origin), "left");
    });
  }
}

/** Answers when the connection of the last request that was not answered, or of the last stream, is closed. */
const left = async (origin) => (await fetch(`${origin}/left`)).text();

async function aborts(check, origin) {
  const reason = new Error("The reader has left.");
  await check("an abort before the request", async () => {
    const client = createClient({ url: `${origin}/graphql` });
    equal((await failure(client.corpora({}, { signal: AbortSignal.abort(reason) }))) === reason, true);
  });
  for (const path of ["/silent", "/endless"]) {
    await check(`an abort under way at ${path}, and the connection is closed`, async () => {
      const controller = new AbortController();
      const call = createClient({ url: `${origin}${path}` }).corpora({}, { signal: controller.signal });
      setTimeout(() => controller.abort(reason), 100);
      equal((await failure(call)) === reason, true);
      equal(await left(origin), "left");
    });
  }
  await check("a signal that ends by itself", async () => {
    const call = createClient({ url: `${origin}/silent` }).corpora({}, { signal: AbortSignal.timeout(50) });
    equal((await failure(call)).name, "TimeoutError");
  });
}

const CLAIMS = `query Claims($slug: String!, $first: Int, $after: String, $last: Int, $before: String) {
  event(slug: $slug) {
    casualtyReports(first: $first, after: $after, last: $last, before: $before) {
      nodes { slug } totalCount pageInfo { hasNextPage endCursor hasPreviousPage startCursor }
    }
  }
}`;
const claimsIn = ({ event }) => event?.casualtyReports;
const SLUG = "clashes-september-2020";

async function ownQueries(check, origin) {
  const client = createClient({ url: `${origin}/graphql` });
  await check("a query of one's own", async () => {
    const query = "query Name($slug: String) { actor(slug: $slug) { name } }";
    equal(await client.query(query, { slug: "armenia" }), { actor: { name: "Armenia" } });
  });
  await check("all pages of a record's own list, both ways, and on from a page that is there", async () => {
    const whole = claimsIn(await client.query(CLAIMS, { slug: SLUG, first: 100 }));
    const listed = (variables, options) =>
      client.connection(CLAIMS, { slug: SLUG, ...variables }, claimsIn, options).toArray();
    equal([whole.totalCount > 6, whole.nodes.length], [true, whole.totalCount]);
    equal(await listed({ first: 3 }), whole.nodes);
    equal(await listed({ last: 3 }), whole.nodes.toReversed());
    const startFrom = claimsIn(await client.query(CLAIMS, { slug: SLUG, first: 5 }));
    equal(await listed({ first: 3 }, { startFrom }), whole.nodes);
  });
}

async function core(check, origin) {
  const settings = { url: `${origin}/graphql` };
  await check("single operations on the core", async () => {
    const core = createCore(settings);
    equal((await event(core, { slug: "war-2020" })).slug, "war-2020");
    const claims = await casualtyReports(core, { first: 3 }).toArray({ limit: 7 });
    equal(slugs(claims), slugs(await createClient(settings).casualtyReports().toArray({ limit: 7 })));
    equal((await connection(core, CLAIMS, { slug: SLUG, first: 2 }, claimsIn)).nodes.length, 2);
  });
}

/** Events of a subscription that is left after so many of them. */
async function take(changes, most = 100) {
  const seen = [];
  for await (const { changed } of changes) if (seen.push(changed.position) >= most) break;
  return seen;
}

const CHANGED = "subscription Changed($since: Int) { changed(since: $since) { position note } }";

async function mocks(check) {
  const actors = Array.from({ length: 45 }, (_, at) => ({ slug: `actor-${at}` }));
  const events = [1, 2, 3].map((position) => ({ changed: { position } }));
  const broken = [...events.slice(0, 2), failing({ code: "NETWORK" })];
  let tries = 0;
  const mock = createMockClient(
    {
      actors,
      corpora: () => (++tries < 2 ? failing({ status: 503 }) : []),
      event: failing({ code: "RATE_LIMITED", status: 429, retryAfterMs: 60_000 }),
    },
    { own: { Changed: ({ since }) => (since === 0 ? broken : events) } },
  );
  await check("a mock pages", async () => {
    equal(await mock.actors().toArray(), actors);
    equal(await mock.actors({ last: 10 }).toArray(), actors.toReversed());
    equal(mock.calls.length, 3 + 5);
  });
  await check("a mock fails", async () => {
    equal(await codeOf(mock.event({ slug: "war-2020" })), "RATE_LIMITED");
    equal(await mock.corpora(), []);
    equal(await codeOf(mock.place({ slug: "baku" })), "NO_ANSWER");
  });
  await check("a mock streams, breaks off, and goes on", async () => {
    equal(await take(mock.subscribe(CHANGED, { since: 0 })), [1, 2, 3]);
  });
}

/** Streams that end as they should, and as they should not. The service's own subscriptions belong here too, at `/graphql`. */
async function streams(check, origin) {
  const client = createClient({ url: `${origin}/stream` });
  await check("a stream goes on where its connection broke or was ended, without a loss", async () => {
    equal(await take(client.subscribe(CHANGED, { since: 0 })), [1, 2, 3, 4]);
  });
  await check("a stream from where the log stands", async () => equal(await take(client.subscribe(CHANGED)), [4]));
  await check("characters that were cut", async () => {
    const { value } = await client.subscribe(CHANGED, { since: 0 }).next();
    equal(value, { changed: { position: 1, note: "Ağdərə" } });
    equal(await left(origin), "left");
  });
  await check("an error in place of a stream, and in it", async () => {
    equal(await codeOf(client.subscribe(CHANGED, { since: -1 }).next()), "BAD_USER_INPUT");
    const changes = client.subscribe(CHANGED, { since: 20 });
    equal((await changes.next()).value.changed.position, 21);
    equal([await codeOf(changes.next()), (await changes.next()).done], ["BAD_USER_INPUT", true]);
  });
  await check("a break where the document takes no position", async () => {
    equal(await codeOf(take(client.subscribe("subscription { changed { position } }"))), "NETWORK");
  });
  await check("the end of the loop closes the connection", async () => {
    equal(await take(client.subscribe(CHANGED, { since: 10 }), 1), [11]);
    equal(await left(origin), "left");
  });
  await check("so does `return` while the next event is awaited, which then is none", async () => {
    const changes = client.subscribe(CHANGED, { since: 10 });
    await changes.next();
    const pending = changes.next();
    equal([(await changes.return()).done, (await pending).done, await left(origin)], [true, true, "left"]);
  });
  await check("so does an abort, which rejects with its reason", async () => {
    const [controller, reason] = [new AbortController(), new Error("The reader has left.")];
    const core = createCore({ url: `${origin}/stream` });
    const changes = subscribe(core, CHANGED, { since: 10 }, { signal: controller.signal });
    await changes.next();
    const pending = failure(changes.next());
    controller.abort(reason);
    equal([(await pending) === reason, await left(origin)], [true, "left"]);
  });
  await check("a stream that is silent for too long is made anew", async () => {
    equal(await take(client.subscribe(CHANGED, { since: 10 }, { timeoutMs: 400, retries: 100 })), [11, 12]);
  });
}
