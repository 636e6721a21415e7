import { type OperationDefinitionNode, parse } from "graphql";
import { describe, expect, it } from "vitest";
import { DEFAULT_LIMITS } from "../../config/limits.ts";
import { encodeGlobalId } from "../../schema/builder/globalId.ts";
import { subgraphOf } from "../../schema/federation/subgraph.ts";
import { schema } from "../../schema/schema.ts";
import { costOf } from "./cost.ts";

const subgraph = subgraphOf(schema).schema;
const [NOW, THEN] = [encodeGlobalId("Event", "fighting"), encodeGlobalId("Event", "fighting", 1)];

function grows(query: string, variables: Record<string, unknown> = {}, of = schema): boolean {
  const document = parse(query);
  const [operation] = document.definitions as OperationDefinitionNode[];
  if (!operation) throw new Error("The document has no operation.");
  return costOf(of, document, operation, variables, { limits: DEFAULT_LIMITS, isLarge: true }).grows;
}

describe("Work that grows with the database", () => {
  it.each([
    ['{ event(slug: "fighting", recordedAsOf: 1) { title } }'],
    [`{ event(id: "${THEN}") { title } }`],
    [`{ node(id: "${THEN}") { id } }`],
    [`{ nodes(ids: ["${NOW}", "${THEN}"]) { id } }`],
  ])("includes reading an earlier state: %s", (query) => expect(grows(query)).toBe(true));

  it("includes reading an earlier state by an id in a variable or in a representation", () => {
    expect(grows("query ($id: ID!) { node(id: $id) { id } }", { id: THEN })).toBe(true);
    const entities = "query ($r: [_Any!]!) { _entities(representations: $r) { ... on Event { title } } }";
    const by = (id: string) => ({
      r: [
        { __typename: "Event", id: NOW },
        { __typename: "Event", id },
      ],
    });
    expect(grows(entities, by(THEN), subgraph)).toBe(true);
    expect(grows(entities, by(NOW), subgraph)).toBe(false);
  });

  it.each([
    [`{ event(id: "${NOW}") { title } }`],
    ['{ event(slug: "fighting") { title } }'],
    [`{ nodes(ids: ["${NOW}"]) { id } }`],
    ['{ node(id: "unknown") { id } }'],
  ])("does not include reading the newest state of a record: %s", (query) => expect(grows(query)).toBe(false));
});
