import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { beforeAll, describe, expect, test } from "vitest";
import { projectOf } from "./packed.ts";
import { typeErrorsIn } from "./typeErrors.ts";

const run = promisify(execFile);

/** Uses each entry and prints the results. */
const PROGRAM = `
import {
  type CasualtyReportFields,
  type Client,
  createClient,
  isConflictGraphError,
  type TypedDocument,
} from "@conflict-graph/sdk";
import { type Connection, connection, createCore, subscribe } from "@conflict-graph/sdk/core";
import { casualtyReports, event, operations, writes } from "@conflict-graph/sdk/operations";
import about from "@conflict-graph/sdk/package.json" with { type: "json" };
import manifest from "@conflict-graph/sdk/persisted-operations.json" with { type: "json" };
import type schema from "@conflict-graph/sdk/schema.graphql";
import { harmValues, isOneOf } from "@conflict-graph/sdk/values";
import { aCasualtyReport, createMockClient, failing, type MockCall } from "@conflict-graph/sdk/testing";

const Name: TypedDocument<{ readonly actor: { readonly name: string } | null }, { readonly slug: string }> =
  "query Name($slug: String!) { actor(slug: $slug) { name } }";
type Claims = {
  readonly nodes: readonly { readonly slug: string }[];
  readonly pageInfo: { readonly endCursor: string | null };
};
const Claims: TypedDocument<
  { readonly event: { readonly casualtyReports: Claims } | null },
  { readonly slug: string }
> =
  "query Claims($slug: String!, $after: String) { event(slug: $slug) { casualtyReports(after: $after) { nodes { slug } pageInfo { endCursor } } } }";

const mock = createMockClient(
  {
    dataRevision: 7,
    casualtyReports: [aCasualtyReport({ slug: "claim" })],
    event: failing({ code: "RATE_LIMITED", retryAfterMs: 2000 }),
  },
  { retries: 0, own: { Name: ({ slug }: { slug: string }) => ({ actor: { name: slug.toUpperCase() } }) } },
);
const client: Client = mock;
const revision: number = await client.dataRevision();
const claims: readonly CasualtyReportFields[] = await client
  .casualtyReports({ filter: { harm: ["KILLED"] } })
  .toArray();
const { actor } = await client.query(Name, { slug: "armenia" });
const failure: string = await client.event({ slug: "war-2020" }, { signal: AbortSignal.timeout(60_000) }).then(
  () => "none",
  (error: unknown) => (isConflictGraphError(error) ? \`\${error.code} \${error.retryAfterMs}\` : String(error)),
);
const calls: readonly MockCall[] = mock.calls;

const core = createCore({
  url: new URL("http://localhost:4000/graphql"),
  headers: undefined,
  fetch: (_url, { body }) =>
    Response.json({ data: { [String(body).includes("query event") ? "event" : "casualtyReports"]: null } }),
});
const list: Connection<CasualtyReportFields> = casualtyReports(core, { first: 20, filter: undefined });
const found: string | undefined = (await event(core, { slug: "war-2020" }))?.title;
const nested = connection(core, Claims, { slug: "war-2020" }, ({ event }) => event?.casualtyReports);
const slugs = async (): Promise<string[]> => (await nested.toArray({ limit: 3 })).map(({ slug }) => slug);
const events: AsyncIterable<{ readonly changed: number }> = subscribe<{ readonly changed: number }, object>(
  core,
  "subscription { changed }",
);

// @ts-expect-error No such harm: the types are there, and are not \`any\`.
client.casualtyReports({ filter: { harm: ["DEAD"] } });
// @ts-expect-error A revision is a number.
const wrong: string = revision;
const text: typeof schema = "type Query";

console.log(
  JSON.stringify({
    revision,
    claims: claims.map(({ slug, harm }) => [slug, isOneOf(harmValues, harm)]),
    actor,
    failure,
    found: found ?? null,
    calls: calls.map(({ operation }) => operation),
    lazy: [list, nested, events].every((value) => Symbol.asyncIterator in value) && typeof slugs === "function",
    text,
    wrong: typeof wrong,
    client: typeof createClient({ url: "http://localhost:4000/graphql" }).toll,
    manifest: Object.keys(manifest).length === operations.length + writes.length,
    about: about.name,
    schema: import.meta.resolve("@conflict-graph/sdk/schema.graphql").split("/").at(-1),
  }),
);
`;

// Compilers are slow on a busy machine.
describe("in a user's project", { timeout: 120_000 }, () => {
  let project: string;

  beforeAll(async () => {
    project = await projectOf({ "program.ts": PROGRAM }, ["@types/node", "undici-types"]);
  });

  const resolutions = {
    nodenext: { module: "nodenext", resolveJsonModule: true },
    bundler: { module: "esnext", moduleResolution: "bundler", resolveJsonModule: true },
  };
  const libraries = {
    "the browser's types": { lib: ["ES2022", "DOM"], types: [] },
    "Node's types": { lib: ["ES2022"], types: ["node"] },
  };
  const cases = Object.entries(resolutions).flatMap(([resolution, first]) =>
    Object.entries(libraries).flatMap(([library, second]) =>
      [false, true].map((exactOptionalPropertyTypes) => ({
        name: `${resolution} with ${library}${exactOptionalPropertyTypes ? " and exact optional properties" : ""}`,
        options: {
          strict: true,
          noEmit: true,
          target: "ES2022",
          skipLibCheck: false,
          exactOptionalPropertyTypes,
          ...first,
          ...second,
        },
      })),
    ),
  );

  test.each(cases)("the package has no type errors under $name", async ({ options }) => {
    await writeFile(join(project, "tsconfig.json"), JSON.stringify({ compilerOptions: options, include: ["*.ts"] }));
    expect(await typeErrorsIn(project)).toEqual([]);
  });

  test("each entry runs", async () => {
    const { stdout } = await run(process.execPath, ["program.ts"], { cwd: project });
    expect(JSON.parse(stdout)).toEqual({
      revision: 7,
      claims: [["claim", true]],
      actor: { name: "ARMENIA" },
      failure: "RATE_LIMITED 2000",
      found: null,
      calls: ["dataRevision", "casualtyReports", "Name", "event"],
      lazy: true,
      text: "type Query",
      wrong: "number",
      client: "function",
      manifest: true,
      about: "@conflict-graph/sdk",
      schema: "schema.graphql",
    });
  });
});
