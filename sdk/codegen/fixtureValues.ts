import {
  type GraphQLObjectType,
  isCompositeType,
  isEnumType,
  isListType,
  isNonNullType,
  type SelectionSetNode,
} from "graphql";
import { collectFields, type SelectedField } from "./collectFields.ts";
import { objectType, possibleTypes, type ResultContext } from "./selectionTypes.ts";

/** JSON values by scalar (`DateTime`) or by field (`Article.language`). */
export type Examples = Readonly<Record<string, unknown>>;

export interface FixtureContext extends ResultContext {
  readonly examples: Examples;
  /** The names of the fragments that get a fixture. */
  readonly withFixture: ReadonlySet<string>;
}

/** The constants for slugs in a fixture's function, and the type of record that each is for. */
export type Slugs = Map<string, string>;

const BUILT_IN: Examples = { Boolean: false, Float: 0, Int: 0 };

/** `anEvent` for `EventFields`, `anEventRef` for `EventRef`. */
export const fixtureName = (fragment: string): string =>
  `${/^[AEIOU]/.test(fragment) ? "an" : "a"}${fragment.replace(/Fields$/, "")}`;

/** @param path the fields from the fixture to this object */
export function printValues(
  type: GraphQLObjectType,
  selections: readonly SelectionSetNode[],
  path: readonly string[],
  slugs: Slugs,
  context: FixtureContext,
): string {
  const fields = collectFields(type, selections, context);
  const slug = fields.some(({ field }) => field?.name === "slug" || field?.name === "id") ? slugConstant(path) : null;
  if (slug) slugs.set(slug, kebabCase(type.name));
  const indent = "  ".repeat(path.length + 2);
  return fields
    .map((field) => {
      const value = printValue(type, field, [...path, field.name], slug, slugs, context);
      return `${indent}${value === field.name ? value : `${field.name}: ${value}`},\n`;
    })
    .join("");
}

function printValue(
  type: GraphQLObjectType,
  { field, selections }: SelectedField,
  path: readonly string[],
  slug: string | null,
  slugs: Slugs,
  context: FixtureContext,
): string {
  if (!field) return JSON.stringify(type.name);
  if (!isNonNullType(field.type)) return "null";
  const example = exampleOf(type, field.name, context);
  if (example !== undefined) return JSON.stringify(example);
  const present = field.type.ofType;
  if (isListType(present)) return "[]";
  if (isEnumType(present)) return JSON.stringify(present.getValues()[0]?.name);
  if (isCompositeType(present)) {
    const [member] = possibleTypes(present, context);
    return member ? printObject(member, selections, path, slugs, context) : "null";
  }
  if (field.name === "id") return `globalId("${type.name}", ${slug})`;
  const value = context.examples[present.name] ?? BUILT_IN[present.name];
  if (value !== undefined) return JSON.stringify(value);
  if (present.name === "String" || present.name === "ID") return slug ?? JSON.stringify(kebabCase(type.name));
  throw new Error(
    `The scalar ${present.name} has no example. Add one to \`examples\` in codegen.ts, such as ${present.name}: "…".`,
  );
}

const exampleOf = (type: GraphQLObjectType, field: string, { examples }: FixtureContext): unknown =>
  [type, ...type.getInterfaces()].map(({ name }) => examples[`${name}.${field}`]).find((value) => value !== undefined);

function printObject(
  type: GraphQLObjectType,
  selections: readonly SelectionSetNode[],
  path: readonly string[],
  slugs: Slugs,
  context: FixtureContext,
): string {
  const known = objectType(type, selections, context);
  if (known.kind === "name" && context.withFixture.has(known.name)) return `${fixtureName(known.name)}()`;
  return `{\n${printValues(type, selections, path, slugs, context)}${"  ".repeat(path.length + 1)}}`;
}

/** `slug` for the fixture itself, `partOfSlug` for the record in its field `partOf`. */
const slugConstant = (path: readonly string[]): string =>
  [...path, "slug"].map((name, index) => (index === 0 ? name : name.charAt(0).toUpperCase() + name.slice(1))).join("");

/** `casualty-report` for `CasualtyReport`. */
const kebabCase = (name: string): string => name.replace(/(?<=[a-z0-9])(?=[A-Z])/g, "-").toLowerCase();
