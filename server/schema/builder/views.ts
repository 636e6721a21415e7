import type { GraphQLResolveInfo } from "graphql";

type Path = GraphQLResolveInfo["path"];

/** A place in the answer: a field, or an item of its list. */
export type Place = Pick<GraphQLResolveInfo, "path">;

/** The item of a field's list with this index. */
export const itemOf = ({ path }: Place, index: number): Place => ({
  path: { prev: path, key: index, typename: undefined },
});

/**
 * The parts of an answer that have their own context, as a tree of the keys in field paths. Keys identify a path, because
 * not every executor reuses the objects of a path.
 */
export interface Views<Context> {
  context: Context | null;
  readonly children: Map<string | number, Views<Context>>;
}

export const noViews = <Context>(): Views<Context> => ({ context: null, children: new Map() });

/** Sets the context of a field and of everything below it. Replaces the contexts that an earlier answer left there. */
export function setView<Context>(views: Views<Context>, path: Path, context: Context): void {
  const place = placeOf(views, path);
  place.context = context;
  place.children.clear();
}

/** Forgets all contexts, with everything that they have loaded. */
export const clearViews = <Context>(views: Views<Context>): void => views.children.clear();

function placeOf<Context>(views: Views<Context>, path: Path | undefined): Views<Context> {
  if (path === undefined) return views;
  const { children } = placeOf(views, path.prev);
  const known = children.get(path.key);
  if (known) return known;
  const made = noViews<Context>();
  children.set(path.key, made);
  return made;
}

/** The context of this field, or of the nearest field above it that has one. Null if none has. */
export function nearestView<Context>(views: Views<Context>, path: Path): Context | null {
  const keys: (string | number)[] = [];
  for (let at: Path | undefined = path; at; at = at.prev) keys.push(at.key);
  let nearest: Context | null = null;
  let place: Views<Context> | undefined = views;
  for (let key = keys.pop(); key !== undefined && place; key = keys.pop()) {
    place = place.children.get(key);
    nearest = place?.context ?? nearest;
  }
  return nearest;
}
