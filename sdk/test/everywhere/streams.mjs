import { createClient } from "@conflict-graph/sdk";
import { createCore, subscribe } from "@conflict-graph/sdk/core";
import { codeOf, equal, failure, left, take } from "./assert.mjs";

const CHANGED = "subscription Changed($since: Int) { changed(since: $since) { position note } }";

/** Streams that complete, and streams that fail. */
export async function streams(check, origin) {
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
