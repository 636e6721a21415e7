import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { generate } from "@graphql-codegen/cli";
import { preset } from "@graphql-codegen/client-preset";
import { minifyIntrospection, outputIntrospectionFile } from "gql.tada/internal";
import { buildSchema, introspectionFromSchema } from "graphql";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { projectOf } from "./packed.ts";
import { type SeedService, seedService } from "./seedService.ts";
import { serverThat, type TestServer } from "./server.ts";
import { typeErrorsIn } from "./typeErrors.ts";

const SLUG = "clashes-september-2020";
const DOCUMENT = `
  query EventClaims($slug: String!, $harm: [Harm!], $after: String) {
    event(slug: $slug) {
      title
      casualtyReports(first: 4, after: $after, filter: { harm: $harm }) {
        nodes { slug harm count { label } place { name } }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
`;

/** A user's code around a typed document. */
const PROGRAM = `
import { createClient, type ResultOf, type VariablesOf } from "@conflict-graph/sdk";
import { graphql, settings } from "./setup.ts";

/** True if both are the same type, and neither is \`any\`. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const is = <_Holds extends true>() => {};

const EventClaims = graphql(\`${DOCUMENT}\`);
const client = createClient(settings);
const variables: VariablesOf<typeof EventClaims> = { slug: "${SLUG}", harm: ["KILLED"] };

const { event } = await client.query(EventClaims, variables);
const title = event?.title;
is<Same<typeof title, string | undefined>>();
const data: ResultOf<typeof EventClaims> = { event };

const list = client.connection(EventClaims, variables, ({ event }) => event?.casualtyReports);
const claims = await list.toArray();
const [claim] = claims;
if (!claim) throw new Error("There are claims.");
const { label } = claim.count;
is<Same<typeof label, string>>();
const { place } = claim;
is<Same<typeof place, { name: string } | null>>();

export const wrong = [
  // @ts-expect-error \`slug\` is missing.
  () => client.query(EventClaims),
  // @ts-expect-error No such harm.
  () => client.query(EventClaims, { slug: "${SLUG}", harm: ["DEAD"] }),
  // @ts-expect-error Not selected.
  () => data.event?.slug,
  // @ts-expect-error Not a list.
  () => client.connection(EventClaims, variables, ({ event }) => event?.title),
];
console.log(JSON.stringify([title, claims]));
`;

let service: SeedService;
let server: TestServer;

beforeAll(async () => {
  service = await seedService();
  server = await serverThat(service.app);
});
afterAll(async () => {
  await server.close();
  await service[Symbol.asyncDispose]();
});

/** The path of the package's schema. */
const schemaIn = (project: string) => join(project, "node_modules/@conflict-graph/sdk/schema.graphql");

const compilerOptions = {
  ...{ strict: true, exactOptionalPropertyTypes: true, noEmit: true, allowImportingTsExtensions: true },
  ...{ target: "ES2022", lib: ["ES2022", "DOM"], types: [], module: "nodenext", skipLibCheck: true },
};

async function expectTypedAndRun(project: string): Promise<void> {
  await writeFile(join(project, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["**/*.ts"] }));
  expect(await typeErrorsIn(project)).toEqual([]);
  const { stdout } = await promisify(execFile)(process.execPath, ["program.ts"], { cwd: project });
  type Data = { event: { title: string; casualtyReports: { nodes: unknown[]; pageInfo: { hasNextPage: boolean } } } };
  const variables = { slug: SLUG, harm: ["KILLED"] };
  const { event } = await service.client.query<Data>(DOCUMENT.replace("first: 4", "first: 100"), variables);
  expect(event.casualtyReports.nodes.length).toBeGreaterThan(8);
  expect(JSON.parse(stdout)).toEqual([event.title, event.casualtyReports.nodes]);
}

// Compilers are slow on a busy machine.
describe("typed documents from", { timeout: 120_000 }, () => {
  test("GraphQL Code Generator's client preset, in string mode, fit", async () => {
    const setup = `export { graphql } from "./gql/gql.ts";\nexport const settings = { url: "${server.url}" };\n`;
    const project = await projectOf({ "program.ts": PROGRAM, "setup.ts": setup }, [
      "@graphql-typed-document-node/core",
    ]);
    await generate({
      cwd: project,
      schema: schemaIn(project),
      documents: "program.ts",
      silent: true,
      generates: {
        "gql/": {
          preset,
          presetConfig: { fragmentMasking: false },
          config: { documentMode: "string", useTypeImports: true, importExtension: ".ts", enumType: "string-literal" },
        },
      },
    });
    await expectTypedAndRun(project);
  });

  test("gql.tada fit, and the client prints them", async () => {
    const setup = `
import { print } from "graphql";
export { graphql } from "gql.tada";
export const settings = { url: "${server.url}", print };
`;
    const project = await projectOf({ "program.ts": PROGRAM, "setup.ts": setup }, ["gql.tada", "graphql"]);
    const introspection = introspectionFromSchema(buildSchema(readFileSync(schemaIn(project), "utf8")));
    const types = outputIntrospectionFile(minifyIntrospection(introspection), {
      fileType: ".d.ts",
      shouldPreprocess: true,
    });
    await writeFile(join(project, "introspection.d.ts"), types);
    await expectTypedAndRun(project);
  });
});
