import { createClient, isConflictGraphError } from "@conflict-graph/sdk";
import { codeOf, equal, failure, left } from "./assert.mjs";

export async function errors(check, origin) {
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

export async function limits(check, origin) {
  for (const path of ["/silent", "/endless"]) {
    const client = createClient({ url: `${origin}${path}`, timeoutMs: 100 });
    await check(`TIMEOUT at ${path}, and the connection is closed`, async () => {
      equal(await codeOf(client.corpora()), "TIMEOUT");
      equal(await left(origin), "left");
    });
  }
}

export async function aborts(check, origin) {
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
