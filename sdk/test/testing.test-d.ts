/** Never run: the type check of the whole project reads it, and each `@ts-expect-error` must stand over an error. */
import type { Client } from "../src/index.ts";
import { aCasualtyReport, anActor, anEvent, aRecordChange, createMockClient, failing } from "../src/testing/index.ts";

// A mock takes the place of the client wherever one is wanted.
createMockClient() satisfies Client;
createMockClient({}, { timeoutMs: 100, retries: 0, headers: { authorization: "…" } }).calls[0]?.operation satisfies
  | string
  | undefined;

// Each answer has the shape that its method gives: a value, a failure, or a function of the variables for either.
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

// @ts-expect-error An event is no claim.
createMockClient({ event: aCasualtyReport() });
// @ts-expect-error A part of an event is none: the fixtures make whole ones.
createMockClient({ event: { slug: "war-2020" } });
// @ts-expect-error A list's answer is all of its nodes, which the mock pages.
createMockClient({ actors: { nodes: [], totalCount: 0 } });
// @ts-expect-error A list holds its own kind.
createMockClient({ actors: [anEvent()] });
// @ts-expect-error A subscription's answer is many events.
createMockClient({ articleIngested: aRecordChange() });
// @ts-expect-error What cannot be null is not.
createMockClient({ dataRevision: null });
// @ts-expect-error What a function gives is checked too.
createMockClient({ event: () => "war-2020" });
// @ts-expect-error So are its variables.
createMockClient({ event: ({ name }) => anEvent({ slug: name }) });
// @ts-expect-error No such method.
createMockClient({ deaths: 7 });
// @ts-expect-error No such detail.
failing({ delayMs: 1000 });
