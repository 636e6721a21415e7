import { readFileSync } from "node:fs";
import { sql } from "kysely";
import pino from "pino";
import { describe, expect, it } from "vitest";
import { createApp } from "../../http/app.ts";
import { readCorpus } from "../../ingest/readCorpus.ts";
import { dialects } from "../../testing/dialects.ts";
import { openReleasedStore, RELEASES } from "../../testing/releases.ts";
import { corpusFolder, SMALL_CORPUS } from "../../testing/testApp.ts";
import { writeCorpus } from "../write/writeFolder.ts";
import type { Store } from "./database.ts";
import { migrate, pendingMigrations } from "./migrate.ts";

const databases = RELEASES.flatMap((release) => dialects.map((dialect) => [release, dialect] as const));

/** The corpus that the earlier releases loaded last. */
const LAST_STATE = {
  ...SMALL_CORPUS,
  "records.yaml": SMALL_CORPUS["records.yaml"].replace("name: Southland,", "name: South Land,"),
};

describe("A database of an earlier release", () => {
  it("is among the fixtures for each earlier release", () => {
    const file = (name: string) => readFileSync(new URL(`../../../${name}`, import.meta.url), "utf8");
    const released = [...file("CHANGELOG.md").matchAll(/^## (\d+\.\d+\.\d+) /gm)].map(([, version]) => version);
    const earlier = released.filter((version) => version !== JSON.parse(file("package.json")).version);
    expect(earlier.length).toBeGreaterThan(1);
    expect(RELEASES).toEqual(expect.arrayContaining(earlier));
  });

  it.each(databases)("(%s, %s) keeps every row when it is migrated", async (release, dialect) => {
    await using store = await openReleasedStore(release, dialect);
    const before = await rowsOf(store);
    expect(Object.values(before).flat().length).toBeGreaterThan(40);
    const pending = await pendingMigrations(store);
    // The newest release may have all migrations.
    if (release !== RELEASES.at(-1)) expect(pending.length).toBeGreaterThan(0);

    expect(await migrate(store)).toEqual(pending);

    expect(await pendingMigrations(store)).toEqual([]);
    const after = await rowsOf(store, before);
    expect(after).toEqual(before);
  });

  it.each(databases)("(%s, %s) is served with its history, and can be loaded into", async (release, dialect) => {
    await using store = await openReleasedStore(release, dialect);
    await migrate(store);
    const { data, errors } = await ask(store);
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      dataRevision: 3,
      articles: { nodes: [{ slug: "flood-of-reports", text: expect.stringContaining("at least 20 people") }] },
      casualtyReports: {
        nodes: [
          {
            slug: "twenty-killed",
            count: { label: "at least 20" },
            evidence: [{ quote: "at least 20 people were killed" }, { quote: "no fewer than 20 dead" }],
          },
          { slug: "five-civilians", count: { label: "5" }, evidence: [{ quote: "including 5 civilians" }] },
        ],
      },
      toll: { label: expect.stringContaining("at least 20") },
      actor: {
        name: "South Land",
        revisions: [
          { kind: "ADDED", reason: "Step a.", changes: [] },
          {
            kind: "REVISED",
            reason: "Step b.",
            recordedBy: "A. Editor",
            changes: [{ field: "name", before: '"Southland"', after: '"South Land"' }],
          },
        ].map((revision) => expect.objectContaining(revision)),
      },
      earlier: { name: "Southland" },
      places: { totalCount: 1 },
      placesThen: { totalCount: 2 },
      changes: { nodes: expect.arrayContaining([{ kind: "WITHDRAWN", slug: "bridge" }]) },
      search: { nodes: [{ record: { name: "South Land" } }] },
    });

    // The migration stores the hash of each record in the folder, to tell a review from a change of the folder.
    const { rows } = await sql`select record.slug from "record" join "actor" on actor.record = record.key
      where actor."recordedUntil" is null and record."loadedHash" = actor."contentHash"`.execute(store.db);
    expect(rows).toHaveLength(3);

    await using folder = await corpusFolder(LAST_STATE);
    const again = await writeCorpus(store, await readCorpus(folder.path));
    expect(again).toMatchObject({ added: 0, revised: 0, withdrawn: 0, unchanged: 8 });
    await folder.write({ "more.yaml": "places: [{ id: dam, name: Dam }]" });
    expect(await writeCorpus(store, await readCorpus(folder.path))).toMatchObject({ added: 1, revised: 0, write: 4 });
  });
});

async function ask(store: Store) {
  const app = createApp(store, { corsOrigins: "local" }, pino({ level: "silent" }));
  const response = await app.fetch("http://localhost/graphql", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query: QUERY }),
  });
  return (await response.json()) as { data: object; errors?: object[] };
}

const QUERY = `{
  dataRevision
  articles { nodes { slug text } }
  casualtyReports { nodes { slug count { label } evidence { quote } } }
  toll(harm: KILLED, event: "fighting") { label }
  actor(slug: "southland") { name revisions { kind reason recordedBy changes { field before after } } }
  earlier: actor(slug: "southland", recordedAsOf: 1) { name }
  places { totalCount }
  placesThen: places(recordedAsOf: 2) { totalCount }
  changes { nodes { kind slug } }
  search(query: "South Land") { nodes { record { ... on Actor { name } } } }
}`;

type Rows = Record<string, Record<string, unknown>[]>;

/** All rows of our tables, sorted by content. If `like` is given, only with its columns. */
async function rowsOf({ db, dialect }: Store, like?: Rows): Promise<Rows> {
  const names = await (dialect === "sqlite"
    ? sql<{ name: string }>`select name from sqlite_schema where type = 'table'`
    : sql<{ name: string }>`select tablename as name from pg_tables where schemaname = current_schema()`
  ).execute(db);
  const tables = names.rows.map(({ name }) => name).filter((name) => !/^(sqlite|kysely|search)/.test(name));
  const rows: Rows = {};
  for (const table of like ? Object.keys(like) : tables.sort()) {
    const found = await sql<Record<string, unknown>>`select * from ${sql.table(table)}`.execute(db);
    const columns = Object.keys(like?.[table]?.[0] ?? found.rows[0] ?? {});
    rows[table] = found.rows
      .map((row) => Object.fromEntries(columns.map((column) => [column, row[column]])))
      .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  }
  return rows;
}
