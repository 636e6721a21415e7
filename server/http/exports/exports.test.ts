import { gunzipSync } from "node:zlib";
import { unpackTar } from "modern-tar";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SEEDS } from "../../config/config.ts";
import { dialects } from "../../testing/dialects.ts";
import { readTable } from "../../testing/readCsv.ts";
import { corpusFolder, SMALL_CORPUS, type TestApp, testApp } from "../../testing/testApp.ts";
import { EXPORT_FILES, TABLE_FILES } from "./exportAddress.ts";

const TYPES: Readonly<Record<string, string>> = {
  csv: "text/csv; charset=utf-8; header=present",
  jsonl: "application/jsonl; charset=utf-8",
  parquet: "application/vnd.apache.parquet",
  geojson: "application/geo+json",
};

describe.each(dialects)("The files below /export/ on %s", (dialect) => {
  let app: TestApp;
  beforeAll(async () => {
    app = await testApp(dialect, SEEDS);
  });
  afterAll(() => app[Symbol.asyncDispose]());
  const get = (file: string, headers: Record<string, string> = {}, method = "GET") =>
    app.fetch(`/export/${file}`, { method, headers });
  const text = async (file: string) => (await get(file)).text();

  it("are all there, each with its type and a name that says the data revision", async () => {
    for (const file of TABLE_FILES) {
      const response = await get(file);
      const [table, format = ""] = file.split(".");
      expect([file, response.status, response.headers.get("content-type")]).toEqual([file, 200, TYPES[format]]);
      expect(response.headers.get("content-disposition")).toBe(`attachment; filename="${table}-r1.${format}"`);
      expect((await response.arrayBuffer()).byteLength).toBeGreaterThan(1000);
    }
  });

  it("take the filters of the GraphQL lists, and have the same records as these", async () => {
    const ids = async (search: string) =>
      readTable(await text(`claims.csv?${search}`))
        .map((row) => row.claim_id)
        .sort();
    const filter = `{ harm: [KILLED, WOUNDED], event: "clashes-september-2020", count: { atLeast: 10 }, statedAt: { until: "2020-09-28" } }`;
    const { data } = await app.query(`{ casualtyReports(first: 100, filter: ${filter}) { nodes { slug } } }`);
    const slugs = (data as { casualtyReports: { nodes: { slug: string }[] } }).casualtyReports.nodes;
    expect(slugs.length).toBeGreaterThan(3);
    const search = "harm=KILLED&harm=WOUNDED&event=clashes-september-2020&count.atLeast=10&statedAt.until=2020-09-28";
    expect(await ids(search)).toEqual(slugs.map(({ slug }) => slug).sort());
    expect(await ids("asOf=2020-09-28T04:00+04:00")).toEqual(["first-day-24-killed"]);
  });

  it("can be continued after any row, pinned to the data revision that the answer names", async () => {
    const whole = await get("claims.csv?harm=KILLED");
    expect(whole.headers.get("content-location")).toBe("/export/claims.csv?harm=KILLED&recordedAsOf=1");
    const rows = readTable(await whole.text());
    const after = rows[4]?.claim_id;
    expect(readTable(await text(`claims.csv?harm=KILLED&recordedAsOf=1&after=${after}`))).toEqual(rows.slice(5));
  });

  it("are not sent again if they have not changed", async () => {
    const first = await get("claims.csv?harm=KILLED&event=clashes-september-2020");
    const etag = first.headers.get("etag") ?? "";
    expect(etag).toMatch(/^"[\w-]{43}"$/);
    const again = await get("claims.csv?event=clashes-september-2020&harm=KILLED", { "if-none-match": etag });
    expect([again.status, await again.text()]).toEqual([304, ""]);
    for (const other of ["claims.csv?harm=KILLED", "claims.jsonl?harm=KILLED&event=clashes-september-2020"])
      expect((await get(other, { "if-none-match": etag })).status).toBe(200);
  });

  it("are compressed on the way, and then have another entity tag", async () => {
    const [plain, zipped] = [await get("claims.csv"), await get("claims.csv", { "accept-encoding": "br, gzip" })];
    expect(zipped.headers.get("content-encoding")).toBe("gzip");
    expect(zipped.headers.get("vary")).toContain("accept-encoding");
    expect(gunzipSync(await zipped.arrayBuffer()).toString()).toBe(await plain.text());
    expect(zipped.headers.get("etag")).not.toBe(plain.headers.get("etag"));
    expect((await get("claims.parquet", { "accept-encoding": "gzip" })).headers.get("content-encoding")).toBeNull();
  });

  it("answer HEAD with the headers of GET, and nothing else", async () => {
    const [head, whole] = [await get("events.csv", {}, "HEAD"), await get("events.csv")];
    expect(await head.text()).toBe("");
    for (const name of ["etag", "content-type", "content-disposition", "link"])
      expect(head.headers.get(name)).toBe(whole.headers.get(name));
  });

  it("are described by CSV on the Web metadata, which each file links to", async () => {
    const response = await get("claims.jsonl?harm=KILLED");
    const [, target = ""] = /^<([^>]+)>; rel="describedby"/.exec(response.headers.get("link") ?? "") ?? [];
    const metadata = await get(target);
    expect(metadata.headers.get("content-type")).toBe("application/csvm+json");
    const { url, tableSchema, "dc:description": description } = JSON.parse(await metadata.text());
    const [row] = (await response.text()).split("\n");
    expect(tableSchema.columns.map(({ name }: { name: string }) => name)).toEqual(Object.keys(JSON.parse(row ?? "")));
    expect([url, tableSchema.primaryKey, description]).toEqual([
      "claims.csv",
      "claim_id",
      'The table “claims” of conflict-graph at data revision 1, as asked: {"harm":["KILLED"]}.',
    ]);
  });

  it("include everything as folders that can be loaded", async () => {
    expect(EXPORT_FILES).toContain("corpus.tar.gz");
    const response = await get("corpus.tar.gz?corpus=armenia-azerbaijan-clashes", { "accept-encoding": "gzip" });
    expect([
      response.status,
      response.headers.get("content-encoding"),
      response.headers.get("content-disposition"),
    ]).toEqual([200, null, 'attachment; filename="corpus-r1.tar.gz"']);
    const entries = await unpackTar(gunzipSync(await response.arrayBuffer()));
    const names = entries.map(({ header }) => header.name);
    expect(names).toContain("armenia-azerbaijan-clashes/corpus.yaml");
    expect(names).toContain("armenia-azerbaijan-clashes/articles/cgtn-unsc-to-meet.md");
    expect(await text("corpus.tar.gz?corpus=other")).toContain(
      "is not a corpus of this store; it has armenia-azerbaijan-clashes",
    );
    expect(await text("corpus.tar.gz?harm=KILLED")).toContain(
      "“harm” is not a parameter here; use corpus, recordedAsOf",
    );
  });

  it("refuse what is wrong, and say what would be right", async () => {
    for (const [file, status, message] of [
      ["claims.xlsx", 404, "The files are claims.csv, claims.jsonl,"],
      ["actors.geojson", 404, "There is no file at /export/actors.geojson."],
      ["claims.csv?harm=DEAD", 400, 'harm is "DEAD": Value "DEAD" does not exist in "Harm" enum.'],
      ["claims.csv?kind=STATE", 400, "“kind” is not a parameter here; use article, asOf,"],
      ["claims.csv?event=nowhere", 400, "event names no Event: there is none with the slug or id “nowhere”."],
      ["claims.csv?isPart=false&partKind=PERIOD", 400, "isPart is false, which excludes `partKind`"],
      ["claims.csv?count.atLeast=many", 400, 'count.atLeast is "many"'],
      ["claims.csv?recordedAsOf=9", 400, "recordedAsOf is 9, but the newest data revision is 1"],
      ["claims.csv?after=nothing", 400, "after is “nothing”, which is not the id of a row"],
      ["claims.csv?review=", 400, "review is empty"],
      ["events.jsonl?spreadsheet=true", 400, "spreadsheet is only for CSV"],
    ] as const) {
      for (const method of ["GET", "HEAD"])
        expect([file, (await get(file, {}, method)).status]).toEqual([file, status]);
      expect(await text(file)).toContain(message);
    }
    const unacceptable = await get("claims.csv", { accept: "application/json" });
    expect([unacceptable.status, await unacceptable.text()]).toEqual([
      406,
      expect.stringContaining("This file is text/csv"),
    ]);
    const posted = await get("claims.csv", {}, "POST");
    expect([posted.status, posted.headers.get("allow")]).toEqual([405, "GET, HEAD"]);
  });
});

