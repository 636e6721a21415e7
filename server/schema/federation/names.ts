import { type GraphQLSchema, isIntrospectionType, isObjectType, isSpecifiedScalarType } from "graphql";
import { ExpectedError } from "../../domain/errors.ts";
import { nearest } from "../../domain/nearest.ts";

/** The names of types and root fields in the subgraph. Default: their own names. */
export interface Names {
  readonly type: (name: string) => string;
  /** @param type the type's name in the plain schema */
  readonly field: (type: string, field: string) => string;
}

/** Lists all names that the subgraph cannot have. */
export class RenameError extends ExpectedError {
  override name = "RenameError";
  override readonly exitCode = 2;
  constructor(faults: readonly string[]) {
    super(`The subgraph cannot have these names:\n${faults.map((fault) => `  ${fault}`).join("\n")}`);
  }
}

const RENAME = /^(?:(?<type>\w+)|(?<root>\w+)\.(?<field>\w+))=(?<to>\w+)$/;
const NAME = /^(?!__)[A-Za-z]\w*$/;

/**
 * Reads renames such as `Event=ConflictEvent` and `Query.search=conflictSearch`. The page types of a list are renamed too:
 * `EventConnection` and `EventEdge` become `ConflictEventConnection` and `ConflictEventEdge`.
 * @throws RenameError for a name that is not in the schema, is not valid, or is taken
 */
export function namesOf(schema: GraphQLSchema, renames: readonly string[]): Names {
  const faults: string[] = [];
  const types = new Map<string, string>();
  const fields = new Map<string, string>();
  const [typeNames, fieldNames] = [typesOf(schema), rootFieldsOf(schema)];
  for (const rename of renames) {
    const { type, root, field, to = "" } = RENAME.exec(rename)?.groups ?? {};
    const from = type ?? `${root}.${field}`;
    const [known, taken, what] = type ? [typeNames, types, "type"] : [fieldNames, fields, "root field"];
    if (!NAME.test(to))
      faults.push(
        `“${rename}” is not a rename; it takes a form such as Event=ConflictEvent or Query.search=conflictSearch`,
      );
    else if (!known.includes(from)) {
      const meant = nearest(from, known);
      faults.push(`“${rename}”: there is no ${what} ${from} to rename${meant ? `; did you mean ${meant}?` : ""}`);
    } else if (taken.has(from)) faults.push(`“${rename}”: ${from} is already renamed to ${taken.get(from)}`);
    else taken.set(from, to);
  }
  for (const [from, to] of [...types])
    for (const page of ["Connection", "Edge"])
      if (typeNames.includes(from + page) && !types.has(from + page)) types.set(from + page, to + page);

  const names: Names = {
    type: (name) => types.get(name) ?? name,
    field: (type, field) => fields.get(`${type}.${field}`) ?? field,
  };
  faults.push(
    ...clashes(allTypesOf(schema), names.type),
    ...clashes(fieldNames, (path) =>
      path.replace(/\.(\w+)$/, (_, field) => `.${names.field(path.split(".")[0] ?? "", field)}`),
    ),
  );
  if (faults.length > 0) throw new RenameError(faults);
  return names;
}

const clashes = (all: readonly string[], renamed: (name: string) => string): string[] =>
  [...Map.groupBy(all, renamed)]
    .filter(([, of]) => of.length > 1)
    .map(([name, of]) => `${of.join(" and ")} would both be called ${name}; choose another name`);

const rootsOf = (schema: GraphQLSchema) =>
  [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].filter(isObjectType);

const allTypesOf = (schema: GraphQLSchema): string[] => Object.keys(schema.getTypeMap());

/** The types that can be renamed. Federation relies on the names of the root types, and GraphQL on its own type names. */
const typesOf = (schema: GraphQLSchema): string[] =>
  Object.values(schema.getTypeMap())
    .filter(
      (type) =>
        !isIntrospectionType(type) && !isSpecifiedScalarType(type) && !rootsOf(schema).some((root) => root === type),
    )
    .map(({ name }) => name);

const rootFieldsOf = (schema: GraphQLSchema): string[] =>
  rootsOf(schema).flatMap((root) => Object.keys(root.getFields()).map((field) => `${root.name}.${field}`));
