// What of the schema has changed since the last release, and whether the changelog names what breaks clients.
// By itself: npm run -s schema:changes
import { readdirSync, readFileSync } from "node:fs";
import { CriticalityLevel, diff } from "@graphql-inspector/core";
import { buildSchema } from "graphql";

const ROOT = new URL("../../", import.meta.url);
const RELEASED = new URL("server/schema/released/", ROOT);

export interface SchemaChange {
  /** What it is about, such as `Article.title` or `Query.articles.first`. */
  readonly coordinate: string;
  readonly message: string;
}

interface SchemaChanges {
  /** What a client that worked may fail at. */
  readonly breaking: readonly SchemaChange[];
  /** What a client that worked may be surprised by, such as another value of an enum. */
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

/** What the changelog names under “Breaking” in the parts above a release: each as code at the beginning of an item. */
export function namedAsBreaking(changelog: string, release: string): ReadonlySet<string> {
  const [newer = ""] = changelog.split(new RegExp(`^## ${release.replaceAll(".", "\\.")}\\b`, "m"));
  const parts = [...newer.matchAll(/^### Breaking\n(.*?)(?=^##|$(?![\s\S]))/gms)].map(([, part = ""]) => part);
  return new Set(
    parts.flatMap((part) => [...part.matchAll(/^- `([\w@.]+)`/gm)].map(([, coordinate = ""]) => coordinate)),
  );
}

/** What breaks clients and is not named, and what is named and breaks none. */
export function unexplained(
  { breaking }: SchemaChanges,
  named: ReadonlySet<string>,
): { readonly unnamed: readonly SchemaChange[]; readonly needless: readonly string[] } {
  const broken = new Set(breaking.map(({ coordinate }) => coordinate));
  return {
    unnamed: breaking.filter(({ coordinate }) => !named.has(coordinate)),
    needless: [...named].filter((coordinate) => !broken.has(coordinate)),
  };
}

/** The newest release whose schema is kept. */
export const lastRelease = (): string =>
  readdirSync(RELEASED)
    .map((file) => file.replace(/\.graphql$/, ""))
    .sort((a, b) => a.localeCompare(b, undefined, { numeric: true }))
    .at(-1) ?? "";

/** The schema as it is against that of the last release, and against the changelog. */
export async function changesSinceRelease() {
  const release = lastRelease();
  const read = (path: string | URL) => readFileSync(new URL(path, ROOT), "utf8");
  const changes = await schemaChanges(read(new URL(`${release}.graphql`, RELEASED)), read("schema.graphql"));
  return { release, ...changes, ...unexplained(changes, namedAsBreaking(read("CHANGELOG.md"), release)) };
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
    console.error(`CHANGELOG.md names ${coordinate} under “### Breaking”, and nothing about it breaks a client.`);
  if (unnamed.length + needless.length > 0) process.exitCode = 1;
}