describe("The files below /export/", () => {
  it("show the state of a data revision, also after later writes", async () => {
    await using folder = await corpusFolder(SMALL_CORPUS);
    await using app = await testApp("SQLite", folder.path);
    const before = await (await app.fetch("/export/claims.csv")).text();
    await folder.write({
      "records.yaml": SMALL_CORPUS["records.yaml"].replace("victims: CIVILIAN", "victims: MILITARY"),
    });
    await app.load(folder.path);
    expect(await (await app.fetch("/export/claims.csv?recordedAsOf=1")).text()).toBe(before);
    expect(await (await app.fetch("/export/claims.csv")).text()).not.toBe(before);
  });

  it("have no words of texts that the licence forbids showing, or that were withdrawn, in any format", async () => {
    const manifest = SMALL_CORPUS["corpus.yaml"].replace("showsText: true", "showsText: false");
    await using folder = await corpusFolder({ ...SMALL_CORPUS, "corpus.yaml": manifest });
    await using app = await testApp("SQLite", folder.path);
    for (const file of TABLE_FILES) {
      const bytes = Buffer.from(await (await app.fetch(`/export/${file}`)).arrayBuffer());
      // Parquet is compressed, so that its rows are compared through the formats that have the same columns.
      if (file.endsWith("parquet")) continue;
      expect(bytes.toString(), file).not.toMatch(/people were killed|ministry said|including 5|had fired|no fewer/);
    }
    const [row] = readTable(await (await app.fetch("/export/articles.csv")).text());
    expect(row).toMatchObject({ title: "Fighting near Riverton", text: "", shows_text: "false" });
  });

  it("need a key if reading needs one", async () => {
    await using app = await testApp("SQLite", SEEDS, { read: "closed" });
    expect((await app.fetch("/export/claims.csv")).status).toBe(401);
    const authorization = `Bearer ${await app.key("reader")}`;
    const response = await app.fetch("/export/claims.csv", { headers: { authorization } });
    expect([response.status, response.headers.get("cache-control")]).toEqual([200, "private, no-cache, no-transform"]);
  });
});
