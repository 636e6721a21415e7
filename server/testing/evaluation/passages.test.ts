import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { annotated } from "../../extract/annotation.ts";
import { extractClaims } from "../../extract/extract.ts";
import { readPassages } from "./passages.ts";
import { errorsOf, tableOf } from "./report.ts";
import { scorePassage } from "./score.ts";

const CLAIM = {
  id: "c1",
  harm: "KILLED",
  count: { min: 2, max: 2, qualifier: "exactly" },
  victims: "UNSPECIFIED",
  scope: "NEW",
  status: "CURRENT",
  span: [0, 9],
};
const passage = (...claims: object[]) => ({ id: "1", text: "Two died.", claims });

let folder: string;
let file: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "conflict-graph-passages-"));
  file = join(folder, "passages.jsonl");
});
afterAll(() => rm(folder, { recursive: true }));

async function read(...lines: (object | string)[]) {
  await writeFile(file, lines.map((line) => (typeof line === "string" ? line : JSON.stringify(line))).join("\n"));
  return readPassages(file);
}
const readClaim = async (changes: object) => (await read(passage({ ...CLAIM, ...changes })))[0]?.claims[0];

describe("Annotated passages", () => {
  it("have the format of `extract --jsonl`: a text's own extraction has no errors", async () => {
    const text =
      "Northland's army said on Tuesday that at least 12 people, including two nurses, were killed and dozens wounded. " +
      "Between 30 and 40 rebels have been captured since May, a spokesman told Reuters. There were no casualties.";
    const claims = extractClaims(text);
    const passages = await read({ id: "7", text, claims: claims.map((claim) => annotated(claim, text)) });
    const scores = passages.map((one) => scorePassage(one, claims));
    expect(claims.length).toBeGreaterThan(4);
    expect(errorsOf(scores)).toBe("");
    expect(tableOf(scores).match(/100\.0%/g)).toHaveLength(27);
  });

  it("may accept other values", async () => {
    const accept = {
      harm: ["CASUALTIES"],
      q: ["about"],
      count: [3],
      by: [null, "army"],
      via: ["AFP"],
      status: ["DENIED"],
    };
    expect(await readClaim({ attributedTo: "officials", accept })).toMatchObject({
      harms: ["KILLED", "CASUALTIES"],
      figures: ["2", "3"],
      qualifiers: ["EXACTLY", "ABOUT"],
      claimants: ["officials", null, "army"],
      conduits: [null, "AFP"],
      statuses: ["CURRENT", "DENIED"],
    });
  });

  it.each([
    [{ min: 50, max: null, qualifier: "more than" }, ["50", "51"], "MORE_THAN"],
    [{ min: null, max: 50, qualifier: "fewer than" }, ["50", "49"], "FEWER_THAN"],
    [{ min: 12, max: null, qualifier: "dozens" }, ["dozens"], "VAGUE"],
    [{ min: 10, max: 20, qualifier: "range" }, ["10–20"], "BETWEEN"],
  ])("read the count %o", async (count, figures, qualifier) => {
    expect(await readClaim({ count })).toMatchObject({ figures, qualifiers: [qualifier] });
  });

  it("let a zero be any of the harms that it denies", async () => {
    const count = { min: 0, max: 0, qualifier: "exactly" };
    const harms = ["KILLED", "WOUNDED"];
    expect((await readClaim({ harm: "CASUALTIES", harms, count }))?.harms).toEqual(["CASUALTIES", ...harms]);
    expect((await readClaim({ harm: "CASUALTIES", harms }))?.harms).toEqual(["CASUALTIES"]);
  });
});

describe("A faulty file of passages", () => {
  it("is refused with all faults and their lines", async () => {
    await expect(
      read(
        passage(CLAIM),
        "",
        "{",
        passage({ ...CLAIM, harm: "DEAD" }),
        passage({ ...CLAIM, accept: { claimant: ["army"] } }),
        passage({ ...CLAIM, span: [0, 10] }, { ...CLAIM, id: "c2", partOf: "c2", count: { qualifier: "about" } }),
        passage(CLAIM, { ...CLAIM, id: "c2", sameAs: "c1" }, { ...CLAIM, id: "c3", sameAs: "c2", partOf: "c9" }),
        passage(CLAIM, CLAIM),
      ),
    ).rejects.toThrow(
      new RegExp(
        [
          /line 3: is not JSON\..*/,
          /line 4: claims\[0\]\.harm: .*"KILLED".*/,
          /line 5: claims\[0\]\.accept: .*"claimant".*/,
          /line 6: claims\[0\]\.span: must be two offsets within the text, which has 9 .*/,
          /line 6: claims\[1\]\.count: needs min or max\./,
          /line 6: claims\[1\]\.partOf: “c2” is not another claim of the passage\./,
          /line 7: claims\[2\]\.partOf: “c9” is not another claim of the passage\./,
          /line 7: claims\[2\]\.sameAs: “c2” repeats another claim\. Name that claim\./,
          /line 8: claims\[0\]\.id: “c1” is not unique in the passage\./,
          /line 8: claims\[1\]\.id: “c1” is not unique in the passage\./,
        ]
          .map(({ source }) => `^\\S+passages\\.jsonl, ${source}$`)
          .join("\n"),
        "m",
      ),
    );
  });

  it("is refused if it does not exist, or is empty", async () => {
    await expect(readPassages(join(folder, "none.jsonl"))).rejects.toThrow(/none\.jsonl does not exist\./);
    await expect(readPassages(folder)).rejects.toThrow(/cannot be read \(EISDIR\)/);
    await expect(read("")).rejects.toThrow(/passages\.jsonl is empty\./);
  });
});
