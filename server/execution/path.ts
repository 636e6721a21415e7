import type { GraphQLResolveInfo } from "graphql";

type Path = GraphQLResolveInfo["path"];

/**
 * Where the objects of one step of an execution are in the answer. All objects are in the same field, but may belong to
 * different parents. Paths are made only when a resolver or an error needs them.
 */
export interface Level {
  /** The level of the parents; null for the root. */
  readonly above: Level | null;
  /** The key of the field in the answer; null if this level consists of the items of the lists in the level above. */
  readonly key: string | null;
  /** The type of the parents; undefined if the level consists of items. */
  readonly typename: string | undefined;
  /** For each object, the index of its parent in the level above. Null if it is the same. */
  readonly origins: readonly number[] | null;
  /** For each object, its index in its list, if the level consists of items. */
  readonly indexes: readonly number[] | null;
}

export const ROOT: Level = { above: null, key: null, typename: undefined, origins: null, indexes: null };

/** The path of an object. Undefined for the root. */
export function pathTo(level: Level, at: number): Path | undefined {
  const { above, key, typename, origins, indexes } = level;
  if (above === null) return undefined;
  const prev = pathTo(above, origins === null ? at : (origins[at] as number));
  if (indexes !== null) return { prev, key: indexes[at] as number, typename };
  return key === null ? prev : { prev, key, typename };
}

/** The path as an error shows it. */
export function keysOf(path: Path | undefined): (string | number)[] {
  const keys: (string | number)[] = [];
  for (let at = path; at; at = at.prev) keys.push(at.key);
  return keys.reverse();
}
