import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { sha256 } from "../../../domain/text.ts";
import { dialects } from "../../../testing/dialects.ts";
import { corpusFolder, type Folder, SMALL_CORPUS, type TestStore, testStore } from "../../../testing/testApp.ts";
import { asWriter } from "../changeSet.ts";
import { hashKeyOf } from "../keyedHashes.ts";
import { redactName } from "./redactName.ts";
import { EXEMPT, textColumns } from "./wordColumns.ts";

/** A person, an article about her, and an article about others. */
const CORPUS = {
  ...SMALL_CORPUS,
  "about.yaml": `actors:
  - { id: jane, name: Jane Roe, kind: PERSON, aliases: [The Voice of Riverton, Roe] }
mentions:
  - { article: about-her, actor: jane, words: the oldest speaker }
`,
  "articles/about-her.md": `---
title: Roe speaks
wording: RESTATED
language: en
---
Ms Roe spoke for an hour. J. Roe was the oldest speaker. In California, where the roe deer live, janeroe is known.
`,
  "articles/about-others.md": `---
title: Others speak
wording: RESTATED
language: en
---
Richard Roe and Jane Doe spoke. Jane Miller was heard.
`,
} satisfies Record<string, string>;

const OTHERS = "articles/about-others.md";

describe.each(dialects)("Removing a name on %s", (dialect) => {
  let folder: Folder;
  let test: TestStore;
  beforeEach(async () => {
    folder = await corpusFolder(CORPUS);
    test = await testStore(dialect);
    await test.load(folder.path);
  });
  afterEach(async () => {
    await test[Symbol.asyncDispose]();
    await folder[Symbol.asyncDispose]();
  });
  const recordOf = async (slug: string) =>
    (await test.store.db.selectFrom("record").select("key").where("slug", "=", slug).executeTakeFirstOrThrow()).key;
  const remove = async (slug: string, ...spellings: string[]) => {
    const names = spellings.map((text) => ({ text, isOwn: true }));
    const actor = await recordOf(slug);
    return asWriter(test.store, (on) => redactName(on, { actor, names, write: null }));
  };
  const textOf = async (slug: string) => {
    const { rows } = await sql<{ text: string }>`
      select t."text" from "articleText" as t join "article" as a on a."key" = t."article" where a."slug" = ${slug} order by a."version" desc`.execute(
      test.store.db,
    );
    return rows[0]?.text;
  };

  it("removes its parts where a text is about the person, and only the whole name elsewhere", async () => {
    await remove("jane");
    expect(await textOf("about-her")).toBe(
      "███ speaks\n\nMs ███ spoke for an hour. ██████ was ██████████████████. In California, where the roe deer live, ███████ is known.",
    );
    expect(await textOf("about-others")).toBe("Others speak\n\nRichard Roe and Jane Doe spoke. Jane Miller was heard.");
  });

  it("makes a text that contains the whole name one about the person", async () => {
    await folder.write({ [OTHERS]: CORPUS[OTHERS].replace("Jane Miller", "The Voice of Riverton") });
    await test.load(folder.path);
    await remove("jane");
    expect(await textOf("about-others")).toBe(
      "Others speak\n\nRichard ███ and ████ Doe spoke. The █████████████████ was heard.",
    );
  });

  it("changes nothing that does not contain the name", async () => {
    const records = await remove("jane");
    const slugs = await test.store.db
      .selectFrom("record")
      .select("slug")
      .where("key", "in", [...records])
      .execute();
    expect(slugs.map(({ slug }) => slug).sort()).toEqual(["about-her", "jane"]);
    const { rows } = await sql<{ slug: string }>`
      select "slug" from "record" where "loadedHash" like 'hmac-sha256:%' order by "slug"`.execute(test.store.db);
    expect(rows.map(({ slug }) => slug)).toEqual(["about-her", "jane"]);
  });

  it("removes further spellings, also when the name is gone already", async () => {
    await remove("jane");
    await remove("jane", "roe deer");
    expect(await textOf("about-her")).toContain("where the ████████ live");
    const hashes = await test.store.db.selectFrom("article").select("contentHash").execute();
    for (const { contentHash } of hashes) expect(contentHash).not.toMatch(/hmac.*hmac/);
  });

  it("completes a removal by a release before 0.5.0, which left parts of the name and hashes", async () => {
    const { db } = test.store;
    const hashes = async () =>
      (
        await sql<{ hash: string }>`
          select "contentHash" as "hash" from "actor" where "slug" = 'jane'
          union select "contentHash" from "article" where "slug" = 'about-her'
          union select "textHash" from "article" where "slug" = 'about-her'`.execute(db)
      ).rows.map(({ hash }) => hash);
    const before = await hashes();
    const [jane, article] = [await recordOf("jane"), await recordOf("about-her")];
    await sql`update "actor" set "name" = 'name withdrawn', "sortName" = 'name withdrawn', "aliasesJson" = '[]'
      where "record" = ${jane}`.execute(db);
    const masked = (await textOf("about-her"))?.replace("J. Roe was", "██████ was") ?? "";
    await sql`update "articleText" set "text" = ${masked} where "text" like '%J. Roe was%'`.execute(db);
    await sql`update "mention" set "quote" = '', "prefix" = 'spoke for an hour. J. Ro', "suffix" = '', "foldedQuote" = ''
      where "actor" = ${jane}`.execute(db);
    await remove("jane", "Jane Roe");
    expect((await textOf("about-her")) ?? "").not.toMatch(/Roe/);
    const { textHash } = await db
      .selectFrom("article")
      .select("textHash")
      .where("record", "=", article)
      .executeTakeFirstOrThrow();
    expect(textHash).toBe(sha256((await textOf("about-her")) ?? ""));
    expect((await db.selectFrom("mention").selectAll().where("actor", "=", jane).execute())[0]).toMatchObject({
      prefix: "█ spoke for an hour. ██████ was ",
      quote: "██████████████████",
    });
    const after = await hashes();
    for (const hash of before) expect(after).not.toContain(hash);
  });

  it("covers a column that a later release adds", async () => {
    const { db } = test.store;
    await sql`alter table "source" add column "motto" text`.execute(db);
    await sql`alter table "denial" add column "detailsJson" text`.execute(db);
    await sql`update "source" set "motto" = 'As Jane Roe says'`.execute(db);
    await sql`update "denial" set "detailsJson" = ${JSON.stringify({ by: ["Jane Roe", 1], words: { is: "Jane Roe" } })}`.execute(
      db,
    );
    await remove("jane");
    const { rows } = await sql`select "motto", "detailsJson" from "source", "denial"`.execute(db);
    expect(rows).toEqual([
      { motto: "As ████████ says", detailsJson: JSON.stringify({ by: ["████████", 1], words: { is: "████████" } }) },
    ]);
  });

  it("leaves out only columns that exist", async () => {
    const columns = await textColumns(test.store);
    const names = new Set(columns.flatMap(({ table, column }) => [`*.${column}`, `${table}.${column}`]));
    expect(Object.keys(EXEMPT).filter((name) => !names.has(name))).toEqual([]);
  });

  it("keeps hashes comparable with the folder's", async () => {
    const before = await test.store.db.selectFrom("corpus").selectAll().executeTakeFirstOrThrow();
    await remove("jane");
    const after = await test.store.db.selectFrom("corpus").selectAll().executeTakeFirstOrThrow();
    const key = await hashKeyOf(test.store.db);
    expect(after.folderHash).not.toBe(before.folderHash);
    expect(key.isSame(after.folderHash, before.folderHash ?? "")).toBe(true);
    expect(key.isSame(after.folderHash, before.folderHash?.replace(/^./, "x") ?? "")).toBe(false);
  });
});
