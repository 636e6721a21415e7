// Lists schema changes since the last release, and checks that the changelog names the breaking changes.
// Run: npm run -s schema:changes
import { readdirSync, readFileSync } from "node:fs";
import { CriticalityLevel, diff } from "@graphql-inspector/core";
import { buildSchema } from "graphql";

const ROOT = new URL("../../", import.meta.url);
const RELEASED = new URL("server/schema/released/", ROOT);

export interface SchemaChange {
  /** The part of the schema: `Article.title`, `Query.articles.first`. */
  readonly coordinate: string;
  readonly message: string;
}

interface SchemaChanges {
  /** A client that worked may fail. */
  readonly breaking: readonly SchemaChange[];
  /** A client that worked may meet something new, such as another enum value. */
  readonly dangerous: readonly SchemaChange[];
}

export async function schemaChanges(before: string, after: string): Promise<SchemaChanges> {
  const changes = await diff(buildSchema(before), buildSchema(after));
  const of = (level: CriticalityLevel): SchemaChange[] =>
    changes
      .filter(({ criticality }) => criticality.level === level)
      .map(({ path, message }) => ({ coordinate: path ?? "", message }))
      .sort((a, b) => (a.coordinate < b.coordinate ? -1 : 1));
  return { breaking: of(CriticalityLevel.Breaking), dangerous: of(CriticalityLevel.Dangerous) };
}

/** The parts of the schema that the changelog lists under “Breaking” for versions after a release. Each is the code with which a list item begins. */
export function changelogBreakingChanges(changelog: string, release: string): ReadonlySet<string> {
  const [newer = ""] = changelog.split(new RegExp(`^## ${release.replaceAll(".", "\\.")}\\b`, "m"));
  const parts = [...newer.matchAll(/^### Breaking\n(.*?)(?=^##|$(?![\s\S]))/gms)].map(([, part = ""]) => part);
  return new Set(
    parts.flatMap((part) => [...part.matchAll(/^- `([\w@.]+)`/gm)].map(([, coordinate = ""]) => coordinate)),
  );
}

/** Breaking changes that are not named, and named changes that are not breaking. */
export function compareWithChangelog(
  { breaking }: SchemaChanges,
  named: ReadonlySet<string>,
): { readonly unnamed: readonly SchemaChange[]; readonly needless: readonly string[] } {
  const broken = new Set(breaking.map(({ coordinate }) => coordinate));
  return {
    unnamed: breaking.filter(({ coordinate }) => !named.has(coordinate)),
    needless: [...named].filter((coordinate) => !broken.has(coordinate)),
  };
}

/** The newest release with a stored schema. */
export const lastRelease = (): string =>
  readdirSync(RELEASED)
    .map((file) => file.replace(/\.graphql$/, ""))
    .sort((a, b) => a.localeCompare(b, undefined, { numeric: true }))
    .at(-1) ?? "";

/** Compares the current schema with that of the last release and with the changelog. */
export async function changesSinceRelease() {
  const release = lastRelease();
  const read = (path: string | URL) => readFileSync(new URL(path, ROOT), "utf8");
  const changes = await schemaChanges(read(new URL(`${release}.graphql`, RELEASED)), read("schema.graphql"));
  return {
    release,
    ...changes,
    ...compareWithChangelog(changes, changelogBreakingChanges(read("CHANGELOG.md"), release)),
  };
}

if (import.meta.main) {
  const { release, breaking, dangerous, unnamed, needless } = await changesSinceRelease();
  const lines = (changes: readonly SchemaChange[]) =>
    changes.map((change) => `  ${change.coordinate}: ${change.message}`);
  console.log([`Breaking since ${release}: ${breaking.length}`, ...lines(breaking)].join("\n"));
  console.log([`Dangerous since ${release}: ${dangerous.length}`, ...lines(dangerous)].join("\n"));
  for (const { coordinate } of unnamed)
    console.error(
      `CHANGELOG.md does not name ${coordinate} under “### Breaking”: add an item that begins with \`${coordinate}\`.`,
    );
  for (const coordinate of needless)
    console.error(
      `CHANGELOG.md names ${coordinate} under “### Breaking”, but the change does not break clients. Remove the item.`,
    );
  if (unnamed.length + needless.length > 0) process.exitCode = 1;
}
