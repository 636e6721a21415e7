import { describe, expect, it } from "vitest";
import type { Context } from "./context.ts";
import { nearestView, noViews, setView } from "./views.ts";

interface Path {
  readonly prev: Path | undefined;
  readonly key: string | number;
  readonly typename: undefined;
}

/** A path made of keys. The objects of the path are new each time, as with some executors. */
const path = (...keys: (string | number)[]): Path => {
  const built = keys.reduce<Path | undefined>((prev, key) => ({ prev, key, typename: undefined }), undefined);
  if (!built) throw new Error("A path has at least one key.");
  return built;
};

// Only the identity of the contexts matters here.
const [outer, inner] = [{}, {}] as [Context, Context];

describe("A view", () => {
  it("applies to its field and everything below the field, and to nothing beside or above the field", () => {
    const views = noViews();
    setView(views, path("changes", "nodes", 1, "record"), outer);
    expect(nearestView(views, path("changes", "nodes", 1, "record"))).toBe(outer);
    expect(nearestView(views, path("changes", "nodes", 1, "record", "event", "title"))).toBe(outer);
    for (const other of [["changes"], ["changes", "nodes", 1], ["changes", "nodes", 0, "record"], ["record"]])
      expect(nearestView(views, path(...other))).toBeNull();
  });

  it("is overridden by a nearer view", () => {
    const views = noViews();
    setView(views, path("a"), outer);
    setView(views, path("a", 3, "record"), inner);
    expect(nearestView(views, path("a", 3, "record", "slug"))).toBe(inner);
    expect(nearestView(views, path("a", 4, "record", "slug"))).toBe(outer);
  });

  it("removes the views below the view that it replaces", () => {
    const views = noViews();
    setView(views, path("a"), outer);
    setView(views, path("a", "record"), outer);
    setView(views, path("a"), inner);
    expect(nearestView(views, path("a", "record"))).toBe(inner);
    expect(views.children.get("a")?.children.size).toBe(0);
  });
});
