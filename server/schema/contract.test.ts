import { readFileSync } from "node:fs";
import {
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isSpecifiedScalarType,
  lexicographicSortSchema,
  printSchema,
} from "graphql";
import { describe, expect, it } from "vitest";
import { schema } from "./schema.ts";

const committed = readFileSync(new URL("../../schema.graphql", import.meta.url), "utf8");

describe("The schema", () => {
  it("is the one in schema.graphql (if not: npm run codegen)", () => {
    expect(committed).toBe(`${printSchema(lexicographicSortSchema(schema))}\n`);
  });

  it("describes everything in it with more than its name", () => {
    const silent = described().filter(({ name, description }) => {
      const words = new Set((description ?? "").toLowerCase().match(/[a-z]+/g));
      for (const word of name
        .replace(/([a-z])([A-Z])/g, "$1 $2")
        .toLowerCase()
        .match(/[a-z]+/g) ?? [])
        words.delete(word);
      for (const empty of ["the", "a", "an", "of", "this", "its", "is"]) words.delete(empty);
      return words.size < 2;
    });
    expect(silent.map(({ path }) => path)).toEqual([]);
    expect(described().length).toBeGreaterThan(400);
  });

  it("allows one fragment over all search results to select every field that their types share", () => {
    const types = ["Article", "Event", "Actor", "Place", "CasualtyReport"]
      .map((name) => schema.getType(name))
      .filter(isObjectType);
    const shapes = new Map<string, Set<string>>();
    for (const type of types) {
      for (const field of Object.values(type.getFields())) {
        // Objects may differ in type, since their fields are selected separately; leaves and nullability may not.
        const shape = String(field.type).replace(/[A-Z]\w*/, (name) =>
          isObjectType(schema.getType(name)) ? "Object" : name,
        );
        shapes.set(field.name, (shapes.get(field.name) ?? new Set()).add(shape));
      }
    }
    expect([...shapes].filter(([, found]) => found.size > 1).map(([name, found]) => [name, [...found]])).toEqual([]);
  });
});

/** Everything in the schema that can have a description. */
function described(): { path: string; name: string; description: string | null | undefined }[] {
  const things: { path: string; name: string; description: string | null | undefined }[] = [];
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith("__") || isSpecifiedScalarType(type)) continue;
    things.push({ path: type.name, name: type.name, description: type.description });
    if (isEnumType(type))
      things.push(
        ...type.getValues().map(({ name, description }) => ({ path: `${type.name}.${name}`, name, description })),
      );
    if (!isObjectType(type) && !isInterfaceType(type) && !isInputObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      const path = `${type.name}.${field.name}`;
      things.push({ path, name: field.name, description: field.description });
      if ("args" in field)
        things.push(
          ...field.args.map(({ name, description }: { name: string; description?: string | null | undefined }) => ({
            path: `${path}(${name}:)`,
            name,
            description,
          })),
        );
    }
  }
  return things;
}
