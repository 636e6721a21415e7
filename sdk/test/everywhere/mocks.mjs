import { createMockClient, failing } from "@conflict-graph/sdk/testing";
import { codeOf, equal, take } from "./assert.mjs";

const CHANGED = "subscription Changed($since: Int) { changed(since: $since) { position note } }";

export async function mocks(check) {
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
