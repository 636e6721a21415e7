import { describe, expect, it } from "vitest";
import { DATASETS } from "../import/datasets/datasets.ts";
import { outputOf, startCommand } from "../testing/commandLine.ts";
import { guide } from "../testing/guides.ts";
import { acledRow, csvOf, gedRow } from "../testing/imports/datasetRows.ts";
import { tableFile } from "../testing/imports/tableFile.ts";
import { corpusFolder } from "../testing/testApp.ts";

const LIST = "date,town,killed\n2020-09-27,Riverton,5-10\n2020-09-28,Riverton,dozens\n";

// Each command starts a process, which takes long on a busy machine.
describe("The command import", { timeout: 120_000 }, () => {
  const inFolder = async (files: Readonly<Record<string, string>>) => {
    const folder = await corpusFolder(files);
    const run = (...args: string[]) => outputOf(startCommand(["import", ...args], { cwd: folder.path }));
    return { ...folder, run, into: (...args: string[]) => run(...args, "--database", "test.db") };
  };

  it("imports a dataset, says what became of it, and can be repeated", async () => {
    const rows = [gedRow(), gedRow({ id: "7002", low: "12" })];
    await using folder = await inFolder({ "GEDEvent_v25_1.csv": csvOf(rows), "events.csv": csvOf(rows.slice(0, 1)) });
    const first = await folder.into("GEDEvent_v25_1.csv");
    expect(first.err).toBe("");
    expect(first.out).toBe(
      [
        "Imported 2 rows of UCDP Georeferenced Event Dataset 25.1: 19 records added, 0 revised, 0 withdrawn, 0 unchanged.",
        "Left out in 2 rows: parts of a total that are 0: UCDP writes 0 if it records no deaths.",
        "Left out in 1 row: bounds that do not contain the best estimate: the claim's note gives them.",
        `Licence: CC-BY-4.0. ${DATASETS[0]?.source.attribution}`,
        "",
      ].join("\n"),
    );
    const second = await folder.into("events.csv");
    expect(second.out).toMatch(/^Imported 1 row of UCDP Georeferenced Event Dataset: 0 records added, 1 revised,/);
    expect(second.err.split("\n")).toEqual([
      "5 records of earlier imports are not in this file. They stay. To withdraw them, add --withdraw-missing.",
      "The release is not known, so the claims have no date. Give it with --release, such as --release 25.1.",
      "",
    ]);
    const third = await folder.into("events.csv", "--release", "25.1", "--withdraw-missing");
    expect(third.out).toMatch(/1 revised, 5 withdrawn,/);
    expect(third.err).toBe("");
  });

  it("suggests a map for a table, which imports it", async () => {
    await using folder = await inFolder({ "list.csv": LIST });
    const suggested = await folder.run("list.csv", "--suggest");
    expect(suggested).toMatchObject({ code: 0, err: "" });
    expect(suggested.out).toMatch(/^# A first map for list\.csv, made from the names of its columns and 2 rows\./);
    await folder.write({ "map.yaml": suggested.out });
    const done = await folder.into("list.csv", "--map", "map.yaml");
    expect(done).toMatchObject({ code: 0, err: "" });
    expect(done.out).toBe(
      "Imported 2 rows of list: 6 records added, 0 revised, 0 withdrawn, 0 unchanged.\nLicence: Unknown.\n",
    );
  });

  it("does what docs/importing.md shows", async () => {
    const example = guide("docs/importing.md");
    const blockAfter = (words: string) =>
      /```\w*\n([\s\S]*?)```/.exec(example.slice(example.indexOf(words)))?.[1] ?? "";
    const [table, map] = [blockAfter("Assume that `incidents.csv` is"), blockAfter("and that `incidents.yaml` is")];
    await using folder = await inFolder({
      "incidents.csv": table,
      "incidents.yaml": map,
      "GEDEvent_v25_1.csv": csvOf([gedRow()]),
    });
    const done = await folder.into("incidents.csv", "--map", "incidents.yaml");
    expect(done).toEqual({ code: 0, err: "", out: blockAfter("says what became of the rows:") });
    await folder.write({ "incidents.csv": table.replace("1,000", "1,000 dead").replace("3;02/03", "3;31/02") });
    const refused = await folder.into("incidents.csv", "--map", "incidents.yaml");
    expect(refused.err).toBe(blockAfter("nothing is imported then:"));
    const ged = await folder.into("GEDEvent_v25_1.csv");
    expect(ged.out).toBe(blockAfter("a single, invented row:"));
  });

  it("says what is wrong without a stack trace", async () => {
    await using folder = await inFolder({
      "list.csv": LIST,
      "map.yaml": "corpus: {}\n",
      "bad.csv": csvOf([acledRow({ inter1: "9" })]),
    });
    const error = async (...args: string[]) => {
      const { code, err } = await folder.into(...args);
      expect(code).toBeGreaterThan(0);
      expect(err).not.toMatch(/\n\s+at /);
      return err;
    };
    expect(await error("nowhere.csv")).toMatch(/^nowhere\.csv: cannot be read: ENOENT/);
    expect(await error("list.csv")).toMatch(/import the table with --map\nNothing was imported\.\n$/);
    expect(await error("list.csv", "--map", "map.yaml")).toMatch(/^map\.yaml:1 corpus\.id: /);
    expect(await error("list.csv", "--map", "nowhere.yaml")).toMatch(/^nowhere\.yaml: cannot be read/);
    expect(await error("list.csv", "--map", "map.yaml", "--release", "1")).toMatch(/cannot be used with/);
    expect(await error("list.csv", "--dataset", "gdelt")).toMatch(/Allowed choices are ucdp-ged, acled, maverick/);
    expect(await error("bad.csv")).toMatch(/^bad\.csv:2, row 2, column inter1: is the unknown category “9”/);
  });

  it("knows each dataset", async () => {
    const { out } = await outputOf(startCommand(["import", "--help"]));
    const ids = DATASETS.map(({ id }) => `"${id}"`).join(", ");
    expect(out.replace(/\s+/g, " ")).toContain(`(default: told by the columns) (choices: ${ids})`);
  });

  it("stops at a signal between two batches, and continues when it is repeated", async () => {
    const rows = Array.from({ length: 6000 }, (_, at) => gedRow({ id: `${at + 1}`, source_article: "" }));
    await using file = await tableFile("GEDEvent_v25_1.csv", csvOf(rows));
    await using folder = await inFolder({});
    const child = startCommand(["import", file.path, "--database", "test.db"], { cwd: folder.path });
    setTimeout(() => child.kill("SIGTERM"), 1500);
    const stopped = await outputOf(child);
    if (stopped.err !== "")
      expect(stopped.err).toMatch(/^Stopped between two batches of rows\. What was imported stays\./);
    const { code, out } = await folder.into(file.path);
    expect(code).toBe(0);
    const [, added, unchanged] = /: (\d+) records added, 0 revised, 0 withdrawn, (\d+) unchanged/.exec(out) ?? [];
    expect(Number(added) + Number(unchanged)).toBe(6000 * 5 + 5);
  });
});
