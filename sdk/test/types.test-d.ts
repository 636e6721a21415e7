/** Not run, but type-checked with the project: each `@ts-expect-error` must be above an error. */
import { aCasualtyReport, anEventRef } from "../src/generated/fixtures.ts";
import { harmDescriptions, harmValues } from "../src/generated/values.ts";
import type {
  CasualtyReportFields,
  Client,
  Connection,
  CorpusFields,
  EventFields,
  Harm,
  Open,
  Page,
  RecordFields,
  TypedDocument,
} from "../src/index.ts";
import { isOneOf } from "../src/isOneOf.ts";

declare const client: Client;

/** True if both are the same type, not only assignable. */
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

// A newer service may have more values of an enum. Filters accept only known values.
const harm = page.nodes[0]?.harm ?? "KILLED";
is<Same<typeof harm, Open<Harm>>>();
if (harm === "KILLED" || harm === "STARVED") harm satisfies string;
"STARVED" satisfies Open<Harm>;
// @ts-expect-error The harm may be a value that this client does not know.
harm satisfies Harm;
// @ts-expect-error A filter does not accept an open value.
client.casualtyReports({ filter: { harm: [harm] } });

if (isOneOf(harmValues, harm)) client.casualtyReports({ filter: { harm: [harm] } });
is<Same<(typeof harmValues)[number], Harm>>();
harmDescriptions.KILLED satisfies string;
// @ts-expect-error An open value may have no description.
harmDescriptions[harm];

// Fixtures are complete and can be overridden.
aCasualtyReport({ harm: "STARVED", event: anEventRef() }) satisfies CasualtyReportFields;
// @ts-expect-error No such field.
anEventRef({ harm: "KILLED" });
// @ts-expect-error A title is a string.
anEventRef({ title: null });

// Results and inputs are readonly, lists too.
// @ts-expect-error Results are readonly.
if (event) event.title = "…";
// @ts-expect-error The lists in results are readonly, too.
event?.evidence.pop();

// Records of any type are discriminated by `__typename`.
const record = await client.node({ id: "…" });
is<Same<typeof record, RecordFields | null>>();
if (record?.__typename === "Actor") record.kind satisfies string;
if (record?.__typename === "Event") record satisfies EventFields;
// @ts-expect-error No such type.
if (record?.__typename === "Ghost") record satisfies never;
for (const { record } of (await client.search({ query: "…" })).nodes) {
  // @ts-expect-error A look-up never gives a tombstone.
  if (record.__typename === "Tombstone") record satisfies never;
}
// @ts-expect-error Not all records have a kind.
record?.kind;

// Fields that an operation does not select are missing.
// @ts-expect-error The list does not include texts.
(await client.articles()).nodes[0]?.text;
(await client.article({ slug: "…" }))?.text satisfies string | null | undefined;

// Variables are required only if the operation requires them.
client.events();
client.events({}, { signal: AbortSignal.timeout(1000) });
client.casualtyReports({
  first: 20,
  filter: { harm: ["KILLED", "WOUNDED"], count: { atLeast: 50 } },
  orderBy: { field: "COUNT" },
});
client.events({ filter: undefined, first: null, orderBy: { field: "TIME", direction: undefined } });
client.toll({ harm: "KILLED", rule: undefined });
// @ts-expect-error A variable with a default cannot be null.
client.toll({ harm: "KILLED", rule: null });
// @ts-expect-error `query` is missing.
client.search();
// @ts-expect-error `query` is missing.
client.search({ first: 1 });
// @ts-expect-error `id` is missing.
client.node({});

// Filters, orders and names are checked.
// @ts-expect-error No such harm.
client.casualtyReports({ filter: { harm: ["DEAD"] } });
// @ts-expect-error A list is required, even for one value.
client.casualtyReports({ filter: { harm: "KILLED" } });
// @ts-expect-error No such filter.
client.events({ filter: { killed: 3 } });
// @ts-expect-error `field` is missing.
client.events({ orderBy: { direction: "ASC" } });
// @ts-expect-error Mentions cannot be ordered.
client.mentions({ orderBy: { field: "TIME" } });
// @ts-expect-error No such variable.
client.actors({ limit: 3 });
// @ts-expect-error No such method.
client.deaths;

// Typed documents have their types. For a plain string, the result is the named type or unknown.
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
