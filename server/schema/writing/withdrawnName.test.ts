import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isObjectType, parse, TypeInfo, visit, visitWithTypeInfo } from "graphql";
import { sql } from "kysely";
import pino from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sha256 } from "../../domain/text.ts";
import { formatsOf } from "../../export/formats.ts";
import { tableFile } from "../../export/tableFile.ts";
import { TABLE_NAMES, TABLES } from "../../export/tables.ts";
import { createApp } from "../../http/app.ts";
import { tollFile } from "../../publish/csv/tollTable.ts";
import { ENDINGS } from "../../publish/forms.ts";
import { textColumns, wordColumns } from "../../store/write/redaction/wordColumns.ts";
import { ANOTHER_ARTICLE, INGEST } from "../../testing/corpora/articles.ts";
import { FORMS, NAME, NAME_EVERYWHERE, plain } from "../../testing/corpora/nameEverywhere.ts";
import { dialects } from "../../testing/dialects.ts";
import { everyField } from "../../testing/everyField.ts";
import { collect } from "../../testing/readCsv.ts";
import { corpusFolder, type Folder, type TestApp, testApp } from "../../testing/testApp.ts";
import { createContext } from "../builder/context.ts";
import { encodeGlobalId } from "../builder/globalId.ts";
import { execute } from "../execute.ts";
import { schema } from "../schema.ts";

const WITHDRAW = `mutation ($id: ID!, $what: WithdrawnMatter!, $reason: String!, $spellings: [String!], $key: String) {
  withdraw(id: $id, what: $what, reason: $reason, spellings: $spellings, key: $key) {
    __typename
    ... on Withdrawn { dataRevision isErased tombstone { what reason withdrawnBy } }
    ... on WriteFaults { faults { path message } }
  }
}`;
const REVIEW = `mutation ($id: ID!, $decision: ReviewDecision!, $correction: CasualtyReportCorrection, $reason: String!) {
  reviewCasualtyReport(id: $id, decision: $decision, correction: $correction, reason: $reason) {
    __typename ... on WriteFaults { faults { path message } }
  }
}`;
const SPEAKER = encodeGlobalId("Actor", "speaker");
const claimId = (slug: string) => encodeGlobalId("CasualtyReport", slug);

/** An article from the API that names the person, who is an actor of the folder. */
const FROM_API = {
  ...ANOTHER_ARTICLE,
  source: { ...ANOTHER_ARTICLE.source, id: "wire", title: `The wire of ${NAME}`, attribution: NAME },
  article: {
    ...ANOTHER_ARTICLE.article,
    text: `${NAME} said on Wednesday that at least 26 people were killed.\n\nSix people died on the way to the clinic, Mr Zwetschke said.`,
  },
  actors: [{ id: "wire-agency", name: "Wire Agency", kind: "NEWS_AGENCY", aliases: [{ name: `${NAME} Press` }] }],
  events: [{ ...ANOTHER_ARTICLE.events[0], note: `Told by ${NAME}.` }],
  casualtyReports: ANOTHER_ARTICLE.casualtyReports.map((claim) => ({
    ...claim,
    attributedTo: { actor: "speaker", words: NAME },
    tags: ["zwetschke"],
    note: `Told by ${NAME}.`,
  })),
  mentions: [{ actor: "speaker", words: { quote: "Mr Zwetschke" } }],
};

