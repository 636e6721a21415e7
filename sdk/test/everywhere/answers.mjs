import { createClient } from "@conflict-graph/sdk";
import { connection, createCore } from "@conflict-graph/sdk/core";
import { casualtyReports, event } from "@conflict-graph/sdk/operations";
import { equal, slugs } from "./assert.mjs";

export async function lookUps(check, origin) {
  const client = createClient({ url: new URL("/graphql", origin), headers: async () => ({}) });
  await check("a record by slug and by id", async () => {
    const war = await client.event({ slug: "war-2020" });
    equal([war.__typename, war.slug], ["Event", "war-2020"]);
    equal(await client.event({ id: war.id }), war);
  });
  await check("null where there is none", async () => equal(await client.actor({ slug: "nobody" }), null));
  await check("a toll", async () => {
    const toll = await client.toll({ harm: "KILLED", event: "clashes-september-2020", victims: "CIVILIAN" });
    equal(toll.label.includes("claims, not an estimate"), true);
  });
  await check("characters of all scripts", async () => {
    const { names } = await client.place({ slug: "nagorno-karabakh" });
    equal(
      names.some(({ name }) => /\P{ASCII}/u.test(name)),
      true,
    );
  });
}

export async function lists(check, origin) {
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

const CLAIMS = `query Claims($slug: String!, $first: Int, $after: String, $last: Int, $before: String) {
  event(slug: $slug) {
    casualtyReports(first: $first, after: $after, last: $last, before: $before) {
      nodes { slug } totalCount pageInfo { hasNextPage endCursor hasPreviousPage startCursor }
    }
  }
}`;
const claimsIn = ({ event }) => event?.casualtyReports;
const SLUG = "clashes-september-2020";

export async function ownQueries(check, origin) {
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

export async function core(check, origin) {
  const settings = { url: `${origin}/graphql` };
  await check("single operations on the core", async () => {
    const core = createCore(settings);
    equal((await event(core, { slug: "war-2020" })).slug, "war-2020");
    const claims = await casualtyReports(core, { first: 3 }).toArray({ limit: 7 });
    equal(slugs(claims), slugs(await createClient(settings).casualtyReports().toArray({ limit: 7 })));
    equal((await connection(core, CLAIMS, { slug: SLUG, first: 2 }, claimsIn)).nodes.length, 2);
  });
}
