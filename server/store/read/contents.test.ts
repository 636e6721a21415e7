import { sql } from "kysely";
import { expect, it } from "vitest";
import { RECORD_TYPES } from "../../domain/vocabulary.ts";
import { corpusFolder, SMALL_CORPUS, testStore } from "../../testing/testApp.ts";
import { TABLE_OF, type VersionedTable } from "../db/tables.ts";
import { contentsOf } from "./contents.ts";
import type { Row } from "./visibleRows.ts";

/** Columns that belong to the version, not to its content, and columns that follow from other columns. */
const NOT_CONTENT =
  /^(key|record|slug|version|recorded\w+|validFrom|reason|revisedJson|contentHash|sort\w+|\w+(From|Until)|lower|upper|conventionMin|textHash|isTextWithdrawn)$/;

const EVIDENCE = { article: 1, articleHash: "", start: 0, end: 1, paragraph: 0, quote: "x", prefix: "", suffix: "" };
const OTHER: Readonly<Record<string, unknown>> = {
  aliasesJson: [{ name: "x", language: null }],
  namesJson: [{ name: "x", language: null }],
  tagsJson: ["x"],
  statusNotesJson: [{ by: null, evidence: EVIDENCE }],
  retractionJson: { statedAt: null, words: null, evidence: [EVIDENCE], note: null },
};
const TIME = { at: "1999", basis: "STATED", words: null, note: null };

function changed(name: string, value: unknown): unknown {
  if (name.endsWith("Json")) return JSON.stringify(OTHER[name] ?? TIME);
  return typeof value === "string" ? `${value}x` : Number(value) + 1;
}

it.each(RECORD_TYPES)(
  "The content of a record of type %s changes if any of its content columns changes",
  async (type) => {
    await using folder = await corpusFolder({
      ...SMALL_CORPUS,
      "corpus.yaml": `${SMALL_CORPUS["corpus.yaml"]}  - { id: other, title: Other, licence: none, showsText: true }\n`,
      "articles/flood-of-reports.md": SMALL_CORPUS["articles/flood-of-reports.md"].replace(
        "language",
        "source: own\nlanguage",
      ),
      // Only BETWEEN has both bounds.
      "records.yaml": SMALL_CORPUS["records.yaml"].replace(/AT_LEAST, value: 20/, "BETWEEN, min: 20, max: 30"),
    });
    await using test = await testStore("SQLite");
    await test.load(folder.path);
    const { rows } = await sql<Row<VersionedTable>>`select * from ${sql.table(TABLE_OF[type])}`.execute(test.store.db);
    const row = rows[0] as Row<VersionedTable>;
    const told = async (one: object) => JSON.stringify(await contentsOf(test.store, type, [one as typeof row]));
    const before = await told(row);
    const silent = [];
    for (const [name, value] of Object.entries(row)) {
      if (NOT_CONTENT.test(name)) continue;
      if ((await told({ ...row, [name]: changed(name, value) })) === before) silent.push(name);
    }
    expect(silent).toEqual([]);
  },
);
