import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { readCorpus } from "../../ingest/readCorpus.ts";
import { encodeGlobalId } from "../../schema/builder/globalId.ts";
import { ANOTHER_ARTICLE, INGEST } from "../../testing/corpora/articles.ts";
import { dialects, emptyStore, type TestDialect } from "../../testing/dialects.ts";
import { digest } from "../../testing/digest.ts";
import { corpusFolder, type Folder, SMALL_CORPUS, type TestApp, testApp } from "../../testing/testApp.ts";
import type { Store } from "../db/database.ts";
import { migrate } from "../db/migrate.ts";
import { COPIED_TABLES } from "../db/tableKeys.ts";
import { searchRecords } from "../search/search.ts";
import { parseSearch } from "../search/terms.ts";
import { type CopyOptions, copyRows, isEmpty, removeRows } from "./copy.ts";
import { writeCorpus } from "./writeFolder.ts";

const options: CopyOptions = { signal: new AbortController().signal };

/** A worker has only one PGlite, which each new store empties. */
const pairs = dialects.flatMap((from) =>
  dialects.filter((to) => from !== "PGlite" || to !== "PGlite").map((to): [TestDialect, TestDialect] => [from, to]),
);

/** A store with rows in every table: revised, withdrawn and merged records, an article from the API, and a withdrawn name. */
async function livedIn(dialect: TestDialect): Promise<{ app: TestApp; folder: Folder }> {
  const folder = await corpusFolder(SMALL_CORPUS);
  const app = await testApp(dialect, folder.path);
  await folder.write({
    "records.yaml": SMALL_CORPUS["records.yaml"].replace("name: Riverton,", "name: Riverton-on-Sea,"),
  });
  await app.load(folder.path);
  const token = await app.key("A. Editor", "ingest", "review", "admin");
  const article = { ...ANOTHER_ARTICLE.article, agencies: ["wire-agency"] };
  const actors = [...ANOTHER_ARTICLE.actors, { id: "the-wire", name: "The Wire", kind: "NEWS_AGENCY" }];
  const { data } = await app.query(INGEST, { input: { ...ANOTHER_ARTICLE, article, actors }, key: "once" }, token);
  expect(data.ingestArticle.__typename).toBe("IngestedArticle");
  const merge = `mutation ($id: ID!, $into: ID!) { merge(id: $id, into: $into, reason: "The same.") { __typename } }`;
  const [id, into] = ["the-wire", "wire-agency"].map((slug) => encodeGlobalId("Actor", slug));
  expect((await app.query(merge, { id, into }, token)).data.merge.__typename).toBe("Merged");
  const withdrawal = `mutation ($id: ID!) { withdraw(id: $id, what: NAME, reason: "She asked.") { __typename } }`;
  const { actor } = (await app.query('{ actor(slug: "speaker") { id } }')).data;
  const taken = await app.query(withdrawal, { id: actor.id }, token);
  expect(taken.errors).toBeUndefined();
  return { app, folder };
}

const found = (store: Store, word: string) =>
  searchRecords(store, parseSearch(word), {
    types: ["Actor", "Article", "Event", "CasualtyReport", "Place"],
    limit: 50,
  }).then(({ hits }) => hits.map(({ type, slug }) => `${type} ${slug}`).sort());

describe("A copy", () => {
  it("contains all tables, each after the tables that it refers to", async () => {
    await using store = await emptyStore("SQLite");
    await migrate(store);
    const { rows } = await sql<{ name: string }>`
      select name from sqlite_schema where type = 'table' and name not like 'sqlite%' and name not like 'kysely%'
        and name not like 'search%'`.execute(store.db);
    expect(rows.map(({ name }) => name).sort()).toEqual([...COPIED_TABLES].sort());
    for (const [at, table] of COPIED_TABLES.entries()) {
      const references = await sql<{ table: string }>`select "table" from pragma_foreign_key_list(${table})`.execute(
        store.db,
      );
      for (const reference of references.rows)
        expect(COPIED_TABLES.slice(0, at), `${table} → ${reference.table}`).toContain(reference.table);
    }
  });

  it.each(pairs)("from %s to %s has the same rows and search results, and can be loaded into", async (from, to) => {
    const { app, folder } = await livedIn(from);
    await using source = app;
    await using files = folder;
    const before = await digest(source.store);
    expect(Object.entries(before).filter(([, held]) => held.startsWith("0 "))).toEqual([]);
    const words = ["riverton", "ministry", "killed", "roe", "speaker", "26"];
    const hits = await Promise.all(words.map((word) => found(source.store, word)));

    expect(hits.filter((some) => some.length > 0).length).toBeGreaterThan(3);

    await using target = await emptyStore(to);
    await migrate(target);
    expect(await isEmpty(target.db)).toBe(true);
    const seen: [number, number][] = [];
    const copied = await target.db
      .transaction()
      .execute((db) =>
        copyRows(source.store, { db, dialect: target.dialect }, { ...options, onProgress: (...at) => seen.push(at) }),
      );

    expect(await digest(target)).toEqual(before);
    expect(seen.at(-1)).toEqual([copied, copied]);
    expect(await Promise.all(words.map((word) => found(target, word)))).toEqual(hits);
    await files.write({ "more.yaml": "places: [{ id: bridge, name: Bridge }]" });
    const corpus = await readCorpus(files.path);
    expect(await writeCorpus(target, corpus)).toMatchObject({ added: 1, revised: 0, withdrawn: 0 });
    expect(await found(target, "bridge")).toEqual(["Place bridge"]);
  });

  it.each(dialects)("that replaces other data on %s uses no key, revision or position twice", async (dialect) => {
    await using folder = await corpusFolder(SMALL_CORPUS);
    await using source = await testApp("SQLite", folder.path);
    await using target = await emptyStore(dialect);
    await migrate(target);
    await writeCorpus(target, await readCorpus(folder.path));
    await folder.write({ "more.yaml": "places: [{ id: bridge, name: Bridge }]" });
    await writeCorpus(target, await readCorpus(folder.path));
    const lost = await newest(target);

    await target.db.transaction().execute(async (db) => {
      const writing = { db, dialect: target.dialect };
      await removeRows(writing);
      expect(await isEmpty(db)).toBe(true);
      await copyRows(source.store, writing, options);
    });
    expect(await digest(target)).toEqual(await digest(source.store));
    expect(await found(target, "bridge")).toEqual([]);

    await folder.write({ "more.yaml": "places: [{ id: other, name: Other }]" });
    await writeCorpus(target, await readCorpus(folder.path));
    const now = await newest(target);
    for (const [what, value] of Object.entries(lost)) expect(now[what], what).toBe(value + 1);
  });

  it("ends between two pages if its signal is aborted", async () => {
    await using source = await testApp("SQLite");
    await using target = await emptyStore("SQLite");
    await migrate(target);
    const stop = new AbortController();
    const copying = target.db
      .transaction()
      .execute((db) =>
        copyRows(
          source.store,
          { db, dialect: "sqlite" },
          { signal: stop.signal, onProgress: () => setImmediate(() => stop.abort(new Error("enough"))) },
        ),
      );
    await expect(copying).rejects.toThrow("enough");
    expect(await isEmpty(target.db)).toBe(true);
  });
});

async function newest({ db }: Store): Promise<Record<string, number>> {
  const { rows } = await sql<Record<string, number>>`
    select (select max("number") from "write") as "revision", (select max("position") from "change") as "position",
      (select max("key") from "place") as "place", (select max("key") from "record") as "record"`.execute(db);
  return rows[0] ?? {};
}
