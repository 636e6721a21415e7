import type { GraphQLScalarType } from "graphql";
import { name, type Type } from "./typescript.ts";

/** The TypeScript type of each scalar in JSON. */
export type ScalarTypes = Readonly<Record<string, string>>;

const BUILT_IN: ScalarTypes = { Boolean: "boolean", Float: "number", ID: "string", Int: "number", String: "string" };

export function scalarType(scalar: GraphQLScalarType, scalars: ScalarTypes): Type {
  const type = scalars[scalar.name] ?? BUILT_IN[scalar.name];
  if (type !== undefined) return name(type);
  throw new Error(
    `The scalar ${scalar.name} has no TypeScript type. Add one to \`scalars\` in codegen.ts, such as ${scalar.name}: "string".`,
  );
}
