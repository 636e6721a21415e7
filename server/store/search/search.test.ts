import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { RECORD_TYPES, type RecordType } from "../../domain/vocabulary.ts";
import { dialects } from "../../testing/dialects.ts";
import { type TestApp, testApp } from "../../testing/testApp.ts";
import { indexDocuments, searchRecords } from "./search.ts";
import { parseSearch, termsOf } from "./terms.ts";

describe("The terms of a text", () => {
  it.each([
    ["Erdoğan's visits", ["erdogan", "visit"]],
    ["Nagorno-Karabakh", ["nagorno", "karabakh"]],
    ["Ağdərə, Füzuli", ["agder", "fuzuli"]],
    ["killing killed kills", ["kill", "kill", "kill"]],
    ["Հայաստան Армения", ["հայաստան", "армения"]],
    ["SU-25 fell at 5:00", ["su", "25", "fell", "at", "5", "00"]],
    ["İstanbul ISTANBUL", ["istanbul", "istanbul"]],
  ])("of “%s”", (text, terms) => {
    expect(termsOf(text).map(({ term }) => term)).toEqual(terms);
  });

  it("have the positions of the original words", () => {
    const text = "At Ağdərə's gates";
    expect(termsOf(text).map(({ start, end }) => text.slice(start, end))).toEqual(["At", "Ağdərə's", "gates"]);
  });
});

describe("A search", () => {
  it("consists of words and quoted phrases, without operators", () => {
    expect(parseSearch('ceasefire "line of contact" NOT -x')).toEqual([
      ["ceasefir"],
      ["line", "of", "contact"],
      ["not"],
      ["x"],
    ]);
    expect(parseSearch("“two words” *:^(){}")).toEqual([["two", "word"]]);
    expect(parseSearch(' "" !? ')).toEqual([]);
  });
});

describe.each(dialects)("Search on %s", (dialect) => {
  let app: TestApp;
  let onSqlite: TestApp;
  beforeAll(async () => {
    app = await testApp(dialect);
    onSqlite = await testApp("SQLite");
  });
  afterAll(async () => {
    await app[Symbol.asyncDispose]();
    await onSqlite[Symbol.asyncDispose]();
  });

  const found = async ({ store }: TestApp, text: string) => {
    const { hits, total, isComplete } = await searchRecords(store, parseSearch(text), {
      types: RECORD_TYPES,
      limit: 1000,
      includeTotal: true,
    });
    expect([hits.length, isComplete]).toEqual([total, true]);
    return hits.map(({ type, slug }) => `${type}/${slug}`).sort();
  };

  it.each([
    ["erdogan", "Actor/recep-tayyip-erdogan"],
    ["Erdoğan", "Actor/recep-tayyip-erdogan"],
    ["ERDOGANS", "Actor/recep-tayyip-erdogan"],
    ["Nagorno-Karabakh", "Place/nagorno-karabakh"],
    ["Xankəndi", "Place/stepanakert"],
    ["xankendi", "Place/stepanakert"],
    ['"overall now stands"', "CasualtyReport/overall-95-killed"],
    ["Հայաստան", "Actor/armenia"],
  ])("finds %s", async (text, record) => {
    expect(await found(app, text)).toContain(record);
  });

  it("ranks a limited number of matches, counts all of them, and says so", async () => {
    const search = (types: readonly RecordType[], mostRanked: number) =>
      searchRecords(app.store, parseSearch("killed"), { types, limit: 1000, includeTotal: true, mostRanked });
    for (const types of [RECORD_TYPES, ["CasualtyReport"], ["Event", "Actor"]] as const) {
      const all = await search(types, 1000);
      const total = all.hits.length;
      expect([all.total, all.isComplete]).toEqual([total, true]);
      expect((await search(types, total)).isComplete).toBe(true);
      if (total < 2) continue;
      const some = await search(types, total - 1);
      expect([some.total, some.isComplete]).toEqual([total, false]);
      expect(new Set(some.hits.map(({ type }) => type)).isSubsetOf(new Set<RecordType>(types))).toBe(true);
    }
    expect((await search(["CasualtyReport"], 3)).hits.length).toBeLessThanOrEqual(4);
  });

  it("finds a phrase only if its words follow each other", async () => {
    const [phrase, words] = [await found(app, '"security council"'), await found(app, "council security")];
    expect(phrase.length).toBeGreaterThan(0);
    expect(words).toEqual(expect.arrayContaining(phrase));
    expect(await found(app, '"council security"')).not.toEqual(words);
  });

  it("matches the same records as SQLite for any text", async () => {
    const texts = await onSqlite.store.db.selectFrom("articleText").select("text").execute();
    const words = [...new Set(texts.flatMap(({ text }) => text.split(/\s+/)))];
    const typed = fc.array(
      fc.oneof(
        fc.constantFrom(...words),
        fc.constantFrom('"', "'", "*", "AND", "NEAR(", ":", "-", "\\", "&", "|", "!", "<->"),
      ),
      { minLength: 1, maxLength: 5 },
    );
    await fc.assert(
      fc.asyncProperty(typed, async (pieces) => {
        const text = pieces.join(" ");
        if (parseSearch(text).length > 0) expect(await found(app, text)).toEqual(await found(onSqlite, text));
      }),
      { numRuns: 200 },
    );
  });

  it("matches the same records as SQLite in texts with unusual characters and very many words", async () => {
    const many = Array.from({ length: 300 }, (_, at) => `alpha f${at}`).join(" ");
    const long = `${"word ".repeat(15_990)}tail one two three`;
    const documents = [
      { slug: "armenia", title: "⑴ ⒈ ﷺ ﹰ ½", body: "İstanbul" },
      { slug: "azerbaijan", title: "many", body: `${many} alpha omega` },
      { slug: "turkey", title: `${"head ".repeat(500)}`, body: long },
    ];
    for (const { store } of [app, onSqlite]) {
      for (const { slug, title, body } of documents) {
        const { record } = await store.db
          .selectFrom("actor")
          .where("slug", "=", slug)
          .select("record")
          .executeTakeFirstOrThrow();
        await indexDocuments(store, [{ record, title, body }]);
      }
    }
    const typed = [
      "1",
      "⑴",
      "⒈",
      "صلى",
      "الله",
      "½",
      '"alpha f200"',
      '"alpha f299"',
      '"alpha omega"',
      "omega",
      '"tail one"',
      '"head word"',
    ];
    const answers = [];
    for (const text of typed) {
      const here = parseSearch(text).length > 0 ? await found(app, text) : [];
      expect(here).toEqual(parseSearch(text).length > 0 ? await found(onSqlite, text) : []);
      answers.push(here.length);
    }
    expect(answers.filter((length) => length > 0).length).toBeGreaterThan(5);
  });

  it("finds the current text of a record, not the earlier text", async () => {
    const slug = "overall-95-killed";
    const { record } = await app.store.db
      .selectFrom("casualtyReport")
      .where("slug", "=", slug)
      .select("record")
      .executeTakeFirstOrThrow();
    await indexDocuments(app.store, [{ record, title: "zyzzyva", body: "" }]);
    expect(await found(app, "zyzzyva")).toEqual([`CasualtyReport/${slug}`]);
    expect(await found(app, '"overall now stands"')).not.toContain(`CasualtyReport/${slug}`);
  });
});
