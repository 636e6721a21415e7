import {
  type GraphQLObjectType,
  isCompositeType,
  isEnumType,
  isListType,
  isNonNullType,
  type SelectionSetNode,
} from "graphql";
import { fieldsOf, type SelectedField } from "./fields.ts";
import { objectType, objectTypes, type ResultSource } from "./selections.ts";

/** Values of scalars (`DateTime`), and of fields whose default would be none (`Article.language`), as JSON has them. */
export type Examples = Readonly<Record<string, unknown>>;

export interface FixtureSource extends ResultSource {
  readonly examples: Examples;
  /** The fragments of which there are fixtures. */
  readonly made: ReadonlySet<string>;
}

/** What a fixture's function has worked out before it makes its object: each slug's constant, and the type that it is of. */
export type Slugs = Map<string, string>;

const BUILT_IN: Examples = { Boolean: false, Float: 0, Int: 0 };

/** `anEvent` for `EventFields`, `anEventRef` for `EventRef`. */
export const fixtureName = (fragment: string): string =>
  `${/^[AEIOU]/.test(fragment) ? "an" : "a"}${fragment.replace(/Fields$/, "")}`;

/** The properties of an object, a line for each. `path` leads to it from the fixture. */
export function printValues(
  type: GraphQLObjectType,
  selections: readonly SelectionSetNode[],
  path: readonly string[],
  slugs: Slugs,
  source: FixtureSource,
): string {
  const fields = fieldsOf(type, selections, source);
  const slug = fields.some(({ field }) => field?.name === "slug" || field?.name === "id") ? slugConstant(path) : null;
  if (slug) slugs.set(slug, slugForm(type.name));
  const indent = "  ".repeat(path.length + 2);
  return fields
    .map((field) => {
      const value = printValue(type, field, [...path, field.name], slug, slugs, source);
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
  source: FixtureSource,
): string {
  if (!field) return JSON.stringify(type.name);
  if (!isNonNullType(field.type)) return "null";
  const example = exampleOf(type, field.name, source);
  if (example !== undefined) return JSON.stringify(example);
  const present = field.type.ofType;
  if (isListType(present)) return "[]";
  if (isEnumType(present)) return JSON.stringify(present.getValues()[0]?.name);
  if (isCompositeType(present)) {
    const [member] = objectTypes(present, source);
    return member ? printObject(member, selections, path, slugs, source) : "null";
  }
  if (field.name === "id") return `globalId("${type.name}", ${slug})`;
  const value = source.examples[present.name] ?? BUILT_IN[present.name];
  if (value !== undefined) return JSON.stringify(value);
  if (present.name === "String" || present.name === "ID") return slug ?? JSON.stringify(slugForm(type.name));
  throw new Error(
    `The scalar ${present.name} has no example: name one under \`examples\` in codegen.ts, as in ${present.name}: "…".`,
  );
}

const exampleOf = (type: GraphQLObjectType, field: string, { examples }: FixtureSource): unknown =>
  [type, ...type.getInterfaces()].map(({ name }) => examples[`${name}.${field}`]).find((value) => value !== undefined);

function printObject(
  type: GraphQLObjectType,
  selections: readonly SelectionSetNode[],
  path: readonly string[],
  slugs: Slugs,
  source: FixtureSource,
): string {
  const known = objectType(type, selections, source);
  if (known.kind === "name" && source.made.has(known.name)) return `${fixtureName(known.name)}()`;
  return `{\n${printValues(type, selections, path, slugs, source)}${"  ".repeat(path.length + 1)}}`;
}

/** `slug` for the fixture itself, `partOfSlug` for what it has as `partOf`. */
const slugConstant = (path: readonly string[]): string =>
  [...path, "slug"].map((name, index) => (index === 0 ? name : name.charAt(0).toUpperCase() + name.slice(1))).join("");

/** `casualty-report` for `CasualtyReport`. */
const slugForm = (name: string): string => name.replace(/(?<=[a-z0-9])(?=[A-Z])/g, "-").toLowerCase();
