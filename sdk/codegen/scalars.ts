import type { GraphQLScalarType } from "graphql";
import { name, type Type } from "./typescript.ts";

/** The TypeScript type of each scalar, as JSON has its values. */
export type ScalarTypes = Readonly<Record<string, string>>;

const BUILT_IN: ScalarTypes = { Boolean: "boolean", Float: "number", ID: "string", Int: "number", String: "string" };

/** A new scalar stops here instead of becoming `unknown`. */
export function scalarType(scalar: GraphQLScalarType, scalars: ScalarTypes): Type {
  const type = scalars[scalar.name] ?? BUILT_IN[scalar.name];
  if (type !== undefined) return name(type);
  throw new Error(
    `The scalar ${scalar.name} has no TypeScript type: name one under \`scalars\` in codegen.ts, as in ${scalar.name}: "string".`,
  );
}
