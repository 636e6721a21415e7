import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TOLL_COLUMNS } from "../publish/csv/tollColumns.ts";
import { TOLL_TITLE } from "../publish/csv/tollTable.ts";
import { collect, readCsv } from "../testing/readCsv.ts";
import type { CellValue, Column } from "./columns.ts";
import { csvPieces, csvText } from "./csv.ts";
import { dictionaryCsv, dictionaryMarkdown } from "./dictionary.ts";
import { csvMetadata } from "./metadata.ts";
import { TABLES } from "./tables.ts";

type Row = readonly [CellValue, CellValue];
const COLUMNS: readonly Column<Row>[] = [
  { name: "first", description: "The first.", type: "text", value: ([first]) => first },
  { name: "second", description: "The second.", type: "text", value: ([, second]) => second },
];

describe("CSV", () => {
  it("keeps every text unchanged: commas, quotes, line ends, other scripts", () => {
    const odd = fc.string({
      unit: fc.constantFrom(",", '"', "\n", "\r", "\t", ";", " ", "=", "'", "é", "Արցախ", "🕊", "a"),
    });
    fc.assert(
      fc.property(fc.array(fc.tuple(odd, odd)), (rows) => {
        expect(readCsv(csvText(COLUMNS, rows))).toEqual([["first", "second"], ...rows]);
      }),
    );
  });

  it("has an empty cell for null and for an empty list, and never a word for it", () => {
    expect(csvText(COLUMNS, [[null, []]])).toBe("first,second\r\n,\r\n");
    expect(csvText(COLUMNS, [[0, false]])).toBe("first,second\r\n0,false\r\n");
    expect(csvText(COLUMNS, [[["a", "b"], true]])).toBe("first,second\r\na;b,true\r\n");
  });

  it("changes no texts, except for a spreadsheet, which would run some as formulas", () => {
    const texts = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"];
    const rows = texts.map((text) => [text, "x=1"] as const);
    expect(readCsv(csvText(COLUMNS, rows)).slice(1)).toEqual(rows);

    const guarded = csvText(COLUMNS, rows, { spreadsheet: true });
    expect(guarded.startsWith("\uFEFFfirst,second\r\n")).toBe(true);
    expect(readCsv(guarded).slice(1)).toEqual(texts.map((text) => [`'${text}`, "x=1"]));
    expect(csvText(COLUMNS, [[-46.75, -1]], { spreadsheet: true })).toContain("\r\n-46.75,-1\r\n");
  });

  it("comes in pieces that make the same text, with a header even if there are no rows", async () => {
    async function* pages(...all: Row[][]) {
      yield* all;
    }
    const join = async (pieces: AsyncIterable<string>) => (await collect(pieces)).join("");
    const rows: Row[] = [
      ["a", 1],
      ["b", 2],
      ["c", 3],
    ];
    expect(await join(csvPieces(COLUMNS, pages(rows.slice(0, 2), [], rows.slice(2))))).toBe(csvText(COLUMNS, rows));
    expect(await join(csvPieces(COLUMNS, pages([])))).toBe("first,second\r\n");
    expect(await join(csvPieces(COLUMNS, pages()))).toBe("first,second\r\n");
  });
});

describe.each([...Object.values(TABLES), { title: TOLL_TITLE, columns: TOLL_COLUMNS }])(
  "The columns of “$title”",
  ({ title, columns }) => {
    it("each have a unique name in snake case, and a sentence that describes them", () => {
      expect(new Set(columns.map((column) => column.name)).size).toBe(columns.length);
      for (const column of columns) {
        expect(column.name).toMatch(/^[a-z]+(_[a-z0-9]+)*$/);
        expect(column.description, column.name).toMatch(/^[A-Z].{9,}[.]$/s);
        if (column.type === "integer" || column.type === "decimal") expect(column.unit, column.name).toBeTruthy();
      }
    });

    it("are all in the data dictionary, as a table, for readers and for programs", () => {
      const names = columns.map((column) => column.name);
      const [header, ...rows] = readCsv(dictionaryCsv(columns));
      expect(header).toEqual(["column", "type", "unit", "values", "description"]);
      expect(rows.map(([column]) => column)).toEqual(names);
      const markdown = dictionaryMarkdown(title, columns);
      expect([...markdown.matchAll(/^\| `(\w+)` \|/gm)].map(([, column]) => column)).toEqual(names);
      const metadata = JSON.parse(
        csvMetadata("a folder/my file.csv", { title, description: "All.", sources: [] }, columns),
      );
      expect(metadata).toMatchObject({ "@context": ["http://www.w3.org/ns/csvw", {}], url: "my%20file.csv" });
      expect(metadata.tableSchema.columns.map((column: { name: string }) => column.name)).toEqual(names);
    });
  },
);