describe.each(dialects)("A withdrawn name on %s", { timeout: 120_000 }, (dialect) => {
  let temporary: string;
  let folder: Folder;
  let app: TestApp;
  /** Another process on the same database, which has its own caches. */
  let replica: { fetch(url: string, init: RequestInit): Response | Promise<Response> };
  let token: string;
  /** What the service answered, and what the tables contained, before the withdrawal. */
  let before: { answers: string; rows: Map<string, string>; log: Buffer | null };
  let withdrawn: unknown;
  let file: string;

  beforeAll(async () => {
    temporary = await mkdtemp(join(tmpdir(), "conflict-graph-name-"));
    file = join(temporary, "store.db");
    folder = await corpusFolder(NAME_EVERYWHERE);
    app = await testApp(dialect, folder.path, {
      by: `${NAME}'s key`,
      reason: `${NAME} asked.`,
      answerCacheMegabytes: 16,
      file,
    });
    replica = createApp(
      app.store,
      { corsOrigins: "local", answerCacheMegabytes: 16, isLarge: () => false },
      pino({ level: "silent" }),
    );
    // A load that withdraws a record, for reasons that contain the name.
    const records = NAME_EVERYWHERE["records.yaml"] ?? "";
    const from = records.indexOf("  - id: to-be-withdrawn");
    const withoutOne = records.slice(0, from) + records.slice(records.indexOf("mentions:"));
    const note = `withdrawn: [{ casualtyReport: to-be-withdrawn, by: ${NAME}, reason: ${NAME} asked. }]\n`;
    await folder.write({ "records.yaml": withoutOne + note });
    await app.load(folder.path);
    token = await app.key(NAME, "ingest", "review", "admin");
    expect(
      (await app.query(INGEST, { input: FROM_API, key: "joerg-zwetschke-1" }, token)).data.ingestArticle.__typename,
    ).toBe("IngestedArticle");
    expect(await review("forty-killed", "CORRECT", { note: `As ${NAME} wrote.` })).toEqual({
      __typename: "ReviewedCasualtyReport",
    });
    await sql`update "write" set "caller" = ${`https://issuer.example ${NAME}`} where "number" = 1`.execute(
      app.store.db,
    );
    await sql`insert into "request" ("write", "operation", "inputHash", "caller", "clientKey", "record")
      values (1, 'x', 'x', ${`https://issuer.example ${NAME}`}, 'x', 1)`.execute(app.store.db);
    before = {
      answers: await everything([null]),
      rows: await allRows(),
      log: dialect === "SQLite" ? await readFile(`${file}-wal`) : null,
    };
    const variables = { id: SPEAKER, what: "NAME", reason: `${NAME} asked for it.`, key: "once" };
    withdrawn = (await app.query(WITHDRAW, variables, token)).data.withdraw;
  }, 120_000);
  afterAll(async () => {
    await app[Symbol.asyncDispose]();
    await folder[Symbol.asyncDispose]();
    await rm(temporary, { recursive: true });
  });

  const review = async (slug: string, decision: string, correction: object | null = null) =>
    (await app.query(REVIEW, { id: claimId(slug), decision, correction, reason: `${NAME} checked.` }, token)).data
      .reviewCasualtyReport;

  /** Every field of every type at every revision, the pages in all forms, and the exports. */
  async function everything(revisions: readonly (number | null)[]): Promise<string> {
    const { store } = app;
    const context = () =>
      createContext(store, { caller: { name: "x", id: "x", scopes: ["admin"] }, publicUrl: "https://a.example" });
    const parts: string[] = [];
    for (const revision of revisions)
      for (const query of queriesAt(revision)) {
        const result = await execute({ schema, document: parse(query), contextValue: context() } as never);
        const { data, errors } = result as { data: unknown; errors?: readonly Error[] };
        expect(errors?.map(String) ?? [], query.slice(0, 200)).toEqual([]);
        parts.push(JSON.stringify(data));
      }
    const paths = ["/", "/rules", "/claims.atom"];
    for (const ending of ["", ...ENDINGS.map((form) => `.${form}`)]) {
      for (const slug of ["twenty-killed", "forty-killed", "twenty-six-killed", "six-on-the-way"])
        for (const version of [1, 2]) paths.push(`/claims/${slug}@${version}${ending}`);
      for (const revision of revisions)
        if (revision !== null) paths.push(`/tolls/killed${ending}?event=fighting&recordedAsOf=${revision}`);
    }
    const light = `/graphql?query=${encodeURIComponent(
      "{ casualtyReports(recordedAsOf: 1) { nodes { citation article { title text url } evidence { prefix quote suffix } } } actors { nodes { name } } }",
    )}`;
    const init = { headers: { accept: "application/json, text/html" } };
    const html = { headers: { accept: "text/html" } };
    for (const path of paths) parts.push(await (await app.fetch(path, html)).text());
    parts.push(await (await app.fetch(light, init)).text());
    parts.push(await (await replica.fetch(`http://localhost:4000${light}`, init)).text());
    parts.push(...((await collect(tollFile(store, {}).pieces)) as string[]));
    for (const recordedAsOf of revisions)
      for (const table of TABLE_NAMES)
        for (const format of formatsOf(TABLES[table]).filter((name) => name !== "parquet")) {
          const { pieces } = await tableFile(store, { table, format, recordedAsOf: recordedAsOf ?? undefined });
          parts.push(...((await collect(pieces)) as string[]));
        }
    return parts.join("\n");
  }

  /** The text of all columns of all tables, by `table.column`. */
  async function allRows(): Promise<Map<string, string>> {
    const found = new Map<string, string>();
    for (const { table, column } of await textColumns(app.store)) {
      const { rows } = await sql<{
        value: string | null;
      }>`select ${sql.ref(column)} as "value" from ${sql.table(table)}`.execute(app.store.db);
      found.set(`${table}.${column}`, rows.map(({ value }) => value ?? "").join("\n"));
    }
    // SQLite keeps no text in its index, but its terms are in the file.
    if (dialect !== "SQLite") {
      const { rows } = await sql<{ terms: string }>`select "document"::text as "terms" from "search"`.execute(
        app.store.db,
      );
      found.set("search.document", rows.map(({ terms }) => terms).join("\n"));
    }
    return found;
  }

  const columnsWithName = (rows: ReadonlyMap<string, string>) =>
    [...rows].flatMap(([column, text]) => (FORMS.test(plain(text)) ? [column] : []));

  it("was in every column of words before", async () => {
    expect(plain(before.answers)).toMatch(FORMS);
    const named = columnsWithName(before.rows);
    const covered = [...(await wordColumns(app.store))].flatMap(([table, columns]) =>
      columns.map((column) => `${table}.${column}`),
    );
    expect(covered.filter((column) => !named.includes(column))).toEqual([]);
    if (dialect !== "SQLite") expect(named).toContain("search.document");
  });

  it("is not in any field, page, export or revision, nor in another process's caches", async () => {
    expect(withdrawn).toMatchObject({ __typename: "Withdrawn", isErased: dialect === "SQLite" });
    const newest = (await app.query("{ dataRevision }")).data.dataRevision as number;
    const answers = await everything([null, ...Array.from({ length: newest }, (_, at) => at + 1)]);
    const found = [...plain(answers).matchAll(new RegExp(FORMS, "g"))].map(({ index }) =>
      plain(answers).slice(index - 60, index + 40),
    );
    expect(found).toEqual([]);
    expect(answers).toContain("in California that day");
    expect(answers).toContain("name withdrawn");
    expect(await (await app.fetch("/claims/twenty-killed@1")).text()).not.toContain('href="https://notes.example');
  });

  it("is not in any column of any table", async () => {
    expect(columnsWithName(await allRows())).toEqual([]);
  });

  it("is not found by a search", async () => {
    for (const words of [NAME, "Zwetschke", "Joerg", "Йорг", "zwetschke's"]) {
      const { data } = await app.query("query ($words: String!) { search(query: $words) { totalCount } }", { words });
      expect([words, data.search.totalCount]).toEqual([words, 0]);
    }
  });

  it.runIf(dialect === "SQLite")("is not in the bytes of the file and its log", async () => {
    expect(before.log?.toString("latin1")).toMatch(/wetsch/i);
    for (const name of [file, `${file}-wal`]) {
      const bytes = await readFile(name);
      expect(bytes.toString("latin1")).not.toMatch(/wetsch/i);
      expect(plain(bytes.toString())).not.toMatch(/wetsch|цвечке|вечке/);
    }
  });

  it("is not confirmed by any hash", async () => {
    const rows = await allRows();
    const all = [...rows.values()].join("\n");
    const hashes = /[0-9a-f]{64}/g;
    const kept = new Set([...all.matchAll(hashes)].map(([hash]) => hash));
    const named = [
      "article.textHash",
      "article.contentHash",
      "casualtyReport.contentHash",
      "event.contentHash",
      "corpus.folderHash",
      "corpusState.hash",
    ];
    for (const column of named)
      for (const [hash] of (before.rows.get(column) ?? "").matchAll(hashes))
        expect([column, kept.has(hash)]).toEqual([column, false]);
    expect(before.rows.get("request.inputHash")).toMatch(hashes);
    for (const hash of (before.rows.get("request.inputHash") ?? "").match(hashes) ?? [])
      expect(all).not.toContain(`\n${hash}`);
  });

  it("leaves offsets and text hashes that fit the masked text", async () => {
    const { data } = await app.query(
      `{ articles { nodes { text textHash paragraphs { text start end } casualtyReports { nodes { evidence { quote prefix suffix start end articleHash cell { row } } } } } } }`,
    );
    for (const { text, textHash, paragraphs, casualtyReports } of data.articles.nodes) {
      expect(textHash).toBe(sha256(text));
      for (const paragraph of paragraphs) expect(paragraph.text).toBe(text.slice(paragraph.start, paragraph.end));
      for (const { evidence } of casualtyReports.nodes)
        for (const { quote, prefix, suffix, start, end, articleHash, cell } of evidence) {
          if (cell) {
            expect([articleHash, start, end]).toEqual([sha256(quote), 0, quote.length]);
            continue;
          }
          expect(articleHash).toBe(textHash);
          expect(prefix + quote + suffix).toBe(text.slice(start - prefix.length, end + suffix.length));
        }
    }
  });

  it("does not prevent a review, and stays away after it", async () => {
    for (const slug of ["twenty-killed", "forty-killed", "twenty-six-killed"])
      expect([slug, await review(slug, "ACCEPT")]).toEqual([slug, { __typename: "ReviewedCasualtyReport" }]);
    const { data } = await app.query(
      "{ casualtyReports { nodes { attributedTo { words } evidence { quote prefix suffix } } } }",
    );
    expect(plain(JSON.stringify(data))).not.toMatch(FORMS);
  });
});

