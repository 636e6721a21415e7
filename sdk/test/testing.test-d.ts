/** Not run, but type-checked with the project: each `@ts-expect-error` must be above an error. */
import type { Client } from "../src/index.ts";
import { aCasualtyReport, anActor, anEvent, aRecordChange, createMockClient, failing } from "../src/testing/index.ts";

// A mock client can be used as a client.
createMockClient() satisfies Client;
createMockClient({}, { timeoutMs: 100, retries: 0, headers: { authorization: "…" } }).calls[0]?.operation satisfies
  | string
  | undefined;

// An answer is a value of the method's type, a failure, or a function of the variables.
createMockClient({ event: anEvent(), actor: null, dataRevision: 7, actors: [anActor()], corpora: [] });
createMockClient({ event: failing(), actors: failing({ code: "RATE_LIMITED", status: 429, retryAfterMs: 1000 }) });
createMockClient({ event: ({ slug }) => (slug ? anEvent({ slug }) : failing()), actors: async () => [anActor()] });
createMockClient({ casualtyReportChanged: [aRecordChange(), failing({ code: "NETWORK" })] });
createMockClient({
  async *articleIngested({ since }) {
    since satisfies number | null | undefined;
    yield aRecordChange();
  },
});

// @ts-expect-error An event is not a claim.
createMockClient({ event: aCasualtyReport() });
// @ts-expect-error An event must be complete.
createMockClient({ event: { slug: "war-2020" } });
// @ts-expect-error A list's answer is an array of all nodes.
createMockClient({ actors: { nodes: [], totalCount: 0 } });
// @ts-expect-error The nodes have another type.
createMockClient({ actors: [anEvent()] });
// @ts-expect-error A subscription's answer is iterable.
createMockClient({ articleIngested: aRecordChange() });
// @ts-expect-error Not nullable.
createMockClient({ dataRevision: null });
// @ts-expect-error The result of a function is checked, too.
createMockClient({ event: () => "war-2020" });
// @ts-expect-error No such variable.
createMockClient({ event: ({ name }) => anEvent({ slug: name }) });
// @ts-expect-error No such method.
createMockClient({ deaths: 7 });
// @ts-expect-error No such detail.
failing({ delayMs: 1000 });
