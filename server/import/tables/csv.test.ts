import { readdir, readlink } from "node:fs/promises";
import { stringify } from "csv-stringify/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { tableFile } from "../../testing/imports/tableFile.ts";
import { ImportError } from "../faults.ts";
import { openTable } from "./openTable.ts";
import type { TableRow } from "./table.ts";

const NEVER = new AbortController().signal;

async function read(content: string | Uint8Array, name = "table.csv", signal = NEVER) {
  await using file = await tableFile(name, content);
  await using table = await openTable(file.path, signal);
  const rows: TableRow[] = [];
  for await (const some of table.rows) rows.push(...some);
  return { columns: table.columns, rows, values: rows.map(({ values }) => ({ ...values })) };
}

async function refusal(content: string | Uint8Array, name?: string): Promise<string> {
  const error = await read(content, name).then(
    () => null,
    (error: unknown) => error,
  );
  expect(error).toBeInstanceOf(ImportError);
  return (error as ImportError).message;
}

/** The open files of this process in folders of tables. Only Linux lists them. */
async function openTables(): Promise<string[]> {
  const names = await readdir("/proc/self/fd").catch(() => []);
  const paths = await Promise.all(names.map((name) => readlink(`/proc/self/fd/${name}`).catch(() => "")));
  return paths.filter((path) => path.includes("conflict-graph-table-"));
}