const VALUES = {
  "actor.slug": '"speaker"',
  "article.slug": '"report"',
  "casualtyReport.slug": '"twenty-killed"',
  "event.slug": '"fighting"',
  "place.slug": '"riverton"',
  "node.id": JSON.stringify(SPEAKER),
  "nodes.ids": JSON.stringify([SPEAKER, claimId("to-be-withdrawn")]),
  "compareReports.filter": "{}",
  // All lists with facets have this property.
  "facets.by": "[DAY]",
  "search.query": '"people Riverton"',
  "toll.event": '"fighting"',
  "tollTimeline.event": '"fighting"',
  harm: "KILLED",
  "extractClaims.text": JSON.stringify("Officials said 12 people were killed."),
};

const queriesAt = (revision: number | null): string[] =>
  everyField(schema, { ...VALUES, ...(revision !== null && { recordedAsOf: `${revision}` }) });

it("The queries of these tests select every field of every type that a query can answer", () => {
  const selected = new Set<string>();
  const info = new TypeInfo(schema);
  for (const query of queriesAt(null))
    visit(
      parse(query),
      visitWithTypeInfo(info, {
        Field: () => void selected.add(`${info.getParentType()?.name}.${info.getFieldDef()?.name}`),
      }),
    );
  const reachable = new Set([...selected].map((field) => field.split(".")[0]));
  const fields = Object.values(schema.getTypeMap()).flatMap((type) =>
    reachable.has(type.name) && isObjectType(type)
      ? Object.keys(type.getFields()).map((name) => `${type.name}.${name}`)
      : [],
  );
  expect(fields.filter((field) => !selected.has(field) && !/Edge\.node$/.test(field))).toEqual([]);
});
