import type { GraphQLResolveInfo } from "graphql";
import type { Context } from "./context.ts";

type Path = GraphQLResolveInfo["path"];

/**
 * Which parts of an answer are read with a context of their own, by their paths in it: a tree of the paths' keys. Kept by
 * key, because not every executor keeps the objects that paths are made of.
 */
export interface Views {
  context: Context | null;
  readonly beneath: Map<string | number, Views>;
}

export const noViews = (): Views => ({ context: null, beneath: new Map() });

/** Gives a field, and all beneath it, a context. What an earlier answer left there is gone. */
export function setView(views: Views, path: Path, context: Context): void {
  const place = placeOf(views, path);
  place.context = context;
  place.beneath.clear();
}

function placeOf(views: Views, path: Path | undefined): Views {
  if (path === undefined) return views;
  const { beneath } = placeOf(views, path.prev);
  const known = beneath.get(path.key);
  if (known) return known;
  const made = noViews();
  beneath.set(path.key, made);
  return made;
}

/** The context of the nearest field above that has one, or of this field itself; null where none has. */
export function nearestView(views: Views, path: Path): Context | null {
  const keys: (string | number)[] = [];
  for (let at: Path | undefined = path; at; at = at.prev) keys.push(at.key);
  let nearest: Context | null = null;
  let place: Views | undefined = views;
  for (let key = keys.pop(); key !== undefined && place; key = keys.pop()) {
    place = place.beneath.get(key);
    nearest = place?.context ?? nearest;
  }
  return nearest;
}
