import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from "graphql";
import type { Selectable } from "kysely";
import { TABLE_OF, type Tables, type VersionedTable } from "../../store/db/tables.ts";

/** The tables of which only the needed columns are read. */
type TableWithColumns = VersionedTable | "evidence";

/** The columns that a field reads, by table. `own`: of the row that the field belongs to, if it is one. */
export type Reads = { readonly own?: readonly string[] } & {
  readonly [Table in TableWithColumns]?: readonly (keyof Selectable<Tables[Table]>)[];
};

/** The `extensions` of a field, or of a type whose fields read the same. Without them, a field may read anything. */
export const reads = (columns: Reads) => ({ reads: columns });

/** The `extensions` of a type whose fields read no record, except for those that say so. */
export const READS_NO_RECORD = reads({});

/** The `extensions` of a type whose objects are rows of a table. */
export const rowsOf = (table: TableWithColumns) => ({ table });

/**
 * The resolver of a field that depends on some columns of its record alone.
 * @example tags: t.stringList({ …, ...fromColumns<Report>()(["tagsJson"], (report) => [...tagsOf(report)]) })
 */
export const fromColumns =
  <OwnRow>() =>
  <Column extends keyof OwnRow & string, Value>(
    columns: readonly Column[],
    resolve: (row: Pick<OwnRow, Column>) => Value,
  ) => ({ resolve, extensions: reads({ own: columns }) });

/** The columns of each table that an operation reads. Null if any field may read all columns. */
export type ReadColumns = ReadonlyMap<string, readonly string[]> | null;

const known = new WeakMap<GraphQLSchema, WeakMap<OperationDefinitionNode, ReadColumns>>();

export function readColumns(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): ReadColumns {
  const ofSchema = known.get(schema) ?? new WeakMap<OperationDefinitionNode, ReadColumns>();
  known.set(schema, ofSchema);
  const existing = ofSchema.get(operation);
  if (existing !== undefined) return existing;
  const found = findColumns(schema, document, operation);
  ofSchema.set(operation, found);
  return found;
}

function findColumns(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode): ReadColumns {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  const columns = new Map([...Object.values(TABLE_OF), "evidence"].map((table) => [table, new Set<string>()]));
  const visited = new Map<SelectionSetNode, Set<GraphQLObjectType>>();

  const add = (table: string, names: readonly string[]) => {
    for (const name of names) columns.get(table)?.add(name);
  };

  /** @returns false if a field may read anything */
  const visit = (set: SelectionSetNode, type: GraphQLObjectType): boolean => {
    const types = visited.get(set) ?? new Set();
    visited.set(set, types);
    if (types.has(type)) return true;
    types.add(type);
    return set.selections.every((selection) => {
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        const fragment = fragments.get(selection.name.value);
        return !fragment || visit(fragment.selectionSet, type);
      }
      if (selection.kind === Kind.INLINE_FRAGMENT) return visit(selection.selectionSet, type);
      // A field of another type, in a fragment on that type, is not read. Introspection reads no records.
      const field = type.getFields()[selection.name.value];
      if (!field) return true;
      const read = readsOf(type, field);
      if (read === null) return false;
      for (const [table, names] of Object.entries(read)) add(table, names);
      const inner = getNamedType(field.type);
      if (!selection.selectionSet || !isCompositeType(inner)) return true;
      const { selectionSet } = selection;
      const possible = isAbstractType(inner) ? schema.getPossibleTypes(inner) : [inner];
      return possible.every((one) => isObjectType(one) && visit(selectionSet, one));
    });
  };

  const root = schema.getRootType(operation.operation);
  if (!root || !visit(operation.selectionSet, root)) return null;
  return new Map([...columns].map(([table, names]) => [table, [...names].sort()]));
}

/** The columns that a field reads, by table. Null if it may read anything. */
function readsOf(
  type: GraphQLObjectType,
  { extensions }: GraphQLField<unknown, unknown>,
): Readonly<Record<string, readonly string[]>> | null {
  const table = type.extensions.table as TableWithColumns | undefined;
  const property = extensions.pothosExposedField as string | undefined;
  const declared =
    (extensions.reads as Reads | undefined) ??
    (property === undefined ? undefined : { own: [property] }) ??
    (type.extensions.reads as Reads | undefined) ??
    (isPartOfPage(type) ? {} : undefined);
  if (declared === undefined) return null;
  const { own = [], ...others } = declared;
  return table === undefined ? others : { ...others, [table]: [...own, ...(others[table] ?? [])] };
}

/** Connections, edges and the information about a page have only the rows of the page. */
const isPartOfPage = ({ name }: GraphQLObjectType): boolean => /(Connection|Edge|PageInfo)$/.test(name);
