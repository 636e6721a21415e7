import { readdirSync, readFileSync } from "node:fs";
import { buildSchema, type DocumentNode, execute, extendSchema, type GraphQLTypeResolver, Kind, parse } from "graphql";
import { describe, expect, test } from "vitest";
import { parseGlobalId } from "../../server/schema/builder/globalId.ts";
import { plugin } from "../codegen/plugins/fixtures.ts";
import * as fixtures from "../src/generated/fixtures.ts";

const sdk = new URL("..", import.meta.url);
const schema = buildSchema(readFileSync(new URL("../schema.graphql", sdk), "utf8"));
const files = readdirSync(new URL("operations", sdk));
const shipped = parse(files.map((file) => readFileSync(new URL(`operations/${file}`, sdk), "utf8")).join("\n"));
const fragments = shipped.definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION);

/** The fixtures by fragment: `anEvent` for `EventFields`, `anEventRef` for `EventRef`. */
const byFragment = new Map<string, () => object>(
  fragments.flatMap(({ name }) => {
    const base = name.value.replace(/Fields$/, "");
    return Object.entries(fixtures)
      .filter(([made]) => made === `a${base}` || made === `an${base}`)
      .map(([, make]) => [name.value, make] as const);
  }),
);

test("there is a fixture for every fragment with one type", () => {
  expect([...byFragment.values()].toSorted()).toEqual(Object.values(fixtures).toSorted());
  expect(fragments.map(({ name }) => name.value).filter((name) => !byFragment.has(name))).toEqual(["RecordFields"]);
});

test.each(fragments.filter(({ name }) => byFragment.has(name.value)))(
  "$name.value: the fixture is just what a service would answer",
  ({ name: { value }, typeCondition }) => {
    const fixture = byFragment.get(value)?.();
    expect(answered(fixture, value, typeCondition.name.value)).toEqual(fixture);
  },
);

test("the check finds missing fields, extra fields and wrong values", () => {
  const { note, ...lacking } = fixtures.anActor();
  const answer = (actor: object) => answered(actor, "ActorFields", "Actor");
  expect(note).toBeNull();
  expect(answer(lacking)).not.toEqual(lacking);
  const actor = fixtures.anActor();
  expect(answer({ ...actor, age: 1 })).not.toEqual({ ...actor, age: 1 });
  expect(() => answer({ ...actor, kind: "GHOST" })).toThrow('Enum "ActorKind" cannot represent value: "GHOST"');
});

describe("a fixture of a record", () => {
  test.each([
    ["Actor", fixtures.anActor],
    ["Article", fixtures.anArticle],
    ["CasualtyReport", fixtures.aCasualtyReport],
    ["Event", fixtures.anEvent],
    ["Place", fixtures.aPlace],
  ] as const)("has a new slug at each call, and the global id for it: %s", (type, make) => {
    const [one, other] = [make(), make()];
    expect(one.slug).not.toBe(other.slug);
    for (const { id, slug } of [one, other])
      expect(parseGlobalId(id)).toEqual({ typename: type, id: slug, revision: null });
  });

  test("takes overrides, and has the id for a given slug", () => {
    const event = fixtures.anEventRef({ title: "Clash, Terter, 28 September 2020" });
    const report = fixtures.aCasualtyReport({ slug: "two-killed", harm: "KILLED", event });
    expect(report).toMatchObject({ slug: "two-killed", harm: "KILLED", event });
    expect(parseGlobalId(report.id)?.id).toBe("two-killed");
  });
});

test("a record inside a fixture has its own slug, and uses the fixture of its fragment", async () => {
  const small = buildSchema(`
    interface Named { id: ID! slug: String! at: Stamp! }
    type Team implements Named { id: ID! slug: String! at: Stamp! lead: Person! home: Place! note: Int }
    type Person implements Named { id: ID! slug: String! at: Stamp! name: String! team: Team! }
    type Place { latitude: Float! kind: Kind! }
    enum Kind { TOWN HILL }
    scalar Stamp
    type Query { team: Team }
  `);
  const document = parse(`
    query Q { team { ...TeamFields } }
    fragment TeamFields on Team { slug at lead { id slug called: name } home { latitude kind } second: lead { ...PersonRef } note }
    fragment PersonRef on Person { ...Any name }
    fragment Any on Named { key: slug id }
  `);
  const config = { scalars: { Stamp: "number" }, examples: { Stamp: 5, "Named.at": 6, "Place.kind": "HILL" } };
  const made = plugin(small, [{ document }], config);
  expect(
    made.slice(made.indexOf("export function aTeam")),
  ).toBe(`export function aTeam(overrides: Partial<types.TeamFields> = {}): types.TeamFields {
  const { slug = nextSlug("team") } = overrides;
  const leadSlug = nextSlug("person");
  return {
    slug,
    at: 6,
    lead: {
      id: globalId("Person", leadSlug),
      slug: leadSlug,
      called: leadSlug,
    },
    home: {
      latitude: 0,
      kind: "HILL",
    },
    second: aPersonRef(),
    note: null,
    ...overrides,
  };
}
`);
  expect(made).toContain(`export function anAny(overrides: Partial<types.Any> = {}): types.Any {
  const slug = nextSlug("team");
  return {
    key: slug,`);
});

describe("the plugin fails with an error that says what to do for", () => {
  const small = buildSchema("scalar Stamp type Query { query: Query! stamp: Stamp! }");
  const document = parse("query Q { query { ...Stamped } } fragment Stamped on Query { stamp }");
  const scalars = { Stamp: "number" };

  test("a scalar without an example", () => {
    expect(() => plugin(small, [{ document }], { scalars })).toThrow(
      'The scalar Stamp has no example. Add one to `examples` in codegen.ts, such as Stamp: "…".',
    );
  });

  test.each(["Stamps", "Query.stamps", "Query"])("an example that is not in the schema: %s", (name) => {
    expect(() => plugin(small, [{ document }], { scalars, examples: { Stamp: 1, [name]: 1 } })).toThrow(
      `codegen.ts has an example for ${name}, which is not in the schema`,
    );
  });
});

/** Executes a fragment on an object. @throws GraphQLError if the object does not fit the schema */
function answered(value: object | undefined, fragment: string, type: string): unknown {
  const asking = extendSchema(schema, parse(`extend type Query { fixture: ${type} }`));
  const document: DocumentNode = {
    ...shipped,
    definitions: [
      ...fragments,
      ...parse(`query Fixture { fixture { ...${fragment} } }`, { noLocation: true }).definitions,
    ],
  };
  const typeResolver: GraphQLTypeResolver<unknown, unknown> = (_value, _context, _info, type) =>
    asking.getPossibleTypes(type)[0]?.name;
  const result = execute({ schema: asking, document, rootValue: { fixture: value }, typeResolver });
  if ("then" in result) throw new Error("Nothing here is to be waited for.");
  if (result.errors) throw result.errors[0];
  return result.data?.fixture;
}
