import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { dialects } from "../testing/dialects.ts";
import { type TableFile, tableFile } from "../testing/imports/tableFile.ts";
import { corpusFolder, type Folder, SMALL_CORPUS, type TestApp, testApp } from "../testing/testApp.ts";
import { importMapped, suggestFor } from "./importMapped.ts";

const TABLE = `Nr;Date (dd/mm/yyyy);Town;Dead;Hurt;Said by;Note
1;01/03/2021;Riverton;"1,000";10+;Army;First
2;02/03/2021;Riverton;5-10;;;
3;03/03/2021;Ягода;dozens;~20;Army;Third
4;04/03/2021;Hilltown;n/a;;Guard;
`;
const MAP = `corpus: { id: list, title: A list, version: 1 }
source: { licence: CC0-1.0 }
dates: dmy
values:
  Said by: { Army: ministry, Guard: southland }
places:
  - { id: "list-{Town}", name: "{Town}" }
events:
  - id: list-{Nr}
    title: "Fighting: {Town}"
    time: "{Date (dd/mm/yyyy)}"
    place: list-{Town}
claims:
  - { id: "list-{Nr}-killed", event: "list-{Nr}", harm: KILLED, count: "{Dead}", attributedTo: "{Said by}", scope: CUMULATIVE, statedAt: "{Date (dd/mm/yyyy)}" }
  - { id: "list-{Nr}-hurt", event: "list-{Nr}", harm: WOUNDED, count: "{Hurt}" }
ignore: [Note]
`;

