import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import pino from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { JwtSettings } from "../../config/jwt.ts";
import { createApp } from "../../http/app.ts";
import { subgraphOf } from "../../schema/federation/subgraph.ts";
import { schema } from "../../schema/schema.ts";
import type { Answer } from "../../testing/answer.ts";
import { type TestApp, testApp } from "../../testing/testApp.ts";

const isInstalled = existsSync(new URL("node_modules", import.meta.url));
const needs = "(needs npm ci --prefix server/examples/federation)";
const GATEWAYS = ["hive", "apollo"] as const;
const RENAMES = [
  "Event=ConflictEvent",
  "Article=ConflictArticle",
  "Query.search=conflictSearch",
  "Query.events=conflictEvents",
];

interface Started {
  readonly neighbour: "readingLists" | "calendar";
  readonly subgraphRenames?: readonly string[];
  /** By default it is fetched from the service. */
  readonly sdl?: string;
}

describe.skipIf(!isInstalled).each(GATEWAYS)(`Behind the gateway of %s ${needs}`, (gateway) => {
  let app: TestApp;
  let folder: string;
  const running: ChildProcess[] = [];
  const services: Server[] = [];
  let readingLists: string;
  let calendar: string;

  beforeAll(async () => {
    app = await testApp("SQLite");
    folder = await mkdtemp(join(tmpdir(), "conflict-graph-federation-"));
    await signedIn();
    [readingLists, calendar] = await Promise.all([
      start({ neighbour: "readingLists", ...sdlFor() }),
      start({ neighbour: "calendar", subgraphRenames: RENAMES, ...sdlFor(RENAMES) }),
    ]);
  });
  afterAll(async () => {
    for (const child of running) child.kill();
    for (const service of services) {
      service.closeAllConnections();
      service.close();
    }
    await rm(folder, { recursive: true });
    await app[Symbol.asyncDispose]();
  });

  /** Apollo's gateway needs an SDL without security directives; Hive's accepts the SDL of the service. */
  const sdlFor = (renames: readonly string[] = []) =>
    gateway === "apollo" ? { sdl: subgraphOf(schema, { renames, security: false }).sdl } : {};

  /** The authorization header of a user with these scopes. */
  async function signedIn(...scopes: string[]): Promise<string> {
    const script = fileURLToPath(new URL("token.mjs", import.meta.url));
    const { stdout } = await promisify(execFile)(process.execPath, [
      script,
      "--folder",
      folder,
      "--scope",
      scopes.join(" "),
      "--name",
      "A. Reviewer",
    ]);
    return `Bearer ${stdout.trim()}`;
  }

  /** @returns the URL of the gateway */
  async function start({ neighbour, subgraphRenames = [], sdl }: Started): Promise<string> {
    const jwks = join(folder, "jwks.json");
    const jwt: JwtSettings = {
      issuer: "https://issuer.example",
      audience: "conflict-graph",
      jwks: { file: jwks },
      scopeClaim: "scope",
      scopes: { ingest: "ingest", review: "review", admin: "admin" },
      clockTolerance: 30,
    };
    const settings = { corsOrigins: "local", subgraphRenames, jwt } as const;
    const service = createServer(createApp(app.store, settings, pino({ level: "silent" })));
    services.push(service);
    service.listen(0, "127.0.0.1");
    await once(service, "listening");
    const url = `http://localhost:${(service.address() as AddressInfo).port}/subgraph`;
    const file = join(folder, `${neighbour}.graphql`);
    if (sdl) await writeFile(file, sdl);
    const args = [
      "--gateway",
      gateway,
      "--neighbour",
      neighbour,
      "--url",
      url,
      "--port",
      "0",
      "--jwks",
      jwks,
      ...(sdl ? ["--sdl", file] : []),
    ];
    const child = spawn(process.execPath, [fileURLToPath(new URL("start.mjs", import.meta.url)), ...args]);
    running.push(child);
    let [out, err] = ["", ""];
    child.stderr.on("data", (chunk) => (err += chunk));
    return new Promise((resolve, reject) => {
      child.stdout.on("data", (chunk) => {
        out += chunk;
        const [, found] = /Gateway +(\S+)\n/.exec(out) ?? [];
        if (found) resolve(found);
      });
      child.once("close", () => reject(new Error(`The gateway exited: ${err}`)));
    });
  }

  async function ask(url: string, query: string, authorization?: string): Promise<Answer> {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", ...(authorization && { authorization }) },
      body: JSON.stringify({ query }),
    });
    return (await response.json()) as Answer;
  }

  it("a neighbour refers to our records by id, and adds fields that require ours", async () => {
    const { data, errors } = await ask(
      readingLists,
      "{ readingLists { articles { slug title minutesToRead readingLists { title } } } }",
    );
    expect(errors).toBeUndefined();
    const title = "September 2020, from the first day";
    expect(data.readingLists[0].articles).toEqual([
      {
        slug: "first-day-2020-09-27",
        title: expect.stringMatching(/\w/),
        minutesToRead: 4,
        readingLists: [{ title }],
      },
      { slug: "unsc-talks-planned", title: expect.stringMatching(/\w/), minutesToRead: 3, readingLists: [{ title }] },
    ]);
  });

  it("a neighbour refers to our records by Wikidata item; an unknown item gives null", async () => {
    const { data } = await ask(
      readingLists,
      "{ readingLists { actors { wikidataId isoAlpha3 wikidataPage } places { name } unknown: actors { name } } }",
    );
    const [{ actors, places, unknown }] = data.readingLists;
    expect(actors).toEqual([
      { wikidataId: "Q399", isoAlpha3: "ARM", wikidataPage: "https://www.wikidata.org/wiki/Q399" },
      { wikidataId: "Q227", isoAlpha3: "AZE", wikidataPage: "https://www.wikidata.org/wiki/Q227" },
      { wikidataId: "Q1", isoAlpha3: null, wikidataPage: "https://www.wikidata.org/wiki/Q1" },
    ]);
    expect(places).toEqual([{ name: "Stepanakert" }]);
    expect(unknown).toEqual([{ name: "Armenia" }, { name: "Azerbaijan" }, null]);
  });

  it("our records have the neighbour's fields, including fields that require ours; keys may be null", async () => {
    const { data, errors } = await ask(
      readingLists,
      `{ casualtyReports(filter: { event: ["clashes-september-2022"] }) { nodes { line } pageInfo { hasNextPage } }
         actors(first: 100) { nodes { wikidataId wikidataPage } } }`,
    );
    expect(errors).toBeUndefined();
    expect(data.casualtyReports.nodes.map(({ line }: { line: string }) => line).sort()).toEqual([
      "Armed clashes on the Armenia-Azerbaijan border, September 2022: 105",
      "Armed clashes on the Armenia-Azerbaijan border, September 2022: at least 100",
    ]);
    type Known = { wikidataId: string | null; wikidataPage: string | null };
    const actors = data.actors.nodes as Known[];
    expect(actors.some(({ wikidataId }) => wikidataId === null)).toBe(true);
    for (const { wikidataId, wikidataPage } of actors)
      expect(wikidataPage).toBe(wikidataId && `https://www.wikidata.org/wiki/${wikidataId}`);
  });

  it("the neighbour's own `node` works, and both subgraphs have PageInfo", async () => {
    const { data } = await ask(readingLists, '{ node(id: "reading-list-1") { ... on ReadingList { title } } }');
    expect(data.node.title).toMatch(/September 2020/);
  });

  if (gateway === "hive") {
    it("the gateway enforces the security directives, and the service verifies the token again", async () => {
      const codes = async (query: string, authorization?: string) =>
        (await ask(readingLists, query, authorization)).errors?.map(({ extensions }) => extensions.code);
      expect(await codes("{ readingLists { editorsNote } }")).toEqual(["UNAUTHORIZED_FIELD_OR_TYPE"]);
      expect(await codes("{ readingLists { editorsNote } }", await signedIn())).toBeUndefined();

      const id = btoa("CasualtyReport:su-25-pilot-killed");
      const review = `mutation { reviewCasualtyReport(id: "${id}", decision: ACCEPT, reason: "Read beside the text.") {
        ... on ReviewedCasualtyReport { casualtyReport { slug line revision { number recordedBy reason } } }
      } }`;
      expect(await codes(review)).toEqual(["UNAUTHORIZED_FIELD_OR_TYPE"]);
      expect(await codes(review, await signedIn("ingest"))).toEqual(["UNAUTHORIZED_FIELD_OR_TYPE"]);
      // Bypassing the gateway does not help.
      const past = await app.query(review.replace(" line", ""));
      expect(past.errors?.map(({ extensions }) => extensions.code)).toEqual(["UNAUTHENTICATED"]);
      expect((await app.query("{ dataRevision }")).data).toEqual({ dataRevision: 1 });

      const { data, errors } = await ask(readingLists, review, await signedIn("review"));
      expect(errors).toBeUndefined();
      expect(data.reviewCasualtyReport.casualtyReport).toEqual({
        slug: "su-25-pilot-killed",
        line: expect.stringContaining(": 1"),
        revision: { number: 2, recordedBy: "A. Reviewer", reason: "Read beside the text." },
      });
    });
  } else {
    it("a supergraph with security directives is refused", async () => {
      await expect(start({ neighbour: "readingLists", sdl: subgraphOf(schema).sdl })).rejects.toThrow(
        /security|authenticated/i,
      );
    });
  }

  it("if our names are changed, a neighbour keeps its own `Event`, `Article` and `search`", async () => {
    const { data, errors } = await ask(
      calendar,
      `{
        events { __typename title states { isoAlpha2 name dates } }
        search(text: "meeting") { __typename ... on Event { on } ... on Article { heading } }
        conflictEvents(first: 1, filter: { type: [ASSAULT] }) { __typename nodes { __typename id toll(harm: KILLED) { label } } }
        conflictSearch(query: "ceasefire", types: [Article], first: 1) {
          nodes { record { __typename ... on ConflictArticle { title } } }
        }
        article(slug: "unsc-talks-planned") { __typename id publisher { dates } }
        actor(slug: "armenia") { dates eventsClaimed { nodes { ... on Node { __typename } } } }
      }`,
    );
    expect(errors).toBeUndefined();
    expect(data.events[0]).toEqual({
      __typename: "Event",
      title: "A meeting of neighbouring states",
      states: [
        { isoAlpha2: "AM", name: "Armenia", dates: 1 },
        { isoAlpha2: "AZ", name: "Azerbaijan", dates: 1 },
        { isoAlpha2: "TR", name: "Turkey", dates: 2 },
      ],
    });
    expect(data.search).toEqual([
      { __typename: "Event", on: "2030-05-01" },
      { __typename: "Article", heading: "How to enter a meeting" },
    ]);
    expect(data.conflictEvents).toMatchObject({
      __typename: "ConflictEventConnection",
      nodes: [{ __typename: "ConflictEvent", toll: { label: expect.any(String) } }],
    });
    // Renaming types does not change the ids.
    expect(atob(data.conflictEvents.nodes[0].id)).toMatch(/^Event:/);
    expect(data.conflictSearch.nodes[0].record).toEqual({
      __typename: "ConflictArticle",
      title: expect.stringMatching(/\w/),
    });
    expect(data.article.__typename).toBe("ConflictArticle");
    expect(data.actor.dates).toBe(1);
  });
});
