import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { sha256 } from "../../domain/text.ts";
import { textColumns } from "../../store/write/redaction/wordColumns.ts";
import { isLoaded } from "../../store/write/writeFolder.ts";
import { ANOTHER_ARTICLE, INGEST } from "../../testing/corpora/articles.ts";
import { FORMS, NAME, NAME_EVERYWHERE, plain } from "../../testing/corpora/nameEverywhere.ts";
import { dialects } from "../../testing/dialects.ts";
import { corpusFolder, type Folder, type TestApp, testApp } from "../../testing/testApp.ts";
import { encodeGlobalId } from "../builder/globalId.ts";

const WITHDRAW = `mutation ($id: ID!, $reason: String!, $spellings: [String!], $key: String) {
  withdraw(id: $id, what: NAME, reason: $reason, spellings: $spellings, key: $key) {
    __typename
    ... on Withdrawn { dataRevision }
    ... on WriteFaults { faults { path message } }
  }
}`;
const id = encodeGlobalId("Actor", "speaker");
const [RECORDS, REPORT] = ["records.yaml", "articles/report.md"] as const;
const written = (file: typeof RECORDS | typeof REPORT) => NAME_EVERYWHERE[file] ?? "";

describe.each(dialects)("After a name was withdrawn on %s", (dialect) => {
  let folder: Folder;
  let app: TestApp;
  let token: string;
  beforeEach(async () => {
    folder = await corpusFolder(NAME_EVERYWHERE);
    app = await testApp(dialect, folder.path, { fingerprint: "f" });
    token = await app.key("An administrator", "admin", "ingest", "review");
    expect(await withdraw({ reason: "At their own wish." })).toEqual({ __typename: "Withdrawn", dataRevision: 2 });
  });
  afterEach(async () => {
    await app[Symbol.asyncDispose]();
    await folder[Symbol.asyncDispose]();
  });
  const withdraw = async (variables: object) => (await app.query(WITHDRAW, { id, ...variables }, token)).data.withdraw;
  const ingest = async (input: object) => (await app.query(INGEST, { input }, token)).data.ingestArticle;

  /** The columns of text in which a form of the name is. */
  async function columnsWithName(): Promise<string[]> {
    const found: string[] = [];
    for (const { table, column } of await textColumns(app.store)) {
      const { rows } = await sql<{
        value: string | null;
      }>`select ${sql.ref(column)} as "value" from ${sql.table(table)}`.execute(app.store.db);
      if (rows.some(({ value }) => FORMS.test(plain(value ?? "")))) found.push(`${table}.${column}`);
    }
    return found;
  }

  it("an unchanged folder is recognised, and changes nothing", async () => {
    expect(await isLoaded(app.store, "small", "f")).toBe(true);
    expect(await isLoaded(app.store, "small", "g")).toBe(false);
    expect(await app.load(folder.path)).toMatchObject({ added: 0, revised: 0, withdrawn: 0, write: 2 });
    expect(await columnsWithName()).toEqual([]);
  });

  it("a folder may change other records, which still quote the name", async () => {
    await folder.write({
      [RECORDS]: written(RECORDS).replace(
        `note: As ${NAME} told us.\n    revised`,
        `note: So ${NAME} told us.\n    revised`,
      ),
      "more.yaml": "places: [{ id: bridge, name: Bridge }]",
    });
    expect(await app.load(folder.path)).toMatchObject({ added: 1, revised: 1 });
    expect(await columnsWithName()).toEqual([]);
    const { data } = await app.query(
      `{ casualtyReport(slug: "twenty-killed") { note evidence { quote articleHash } article { textHash } revisions { changes { field before after } } } }`,
    );
    const { note, evidence, article, revisions } = data.casualtyReport;
    expect(note).toBe("So ██████████████ told us.");
    expect(evidence).toEqual([
      { quote: "Sentence 0: ██████████████ said at least 20 people were killed", articleHash: article.textHash },
      // The cell of a table: its hash is that of its own text.
      { quote: "As told by ██████████████", articleHash: sha256("As told by ██████████████") },
    ]);
    // The quotes have not changed.
    expect(revisions.at(-1).changes.map(({ field }: { field: string }) => field)).toEqual(["note"]);
  });

  it("a folder may change the text that contains the name", async () => {
    await folder.write({ [REPORT]: `${written(REPORT)}\nOne more sentence by ${NAME}, Zwetschke repeated.\n` });
    expect(await app.load(folder.path)).toMatchObject({ added: 0 });
    expect(await columnsWithName()).toEqual([]);
    const { data } = await app.query(`{ article(slug: "report") { text } }`);
    expect(data.article.text).toContain("One more sentence by ██████████████, █████████ repeated.");
    expect(await app.load(folder.path)).toMatchObject({ added: 0, revised: 0 });
  });

  it("a folder that renames the actor does not bring a name back", async () => {
    await folder.write({
      [RECORDS]: written(RECORDS).replace(`name: ${NAME}\n    kind: PERSON`, "name: Jane Roe\n    kind: PERSON"),
    });
    await expect(app.load(folder.path)).rejects.toThrow(/reviewed or withdrawn through the API.*Actor speaker/s);
    await app.load(folder.path, { overwriteReviews: true });
    const { data } = await app.query('{ actor(slug: "speaker") { name revisions { changes { after } } } }');
    expect(data.actor.name).toBe("name withdrawn");
    expect(JSON.stringify(data.actor)).not.toContain("Roe");
    // The folder no longer tells the name, but what it has not changed stays masked.
    expect(await columnsWithName()).toEqual([
      "actor.recordedBy",
      "affiliation.role",
      "affiliation.duringJson",
      "write.recordedBy",
    ]);
  });

  it("words that a new article has for the actor are not stored", async () => {
    const [claim] = ANOTHER_ARTICLE.casualtyReports;
    const outcome = await ingest({
      source: ANOTHER_ARTICLE.source,
      article: { ...ANOTHER_ARTICLE.article, publisher: "northland" },
      casualtyReports: [{ ...claim, attributedTo: { actor: "speaker", words: "Jane Roe of the ministry said" } }],
      mentions: [{ actor: "speaker", words: { quote: "Jane Roe of the ministry" } }],
    });
    expect(outcome).toMatchObject({ __typename: "IngestedArticle" });
    const { data } = await app.query(
      '{ article(slug: "second-report") { text mentions { nodes { words } } casualtyReports { nodes { attributedTo { words } evidence { prefix } } } } }',
    );
    expect(data.article.text).toContain("████████████████████████ said on Wednesday");
    expect(data.article.mentions.nodes).toEqual([{ words: "████████████████████████" }]);
    expect(data.article.casualtyReports.nodes).toEqual([
      { attributedTo: { words: null }, evidence: [{ prefix: "████████ said on Wednesday that " }] },
    ]);
  });

  it("a later text that repeats the name can be cleaned by its spellings", async () => {
    const again = {
      ...ANOTHER_ARTICLE,
      source: { ...ANOTHER_ARTICLE.source, title: "A wire" },
      article: {
        ...ANOTHER_ARTICLE.article,
        text: `${ANOTHER_ARTICLE.article.text}\n\n${NAME} agreed. So did Zwetschken.`,
      },
      actors: [
        { id: "wire-agency", name: "Wire Agency", kind: "NEWS_AGENCY" },
        { id: "ministry", name: "Ministry", kind: "GOVERNMENT_BODY" },
        { id: "another", name: "Jane Roe", kind: "PERSON" },
      ],
      events: [],
      casualtyReports: [],
    };
    expect(await ingest(again)).toMatchObject({ __typename: "IngestedArticle", dataRevision: 3 });
    expect(await columnsWithName()).toEqual(["articleText.text", "articleText.paragraphsJson"]);
    const request = { reason: "At their own wish.", spellings: [NAME, "Zwetschken"], key: "again" };
    expect(await withdraw(request)).toEqual({ __typename: "Withdrawn", dataRevision: 4 });
    expect(await columnsWithName()).toEqual([]);
    // Both requests can be sent again.
    expect(await withdraw(request)).toEqual({ __typename: "Withdrawn", dataRevision: 4 });
    expect(await ingest(again)).toMatchObject({ __typename: "IngestedArticle", dataRevision: 3 });
  });

  it("spellings must be forms of a name", async () => {
    expect(await withdraw({ reason: "No.", spellings: ["", "x", "Zwetschken"] })).toEqual({
      __typename: "WriteFaults",
      faults: [
        { path: "spellings[0]", message: expect.stringContaining("two letters at least") },
        { path: "spellings[1]", message: expect.stringContaining("two letters at least") },
      ],
    });
  });
});
