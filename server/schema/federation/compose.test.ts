import { readFileSync } from "node:fs";
import { composeServices } from "@apollo/composition";
import { composeServices as composeByGuild, composeSchemaContract } from "@theguild/federation-composition";
import { buildSchema, parse } from "graphql";
import { describe, expect, it } from "vitest";
import { OPERATORS } from "../builder/extensions.ts";
import { schema } from "../schema.ts";
import { subgraphSdl } from "./sdl.ts";
import { type SubgraphOptions, subgraphOf } from "./subgraph.ts";

const neighbour = (name: string) => ({
  name,
  typeDefs: parse(readFileSync(new URL(`../../examples/federation/${name}.graphql`, import.meta.url), "utf8")),
});

const own = (options?: SubgraphOptions) => ({
  name: "conflictGraph",
  typeDefs: parse(subgraphOf(schema, options).sdl),
});

type Composed = {
  readonly supergraphSdl?: string | undefined;
  readonly errors?: readonly { message: string }[] | undefined;
};

const COMPOSERS: readonly (readonly [string, (services: ReturnType<typeof neighbour>[]) => Composed])[] = [
  ["Apollo's composition", (services) => composeServices(services)],
  ["The Guild's composition", (services) => composeByGuild(services)],
];

const RENAMES = [
  "Event=ConflictEvent",
  "Article=ConflictArticle",
  "Query.search=conflictSearch",
  "Query.events=conflictEvents",
];

describe.each(COMPOSERS)("The subgraph in %s", (_name, compose) => {
  const errorsOf = (...services: ReturnType<typeof neighbour>[]) =>
    compose(services).errors?.map(({ message }) => message) ?? [];

  it("composes with a neighbour that extends our entities by @requires, without its Relay node and without ours", () => {
    const { supergraphSdl = "", errors } = compose([own(), neighbour("readingLists")]);
    expect(errors ?? []).toEqual([]);
    expect(supergraphSdl).toMatch(/minutesToRead: Int *@join__field\(graph: READING_?LISTS, requires: "text"\)/);
  });

  it("composes without the security directives", () => {
    const { supergraphSdl } = compose([own({ security: false })]);
    expect(supergraphSdl).toContain("@tag");
    expect(supergraphSdl).not.toMatch(/@authenticated|@requiresScopes/);
  });

  it("composes with a neighbour that uses the same names, but only after renaming", () => {
    expect(errorsOf(own({ renames: RENAMES }), neighbour("calendar"))).toEqual([]);
    const clashes = errorsOf(own(), neighbour("calendar")).join("\n");
    for (const clash of ["Query.events", "Query.search", "Event.title"]) expect(clashes).toContain(clash);
  });
});

describe("The subgraph's SDL", () => {
  const { sdl } = subgraphOf(schema);

  it("names the keys of our entities, and says when the answer is null", () => {
    expect(sdl).toContain(
      'type Actor implements Node @key(fields: "id") @key(fields: "wikidataId") @key(fields: "isoAlpha2") @key(fields: "isoAlpha3") {',
    );
    expect(sdl).toContain('type Article implements Node @key(fields: "id") @key(fields: "url") {');
    expect(sdl).toMatch(/if the key is null\. Also null if several records have the same key/);
  });

  it("leaves out fields that every subgraph has, and fields that two subgraphs cannot have", () => {
    const { definitions } = parse(sdl);
    const query = definitions.find((node) => "name" in node && node.name?.value === "Query");
    const fields = (query as unknown as { fields: { name: { value: string } }[] }).fields.map(({ name }) => name.value);
    expect(fields).toContain("casualtyReports");
    for (const left of ["node", "nodes", "_entities", "_service"]) expect(fields).not.toContain(left);
    expect(sdl).not.toMatch(/_Any|_Entity|_Service/);
  });

  it("shares value types, and no other types", () => {
    const shared = [...sdl.matchAll(/^type (\w+) @shareable/gm)].map(([, name]) => name);
    expect(shared).toEqual(expect.arrayContaining(["PageInfo", "Count", "ImpreciseTime", "Coordinates", "Name"]));
    for (const own of ["Tombstone", "Source", "Toll", "Evidence", "Query"]) expect(shared).not.toContain(own);
  });

  it("tags the fields that readers do not need, so that a gateway's owner can hide them", () => {
    const service = { ...own(), url: "http://localhost" };
    const { publicSdl = "" } = composeSchemaContract(
      [service],
      { include: new Set(), exclude: new Set([OPERATORS]) },
      true,
    ) as {
      publicSdl?: string;
    };
    const fields = Object.keys(buildSchema(publicSdl).getQueryType()?.getFields() ?? {});
    expect(fields).toContain("casualtyReports");
    expect(fields).not.toContain("changes");
    expect(fields).not.toContain("dataRevision");
  });
});

describe("Security directives", () => {
  const guarded = buildSchema("type Query { open: Int, queue: [Int] } type Mutation { withdraw(id: ID!): Int }");
  const mark = (field: { extensions?: object } | undefined, extensions: object) =>
    Object.assign(field ?? {}, { extensions });
  mark(guarded.getMutationType()?.getFields().withdraw, { scopes: [["admin"]] });
  mark(guarded.getQueryType()?.getFields().queue, { scopes: [["review"], ["admin"]] });

  it("follow the scopes of a field at its definition", () => {
    const sdl = subgraphSdl(guarded, { keys: new Map(), security: true });
    expect(sdl).toContain(
      'withdraw(id: ID!): Int @authenticated @requiresScopes(scopes: [["admin"]]) @tag(name: "operators")',
    );
    expect(sdl).toContain('queue: [Int] @authenticated @requiresScopes(scopes: [["review"], ["admin"]])');
    expect(sdl).toMatch(/ open: Int\n/);
    expect(sdl).toContain('import: ["@authenticated","@requiresScopes","@tag"]');
    for (const [, compose] of COMPOSERS) {
      const { supergraphSdl = "", errors } = compose([{ name: "guarded", typeDefs: parse(sdl) }]);
      expect(errors ?? []).toEqual([]);
      expect(supergraphSdl).toMatch(/withdraw.*@requiresScopes\(scopes: \[\["admin"\]\]\)/);
    }
  });

  it("compose with our own `Scope`, which is a different type", () => {
    const copy = subgraphOf(schema).schema;
    mark(copy.getQueryType()?.getFields().dataRevision, { scopes: [["admin"]] });
    const typeDefs = parse(subgraphSdl(copy, { keys: new Map(), security: true }));
    for (const [, compose] of COMPOSERS)
      expect(compose([{ name: "own", typeDefs }]).errors?.map(({ message }) => message) ?? []).toEqual([]);
  });

  it("are left out for gateways that refuse them; the tags stay", () => {
    const sdl = subgraphSdl(guarded, { keys: new Map(), security: false });
    expect(sdl).toContain('withdraw(id: ID!): Int @tag(name: "operators")');
    expect(sdl).not.toMatch(/@authenticated|@requiresScopes/);
  });
});