describe.each(dialects)("A table with a map on %s", (dialect) => {
  let folder: Folder;
  let app: TestApp;
  let table: TableFile;
  let map: TableFile;
  beforeEach(async () => {
    folder = await corpusFolder(SMALL_CORPUS);
    app = await testApp(dialect, folder.path);
    table = await tableFile("list.csv", TABLE);
    map = await tableFile("list.yaml", MAP);
  });
  afterEach(async () => {
    for (const item of [app, folder, table, map]) await item[Symbol.asyncDispose]();
  });
  const run = async (ownMap: string = MAP, ownTable: string = TABLE, withdrawMissing = false) => {
    await map.write(ownMap);
    await table.write(ownTable);
    const signal = new AbortController().signal;
    return importMapped(app.store, table.path, { map: map.path, withdrawMissing, by: "A. Importer", signal });
  };
  const refusal = (ownMap?: string, ownTable?: string): Promise<string[]> =>
    run(ownMap, ownTable).then(
      () => ["Nothing was refused."],
      (error: Error) => error.message.split("\n"),
    );
  const query = async (source: string) => {
    const { data, errors } = await app.query(source);
    expect(errors).toBeUndefined();
    return data;
  };

  it("becomes events and claims, with the cells of the figures as evidence", async () => {
    expect(await run()).toMatchObject({ added: 13, rows: 4, leftOut: new Map([["claims without a figure", 3]]) });
    const { events, casualtyReports, toll } = await query(`{
      events(first: 10) { nodes { slug title place { name } time { at } evidence { quote cell { row column } } } }
      casualtyReports(first: 10) { nodes { slug count { label text } attributedTo { actor { slug } } evidence { quote cell { file row column } } } }
      toll(event: "list-1", harm: KILLED) { label }
    }`);
    expect(events.nodes).toContainEqual({
      slug: "list-3",
      title: "Fighting: Ягода",
      place: { name: "Ягода" },
      time: { at: "2021-03-03" },
      evidence: [{ quote: "3", cell: { row: 4, column: "Nr" } }],
    });
    const claim = (slug: string) => casualtyReports.nodes.find((node: { slug: string }) => node.slug === slug);
    expect(claim("list-1-killed")).toEqual({
      slug: "list-1-killed",
      count: { label: "1,000", text: null },
      attributedTo: { actor: { slug: "ministry" } },
      evidence: [{ quote: "1,000", cell: { file: "list.csv", row: 2, column: "Dead" } }],
    });
    expect(claim("list-2-killed")).toMatchObject({ count: { label: "between 5 and 10" }, attributedTo: null });
    expect(claim("list-3-killed")).toMatchObject({ count: { label: "an unstated number (dozens)", text: "dozens" } });
    expect(claim("list-1-hurt")).toMatchObject({ count: { label: "at least 10" }, attributedTo: null });
    expect(toll.label).toMatch(/^1,000 killed, according to Ministry of Defence of Northland/);
  });

  it("is not repeated, and a changed table becomes revisions and withdrawals", async () => {
    const { added } = await run();
    expect(await run()).toMatchObject({ added: 0, revised: 0, unchanged: added, missing: 0 });
    const changed = TABLE.replace("5-10", "6-10").replace(/^4;.*\n/m, "");
    expect(await run(MAP, changed)).toMatchObject({ revised: 1, missing: 2 });
    expect(await run(MAP, changed, true)).toMatchObject({ revised: 0, missing: 0, withdrawn: 2 });
  });

  it("is refused with all its faults at once, by line and column, and nothing is imported", async () => {
    const faulty = TABLE.replace("01/03/2021", "31/02/2021")
      .replace("5-10", "10-5")
      .replace("~20", "20?")
      .replace("3;03", "2;03")
      .replace(";Guard;", ";Police;");
    expect(await refusal(MAP, `${faulty}5;yesterday;;1;=1+1;;\n6;06/03/2021;Hilltown;99999999999;;;\n`)).toEqual([
      expect.stringMatching(
        /^list\.csv:2, row 2, column Date \(dd\/mm\/yyyy\): `time.at` of the map's events .*2021-02-31/,
      ),
      expect.stringMatching(/^list\.csv:2, row 2, column Date \(dd\/mm\/yyyy\): `statedAt.at` of the map's claims /),
      expect.stringMatching(/^list\.csv:3, row 3, column Dead: `count.*` of the map's claims /),
      expect.stringMatching(/^list\.csv:4, row 4, column Hurt: is “20\?”, which is not a figure such as 12/),
      expect.stringMatching(
        /^list\.csv:5, row 5, column Said by: is the unknown category “Police”; known in the map under `values`: Army, Guard/,
      ),
      expect.stringMatching(/^list\.csv:6, row 6, column Date \(dd\/mm\/yyyy\): is “yesterday”, not a date such as/),
      expect.stringMatching(/^list\.csv:6, row 6, column Hurt: is “=1\+1”, which is not a figure/),
      expect.stringMatching(/^list\.csv:7, row 7, column Dead: `count\.value` of the map's claims is above 2147483646/),
      "Nothing was imported.",
    ]);
    expect(await query(`{ events { totalCount } }`)).toEqual({ events: { totalCount: 1 } });
  });

  it.each<[string, (text: string) => string, RegExp[]]>([
    [
      "misspells a field",
      (text) => text.replace('title: "F', 'titlle: "F'),
      [/^list\.yaml:\d+ events\[0\]\.titlle: is not a field of events; did you mean “title”\?/],
    ],
    [
      "names a column that is not there",
      (text) => text.replace('"{Dead}"', '"{Killed}"'),
      [
        /claims\[0\]\.count: names the column “Killed”, which the table does not have/,
        /does not name the column “Dead”, and no record uses it/,
      ],
    ],
    [
      "does not use a column",
      (text) => text.replace("ignore: [Note]", ""),
      [/ignore: does not name the column “Note”, and no record uses it; use it, or add it to `ignore`/],
    ],
    [
      "ignores a column that is not there",
      (text) => text.replace("[Note]", "[Note, Notes]"),
      [/ignore: names the column “Notes”/],
    ],
    [
      "has a brace without a column",
      (text) => text.replace('{Town}"\n    time', '{Town {}"\n    time'),
      [/events\[0\]\.title: has a brace that does not enclose the name of a column/],
    ],
    [
      "gives values of a column that nothing uses",
      (text) => text.replace("values:", "values:\n  Note: { a: b }"),
      [/values\.Note: is for a column that no record uses/],
    ],
    [
      "gives evidence of its own",
      (text) =>
        text
          .replace(
            "ignore:",
            '  - { id: "x-{Nr}", event: "list-{Nr}", harm: KILLED, count: 1, evidence: "{Note}" }\nignore:',
          )
          .replace(/^ignore.*$/m, ""),
      [/evidence: is made from the cells of the table; leave it out/],
    ],
    ["has an unknown part", (text) => `${text}clams: []\n`, [/has the unknown field “clams”; did you mean “claims”\?/]],
    [
      "has a wrong id",
      (text) => text.replace("id: list,", "id: A List,"),
      [/corpus\.id: is not an id; use lower-case ASCII letters/],
    ],
    ["is not YAML", () => "corpus: [", [/^list\.yaml:1: /]],
    [
      "has no records",
      (text) =>
        text
          .replace(/^events:[\s\S]*(?=ignore)/m, "")
          .replace("[Note]", "[Nr, Date (dd/mm/yyyy), Dead, Hurt, Said by, Note]"),
      [/has neither `claims` nor `events`/],
    ],
  ])("is refused if the map %s", async (_name, change, messages) => {
    const found = await refusal(change(MAP));
    for (const message of messages) expect(found).toContainEqual(expect.stringMatching(message));
    expect(found.at(-1)).toBe("Nothing was imported.");
  });

  it("reports a wrong value of the map once, not for each row", async () => {
    const found = await refusal(MAP.replaceAll("harm: WOUNDED", "harm: HURT"));
    expect(found.filter((line) => line.includes("harm"))).toHaveLength(1);
  });

  it("asks for the order of dates, and refuses the corpus of the API and of a folder", async () => {
    expect((await refusal(MAP.replace("dates: dmy\n", "")))[0]).toMatch(
      /is “01\/03\/2021”; say with `dates: dmy` or `dates: mdy` which part is the day/,
    );
    const short = (id: string) =>
      `corpus: { id: ${id}, title: A list, version: 1 }\nsource: { licence: CC0-1.0 }\nevents:\n  - { id: "new-{Nr}", title: "{Town}" }\nignore: [Date (dd/mm/yyyy), Dead, Hurt, Said by, Note]\n`;
    expect(await refusal(short("api"))).toContainEqual(expect.stringMatching(/reserved for records from the API/));
    expect(await refusal(short("small"))).toContainEqual(expect.stringMatching(/was loaded from a folder/));
  });

  it("may have columns called like properties of objects, long ids, one event for all rows, and wholes after their parts", async () => {
    const odd = "constructor,__proto__,toString\nа,7,2\nб,3,1\n";
    const map = `corpus: { id: odd, title: Odd, version: 1 }
source: { licence: CC0-1.0 }
values: { constructor: { а: A, б: B } }
events:
  - { id: odd-war, title: A war }
claims:
  - { id: "odd-part-{constructor}", event: odd-war, harm: KILLED, count: "{toString}", scope: CUMULATIVE, partOf: "odd-${"long-".repeat(20)}{constructor}", partKind: SUBGROUP }
  - { id: "odd-${"long-".repeat(20)}{constructor}", event: odd-war, harm: KILLED, count: "{__proto__}", scope: CUMULATIVE }
`;
    expect(await run(map, odd)).toMatchObject({
      added: 6,
      leftOut: new Map([["events that an earlier row gives in the same way", 1]]),
    });
    const { casualtyReports, event } = await query(`{
      casualtyReports(first: 10) { nodes { slug count { label } partOf { count { label } } } }
      event(slug: "odd-war") { evidence { quote cell { column } } }
    }`);
    expect(casualtyReports.nodes).toContainEqual({
      slug: "odd-part-a",
      count: { label: "2" },
      partOf: { count: { label: "7" } },
    });
    expect(Math.max(...casualtyReports.nodes.map(({ slug }: { slug: string }) => slug.length))).toBeLessThanOrEqual(
      100,
    );
    expect(event.evidence).toEqual([{ quote: "а", cell: { column: "constructor" } }]);
  });
});

describe("A suggested map", () => {
  it.each([
    ["a list with semicolons", TABLE],
    ["columns in other scripts", "дата,место,погибло\n2020-09-27,Ягода,5\n2020-09-28,Ягода,6\n"],
    ["columns that differ only in case", "Date,date,Killed,killed\n2020-09-27,a,5,1\n2020-09-28,b,6,2\n"],
    ["columns with braces and odd names", "{id},Killed #,constructor,__proto__,a/b\n1,5,x,y,z\n2,6,x,y,z\n"],
    ["no rows", "date,town,killed\n"],
    [
      "several events on one day in one place",
      "date,town,killed,wounded\n2020-09-27,A,5,1\n2020-09-27,A,6,1\n2020-09-27,A,6,2\n",
    ],
    ["bounds that are not always given", "id,killed,killed_min,killed_max,claimed_by\n1,5,4,8,Army\n2,6,,,\n"],
    [
      "bounds and two sides",
      "id,date_start,date_end,country,town,lat,lon,side_a,side_b,deaths_low,deaths_high,deaths,civilians,url,notes\n1,2020-09-27,2020-09-28,X,A,1,2,P,Q,4,8,5,1,http://a.example,n\n",
    ],
    ["one column", "anything\nx\n"],
  ])("imports the table that it was made for: %s", async (_name, text) => {
    await using app = await testApp("SQLite");
    await using table = await tableFile("some table.csv", text);
    await using map = await tableFile("map.yaml", await suggestFor(table.path, new AbortController().signal));
    const options = { map: map.path, withdrawMissing: false, by: "A. Importer", signal: new AbortController().signal };
    const rows = text.trim().split("\n").length - 1;
    const { data } = await app.query("{ events { totalCount } }");
    const done = await importMapped(app.store, table.path, options);
    expect(done.rows).toBe(rows);
    const after = await app.query("{ events { totalCount } }");
    expect(after.data.events.totalCount - data.events.totalCount).toBe(rows);
    expect(
      [...done.leftOut.keys()].filter(
        (reason) => !/^(?:claims without a figure|actors whose id has an empty column)$/.test(reason),
      ),
    ).toEqual([]);
  });
});
