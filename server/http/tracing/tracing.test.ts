import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { createClient } from "graphql-ws";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { SEEDS } from "../../config/config.ts";
import { deriveConfig } from "../../config/deriveConfig.ts";
import { DEFAULT_LIMITS } from "../../config/limits.ts";
import { readCorpus } from "../../ingest/readCorpus.ts";
import { newestPosition } from "../../store/changes/changes.ts";
import { openStore, type Store } from "../../store/db/database.ts";
import { migrate } from "../../store/db/migrate.ts";
import { writeCorpus } from "../../store/write/writeFolder.ts";
import { type CollectedSpan, startCollector } from "../../testing/collector.ts";
import { enlarge } from "../../testing/corpora/enlarge.ts";
import { serviceOver } from "../../testing/service.ts";
import type { StatementWatcher } from "../watch/statements.ts";
import { createPool } from "../workers/pool.ts";
import { startTracing, type Tracing } from "./tracing.ts";

let folder: string;
let databaseUrl: string;
let store: Store;
let onStatement: StatementWatcher = () => {};
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "conflict-graph-tracing-"));
  databaseUrl = join(folder, "store.sqlite");
  store = await openStore(databaseUrl, {
    onStatement: (sql, milliseconds) => onStatement({ sql, milliseconds, endedAt: Date.now() }),
  });
  await migrate(store);
  const corpus = await readCorpus(SEEDS);
  await writeCorpus(store, corpus);
  await enlarge(store, corpus.slug);
});
afterAll(async () => {
  await store[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

function tracingTo(url: string, more: Record<string, string> = {}): Tracing {
  const { traces } = deriveConfig({}, { OTEL_EXPORTER_OTLP_ENDPOINT: url, ...more }).operating;
  if (!traces) throw new Error("No collector is named.");
  const tracing = startTracing({ ...traces, database: "sqlite" }, "1.2.3");
  onStatement = tracing.onStatement;
  return tracing;
}

/** The names of the spans from the outermost to this one. */
function pathOf(span: CollectedSpan, spans: readonly CollectedSpan[]): string[] {
  const parent = spans.find(({ spanId }) => spanId === span.parentSpanId);
  return parent ? [...pathOf(parent, spans), span.name] : [span.name];
}

/** What a file imports when it is loaded, directly and indirectly: our files by path, packages by name. */
function loadedBy(file: string, found = new Set<string>()): Set<string> {
  if (found.has(file)) return found;
  found.add(file);
  for (const [, what = "", name = ""] of readFileSync(file, "utf8").matchAll(
    /^(?:import|export) ([^;"]*?)from "([^"]+)"/gm,
  )) {
    if (what.startsWith("type ")) continue;
    if (name.startsWith(".")) loadedBy(join(dirname(file), name), found);
    else found.add(name);
  }
  return found;
}

/** A key that a caller puts into the wrong header. */
const KEY = `cg_00000000_${"s3cret".repeat(7)}x`;
const QUERY =
  'query Asked($slug: String) { article(slug: $slug) { title publisher { name } } other: event(slug: "s3cret-literal") { id } }';
const TRACE = "0af7651916cd43dd8448eb211c80319c";
const PARENT = "b7ad6b7169203331";

describe("Traces", () => {
  it("lead from the caller's span to each SQL statement, and contain no values", async () => {
    await using collected = await startCollector();
    const tracing = tracingTo(collected.url);
    await using traced = await serviceOver(store, { tracing });
    await (
      await traced.post(
        { query: QUERY, variables: { slug: "cgtn-unsc-to-meet" } },
        {
          traceparent: `00-${TRACE}-${PARENT}-01`,
          cookie: "s3cret-cookie",
          "x-api": "s3cret-header",
          "x-request-id": KEY,
        },
      )
    ).text();
    await tracing[Symbol.asyncDispose]();

    const { spans } = collected;
    expect(new Set(spans.map((span) => pathOf(span, spans).join(" > ")))).toEqual(
      new Set([
        "POST graphql",
        "POST graphql > graphql.parse",
        "POST graphql > graphql.validate",
        "POST graphql > graphql.execute",
        "POST graphql > graphql.execute > SQL select",
      ]),
    );
    expect(spans.every(({ traceId }) => traceId === TRACE)).toBe(true);
    expect(spans.find(({ name }) => name === "POST graphql")).toMatchObject({
      parentSpanId: PARENT,
      attributes: expect.arrayContaining([
        { key: "graphql.operation.name", value: { stringValue: "Asked" } },
        { key: "http.response.status_code", value: { intValue: 200 } },
      ]),
    });
    const sent = collected.bodies.join();
    expect(sent).toContain("db.query.text");
    expect(sent).toContain('"1.2.3"');
    expect(sent).not.toMatch(/s3cret|cgtn-unsc/);
  });

  it("have one root per operation over a socket, and none for work without a request", async () => {
    await using collected = await startCollector();
    const tracing = tracingTo(collected.url);
    await using traced = await serviceOver(store, { tracing });
    const socket = createClient({ url: `${traced.url.replace("http", "ws")}/graphql`, webSocketImpl: WebSocket });
    for await (const _answer of socket.iterate({ query: "{ dataRevision }" }));
    const events = socket.iterate({ query: "subscription { articleIngested(since: 0) { position } }" });
    await events.next();
    // Waits until the subscription waits for the next poll of the change log.
    await expect.poll(() => traced.changePoller.waiting).toBe(1);
    await newestPosition(store);
    await socket.dispose();
    await traced.stop();
    await tracing[Symbol.asyncDispose]();
    const roots = collected.spans.filter(({ parentSpanId }) => !parentSpanId);
    expect(roots.map(({ name }) => name)).toEqual(["WEBSOCKET graphql", "WEBSOCKET graphql"]);
  });

  it("cost nothing when they are off: neither OpenTelemetry nor the metrics library is loaded", () => {
    const loaded = loadedBy(fileURLToPath(new URL("../../service/serve.ts", import.meta.url)));
    for (const file of ["../app.ts", "../../service/telemetry.ts"])
      loadedBy(fileURLToPath(new URL(file, import.meta.url)), loaded);
    expect(loaded.size).toBeGreaterThan(100);
    expect([...loaded].filter((name) => /^(@opentelemetry|prom-client)/.test(name))).toEqual([]);
  });

  it("contain the SQL statements of worker threads", async () => {
    await using collected = await startCollector();
    const tracing = tracingTo(collected.url);
    await using pool = createPool({
      databaseUrl,
      publicUrl: null,
      apiCorpusTitle: "",
      subgraphRenames: [],
      cacheMegabytes: 0,
      limits: DEFAULT_LIMITS,
    });
    await using traced = await serviceOver(store, { tracing, onStatement: tracing.onStatement, pool });
    await (await traced.post({ query: '{ toll(harm: KILLED, event: "clashes-september-2020") { label } }' })).text();
    await tracing[Symbol.asyncDispose]();
    const ofClaims = collected.spans.filter(({ attributes }) => JSON.stringify(attributes).includes("casualtyReport"));
    expect(ofClaims.map((span) => pathOf(span, collected.spans).join(" > "))).toContain(
      "POST graphql > graphql.execute > SQL select",
    );
  });

  it("are sampled as configured; the caller's decision counts only for a parentbased sampler", async () => {
    const sent = async (sampler: string, ratio: string, flags: string) => {
      await using collected = await startCollector();
      const tracing = tracingTo(collected.url, { OTEL_TRACES_SAMPLER: sampler, OTEL_TRACES_SAMPLER_ARG: ratio });
      await using traced = await serviceOver(store, { tracing });
      await (await traced.post({ query: "{ __typename }" }, { traceparent: `00-${TRACE}-${PARENT}-${flags}` })).text();
      await tracing[Symbol.asyncDispose]();
      return collected.spans.length > 0;
    };
    expect(await sent("traceidratio", "0", "01")).toBe(false);
    expect(await sent("traceidratio", "1", "00")).toBe(true);
    expect(await sent("parentbased_traceidratio", "0", "01")).toBe(true);
    expect(await sent("parentbased_always_on", "", "00")).toBe(false);
    expect(await sent("always_off", "", "01")).toBe(false);
  });

  it.each(["", "nonsense", `ff-${TRACE}-${PARENT}-01`, `00-${"0".repeat(32)}-${PARENT}-01`, `00-${TRACE}-xyz-01`])(
    "start here if the caller's traceparent “%s” is not valid",
    async (traceparent) => {
      await using collected = await startCollector();
      const tracing = tracingTo(collected.url);
      await using traced = await serviceOver(store, { tracing });
      await (await traced.post({ query: "{ __typename }" }, { traceparent })).text();
      await tracing[Symbol.asyncDispose]();
      const roots = collected.spans.filter(({ parentSpanId }) => !parentSpanId);
      expect(roots).toMatchObject([{ name: "POST graphql" }]);
      expect(roots[0]?.traceId).not.toBe(TRACE);
    },
  );

  it("disturb neither requests nor the shutdown if there is no collector", async () => {
    const tracing = tracingTo("http://127.0.0.1:1", { OTEL_BSP_SCHEDULE_DELAY: "1" });
    await using traced = await serviceOver(store, { tracing });
    for (let turn = 0; turn < 20; turn++) expect((await traced.post({ query: "{ dataRevision }" })).status).toBe(200);
    await tracing[Symbol.asyncDispose]();
  });
});
