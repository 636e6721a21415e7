/** Never run: the type check of the whole project reads it, and each `@ts-expect-error` must stand over an error. */
import type {
  CasualtyReportFields,
  Client,
  Connection,
  CorpusFields,
  EventFields,
  Page,
  TypedDocument,
} from "../src/index.ts";

declare const client: Client;

/** True where both are the same type, not merely assignable. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const is = <_Holds extends true>() => {};

// Results are exact.
const claims = client.casualtyReports();
is<Same<typeof claims, Connection<CasualtyReportFields>>>();
const page = await claims;
is<Same<typeof page, Page<CasualtyReportFields>>>();
const event = await client.event({ slug: "war-2020" });
is<Same<typeof event, EventFields | null>>();
const corpora = await client.corpora();
is<Same<typeof corpora, readonly CorpusFields[]>>();
const upper = page.nodes[0]?.count.upper;
is<Same<typeof upper, number | null | undefined>>();
for await (const { title } of client.events()) title satisfies string;

// A record of any type is told by its name.
const record = await client.node({ id: "…" });
if (record?.__typename === "Actor") record.kind satisfies string;
// @ts-expect-error Not all records have a kind.
record?.kind;

// What an operation does not select is not there.
// @ts-expect-error The list comes without texts.
(await client.articles()).nodes[0]?.text;
(await client.article({ slug: "…" }))?.text satisfies string | null | undefined;

// Variables are required only where the operation requires them.
client.events();
client.events({}, { signal: AbortSignal.timeout(1000) });
client.casualtyReports({
  first: 20,
  filter: { harm: ["KILLED", "WOUNDED"], count: { atLeast: 50 } },
  orderBy: { field: "COUNT" },
});
// @ts-expect-error `query` is missing.
client.search();
// @ts-expect-error `query` is missing.
client.search({ first: 1 });
// @ts-expect-error `id` is missing.
client.node({});

// Filters, orders and names are checked.
// @ts-expect-error No such harm.
client.casualtyReports({ filter: { harm: ["DEAD"] } });
// @ts-expect-error A list, also of one.
client.casualtyReports({ filter: { harm: "KILLED" } });
// @ts-expect-error No such filter.
client.events({ filter: { killed: 3 } });
// @ts-expect-error An order says by what.
client.events({ orderBy: { direction: "ASC" } });
// @ts-expect-error Mentions stand in the order of their articles.
client.mentions({ orderBy: { field: "TIME" } });
// @ts-expect-error No such variable.
client.actors({ limit: 3 });
// @ts-expect-error No such method.
client.deaths;

// Typed documents bring their types; a plain string's result is what is said, else unknown.
declare const typed: string &
  TypedDocument<{ readonly place: { readonly slug: string } | null }, { readonly slug: string }>;
(await client.query(typed, { slug: "terter" })).place?.slug satisfies string | undefined;
// @ts-expect-error `slug` is missing.
client.query(typed);
const unknown = await client.query("{ corpora { slug } }");
is<Same<typeof unknown, unknown>>();
(await client.query<{ corpora: { slug: string }[] }>("{ corpora { slug } }")).corpora[0]?.slug satisfies
  | string
  | undefined;
