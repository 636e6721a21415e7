import { createClient } from "@conflict-graph/sdk";
import { createCore } from "@conflict-graph/sdk/core";
import { casualtyReportChanged } from "@conflict-graph/sdk/operations";
import { codeOf, equal } from "./assert.mjs";

/** The service's own subscriptions. */
export async function changes(check, origin) {
  const settings = { url: `${origin}/graphql` };
  const client = createClient(settings);
  await check("the change log is followed from its beginning, by the client and on the core", async () => {
    const logged = await client.changes({ first: 5, filter: { types: ["CasualtyReport"] } }).toArray({ limit: 8 });
    const positions = logged.map(({ position }) => position);
    equal([positions.length, positions], [8, positions.toSorted((a, b) => a - b)]);
    equal(await first(8, client.casualtyReportChanged({ since: 0 })), positions);
    equal(await first(8, casualtyReportChanged(createCore(settings), { since: 0 })), positions);
  });
  await check("a change is told of as it is recorded", async () => {
    const changes = client.casualtyReportChanged();
    const change = changes.next();
    // A change before the subscription starts is not sent, so records are revised until a change is sent.
    const isTold = change.then(() => true);
    const revised = () => fetch(`${origin}/revise`).then(() => false);
    while (!(await Promise.race([isTold, revised()])));
    const { kind, recordType, slug, position } = (await change).value;
    equal([kind, recordType, slug], ["REVISED", "CasualtyReport", "su-25-pilot-killed"]);
    equal((await changes.return()).done, true);
    equal(position <= (await client.changePosition()), true);
  });
  await check("a position that is none is refused", async () => {
    equal(await codeOf(client.articleIngested({ since: -1 }).next()), "BAD_USER_INPUT");
  });
}

/** The positions of the first changes. */
async function first(count, changes) {
  const positions = [];
  for await (const { position } of changes) if (positions.push(position) === count) break;
  return positions;
}