describe("A CSV file", () => {
  it.each([
    ["with commas", "a,b\n1,2\n"],
    ["with semicolons", "a;b\n1;2\n"],
    ["with tabs", "a\tb\n1\t2\n"],
    ["with CRLF", "a,b\r\n1,2\r\n"],
    ["without a last line break", "a,b\n1,2"],
    ["with a byte order mark", "\uFEFFa,b\n1,2\n"],
    ["with quotes", '"a","b"\n"1","2"\n'],
    ["with blanks around its columns", " a , b\n1,2\n"],
    ["with empty lines and rows", "\na,b\n\n1,2\n,\n\n"],
  ])("is read %s", async (_name, text) => {
    expect(await read(text)).toMatchObject({ columns: ["a", "b"], values: [{ a: "1", b: "2" }] });
  });

  it("keeps separators, quotes and line breaks within values, and numbers rows as a spreadsheet does", async () => {
    const { rows, values } = await read('a,b\r\n"x, ""y""","one\ntwo"\r\n\r\n3,4\r\n');
    expect(values).toEqual([
      { a: 'x, "y"', b: "one\ntwo" },
      { a: "3", b: "4" },
    ]);
    expect(rows.map(({ number, line }) => [number, line])).toEqual([
      [2, 3],
      [4, 5],
    ]);
  });

  it("may have columns that differ only in case, or are called like properties of objects", async () => {
    const { values, rows } = await read("Dead,dead,__proto__,constructor\n1,2,3,4\n");
    expect(Object.entries(rows[0]?.values ?? {})).toEqual([
      ["Dead", "1"],
      ["dead", "2"],
      ["__proto__", "3"],
      ["constructor", "4"],
    ]);
    expect(values).toHaveLength(1);
  });

  it("gives back whatever a CSV writer has written", async () => {
    const value = fc.string({ unit: "grapheme", maxLength: 12 }).filter((text) => !text.includes("\u0000"));
    const cell = fc.oneof(value, fc.constantFrom('"', '""', ",", ";", "\n", "\r\n", " ", "é", "😀"));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 6 }), async (cells) => {
        const rows = cells.map(([a, b]) => ({ id: "1", a, b }));
        for (const options of [
          {},
          { bom: true },
          { delimiter: ";" },
          { quoted: true },
          { record_delimiter: "windows" },
        ])
          expect((await read(stringify(rows, { header: true, ...options }))).values).toEqual(rows);
      }),
      { numRuns: 40 },
    );
  });

  it("that is longer than a batch is read to its end", async () => {
    const { rows } = await read(`a\n${Array.from({ length: 1201 }, (_, at) => at).join("\n")}\n`);
    expect(rows).toHaveLength(1201);
    expect(rows.at(-1)).toMatchObject({ number: 1202, values: { a: "1200" } });
  });

  it.each<[string, string | Uint8Array, string]>([
    ["is empty", "", "table.csv: is empty; a table begins with a header"],
    ["has a column twice", "a,b,a\n", "table.csv:1, row 1: has the column “a” twice; rename one of them"],
    [
      "has a column without a name",
      "a,,b\n1,2,3\n",
      "table.csv:1, row 1: has no name for column 2; name the column in the header, or remove it",
    ],
    [
      "lacks a value",
      "a,b\n1,2\n3\n",
      "table.csv:3, row 3: does not have as many values as the header; put texts that contain the separator into quotation marks",
    ],
    [
      "has a value too many",
      "a,b\n1,2,3\n",
      "table.csv:2, row 2: does not have as many values as the header; put texts that contain the separator into quotation marks",
    ],
    [
      "does not close a quotation mark",
      'a,b\n1,"2\n',
      "table.csv:2, row 2: has a quotation mark that is not closed; close it or remove it",
    ],
    [
      "has a quotation mark in a value",
      'a,b\n1,2"3\n',
      "table.csv:2, row 2: has a quotation mark inside a value; write it twice and put the value into quotation marks",
    ],
    [
      "has text after a quotation mark",
      'a,b\n1,"2"3\n',
      "table.csv:2, row 2: has a quotation mark inside a value; write it twice and put the value into quotation marks",
    ],
    [
      "is in Latin-1",
      Buffer.from("a,b\n1,2\ncaf\xe9,3\n", "latin1"),
      "table.csv:3: is not UTF-8 text; save the table as CSV in UTF-8 (Excel: “CSV UTF-8”)",
    ],
    [
      "is in UTF-16",
      Buffer.from("\uFEFFa,b\n1,2\n", "utf16le"),
      "table.csv:1: is not UTF-8 text; save the table as CSV in UTF-8 (Excel: “CSV UTF-8”)",
    ],
    [
      "ends within a character",
      Buffer.from("a,b\n1,é").subarray(0, -1),
      "table.csv:2: is not UTF-8 text; save the table as CSV in UTF-8 (Excel: “CSV UTF-8”)",
    ],
    [
      "contains U+0000",
      "a,b\n1,\u0000\n",
      "table.csv:2: is not UTF-8 text; save the table as CSV in UTF-8 (Excel: “CSV UTF-8”)",
    ],
  ])("is refused if it %s", async (_name, content, message) => {
    expect(await refusal(content)).toBe(`${message}\nNothing was imported.`);
  });

  it("is not read into memory as one row if a quotation mark is never closed", async () => {
    expect(await refusal(`a,b\n1,"${"x\n".repeat(3_000_000)}`)).toMatch(/quotation mark that is not closed/);
  });

  it("is read if a character is cut by the end of a piece of the file, and names the line of a fault far into it", async () => {
    const line = `${"é".repeat(99)},1\n`;
    expect((await read(`a,b\n${line.repeat(2000)}`)).rows).toHaveLength(2000);
    const bytes = Buffer.concat([Buffer.from(`a,b\n${line.repeat(2000)}`), Buffer.from("caf\xe9,3\n", "latin1")]);
    expect(await refusal(bytes)).toMatch(/^table\.csv:2002: is not UTF-8/);
  });

  it("that does not exist or is a folder is named", async () => {
    await using file = await tableFile("table.csv", "a\n");
    const folder = file.path.slice(0, file.path.lastIndexOf("/"));
    await expect(openTable(`${folder}/nowhere.csv`, NEVER)).rejects.toThrow(/^nowhere\.csv: cannot be read: ENOENT/);
    await expect(openTable(folder, NEVER)).rejects.toThrow(/is not a file; name a CSV or GeoJSON file/);
  });

  it("is closed when it was read, refused, left or stopped, and a stop throws its own reason", async () => {
    await read("a\n1\n");
    await refusal("a,a\n");
    await refusal("a,b\n1\n");
    await refusal(Buffer.from("a\ncaf\xe9\n", "latin1"));
    await using file = await tableFile("table.csv", `a\n${"1\n".repeat(100_000)}`);
    {
      await using left = await openTable(file.path, NEVER);
      for await (const _rows of left.rows) break;
    }
    const stop = new AbortController();
    const reason = new Error("Stopped by a test.");
    const readAndStop = async () => {
      await using table = await openTable(file.path, stop.signal);
      for await (const _rows of table.rows) stop.abort(reason);
    };
    await expect(readAndStop()).rejects.toBe(reason);
    await expect(openTable(file.path, stop.signal)).rejects.toBe(reason);
    expect(await openTables()).toEqual([]);
  });
});
