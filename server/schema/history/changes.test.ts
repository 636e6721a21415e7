import { describe, expect, it } from "vitest";
import {
  changelogBreakingChanges,
  changesSinceRelease,
  compareWithChangelog,
  schemaChanges,
} from "../../testing/schemaChanges.ts";

const BEFORE = `
  type Query { article(id: ID, slug: String): Article harm: Harm filtered(by: Filter): Int }
  type Article { id: ID! title: String! note: String tags: [String!]! }
  type Gone { id: ID! }
  enum Harm { KILLED WOUNDED }
  input Filter { harm: Harm }
  union Record = Article | Gone
`;
const changed = async (from: string, to: string) => schemaChanges(BEFORE, BEFORE.replace(from, to));

describe("A change of the schema that breaks clients is named:", () => {
  it.each([
    ["a field that is gone", "title: String! ", "", ["Article.title"]],
    ["a field that may be null", "title: String!", "title: String", ["Article.title"]],
    ["a field of another type", "note: String", "note: Int", ["Article.note"]],
    ["a value of an enum that is gone", "KILLED WOUNDED", "KILLED", ["Harm.WOUNDED"]],
    ["an argument that must be given", "slug: String", "slug: String!", ["Query.article.slug"]],
    ["a new argument that must be given", "slug: String", "slug: String, corpus: ID!", ["Query.article.corpus"]],
    ["an argument that is gone", ", slug: String", "", ["Query.article.slug"]],
    ["an input's field that must be given", "harm: Harm }\n  union", "harm: Harm! }\n  union", ["Filter.harm"]],
    ["a new one that must be given", "input Filter {", "input Filter { side: ID!", ["Filter.side"]],
    ["a member of a union that is gone", "Article | Gone", "Article", ["Record"]],
  ])("%s", async (_what, from, to, coordinates) => {
    const { breaking } = await changed(from, to);
    expect(breaking.map(({ coordinate }) => coordinate)).toEqual(coordinates);
    expect(breaking[0]?.message).not.toBe("");
  });

  it("additions break no client, but a new enum value may surprise some clients", async () => {
    expect(await changed("note: String", "note: String more: Int")).toEqual({ breaking: [], dangerous: [] });
    const { breaking, dangerous } = await changed("KILLED WOUNDED", "KILLED WOUNDED MISSING");
    expect(breaking).toEqual([]);
    expect(dangerous).toMatchObject([{ coordinate: "Harm.MISSING" }]);
  });

  it("the changelog lists exactly the breaking changes since the last release", async () => {
    const changelog = `# Changelog
## Unreleased
- \`Article.note\` is mentioned here alone.
### Breaking
- \`Article.title\` may be null: an article may have none.
- \`Harm.WOUNDED\`, which nobody used.

## 0.3.0 (2026-11-22)
### Breaking
- \`Article.tags\` was another time.
`;
    const named = changelogBreakingChanges(changelog, "0.3.0");
    expect(named).toEqual(new Set(["Article.title", "Harm.WOUNDED"]));
    const changes = await schemaChanges(
      BEFORE,
      BEFORE.replace("title: String!", "title: String").replace("tags: [String!]!", ""),
    );
    const { unnamed, needless } = compareWithChangelog(changes, named);
    expect(unnamed.map(({ coordinate }) => coordinate)).toEqual(["Article.tags"]);
    expect(needless).toEqual(["Harm.WOUNDED"]);
  });

  it("in this schema since the last release", async () => {
    const { release, unnamed, needless } = await changesSinceRelease();
    expect(release).toMatch(/^\d+\.\d+\.\d+$/);
    expect({ unnamed, needless }).toEqual({ unnamed: [], needless: [] });
  });
});
