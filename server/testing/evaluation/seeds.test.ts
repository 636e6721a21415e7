import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { SEEDS } from "../../config/config.ts";
import { extractClaims } from "../../extract/extract.ts";
import { readCorpus } from "../../ingest/readCorpus.ts";
import type { GoldClaim } from "./gold.ts";
import { measuresOf } from "./measures.ts";
import { scorePassage } from "./score.ts";
import { readSeedGold } from "./seedGold.ts";

const passages = await readSeedGold();
const measures = measuresOf(passages.map((passage) => scorePassage(passage, extractClaims(passage.text))));

/** The least precision and recall that the extractor must reach on the seeds, in percent. */
const MINIMUMS = [
  ["harm and count", 88, 47],
  ["victims", 88, 47],
  ["claimant", 88, 47],
  ["conduit", 82, 44],
  ["side", 66, 35],
  ["scope", 44, 23],
  ["status", 88, 47],
  ["all fields", 28, 14],
  ["part-whole links", 66, 14],
] as const;

it.each(MINIMUMS)(
  "The extractor reaches on the seeds, for %s: precision %i%%, recall %i%%",
  (name, precision, recall) => {
    const measure = measures.find((one) => one.name === name);
    expect(100 * (measure?.precision ?? -1)).toBeGreaterThanOrEqual(precision);
    expect(100 * (measure?.recall ?? -1)).toBeGreaterThanOrEqual(recall);
  },
);

it("docs/extracting.md has a table with these minimums", async () => {
  const rows = MINIMUMS.map(([name, precision, recall]) => `| ${name} | ${precision}% | ${recall}% |`);
  expect(await readFile(new URL("../../../docs/extracting.md", import.meta.url), "utf8")).toContain(rows.join("\n"));
});

it("The gold standard has each casualty report of the seeds once, and its further quotes as repetitions", async () => {
  const { records } = await readCorpus(SEEDS);
  const reports = records.filter(({ type }) => type === "CasualtyReport").map(({ slug }) => slug);
  const claims = passages.flatMap((passage) => passage.claims);
  expect(
    claims
      .filter(({ repeats }) => repeats === null)
      .map(({ id }) => id)
      .sort(),
  ).toEqual(reports.sort());
  expect(claims.filter(({ repeats }) => repeats === "first-day-24-killed").map(({ figures }) => figures)).toEqual([
    ["24", "dozens"],
    ["24", "dozens"],
    ["24", "dozens"],
  ]);
});

it("The gold standard gives the offsets of the quotes, and accepts all names of actors", () => {
  const { text, claims } = passages.find(({ id }) => id === "rolling-report-2020-09-28") ?? { text: "", claims: [] };
  const claim = claims.find(({ id }) => id === "aliyev-10-civilians-killed") as GoldClaim;
  expect(text.slice(claim.start, claim.end)).toBe("10 Azeri civilians had died since the start on Sunday");
  expect(claim).toMatchObject({
    figures: ["10"],
    qualifiers: ["EXACTLY"],
    victims: ["CIVILIAN"],
    conduits: ["Interfax", "The Interfax news agency quoted"],
    scopes: ["CUMULATIVE"],
  });
  expect(claim.claimants).toEqual([
    "Ilham Aliyev",
    "İlham Əliyev",
    "President of Azerbaijan",
    "Azerbaijan's president, Ilham Aliyev, as saying",
  ]);
  expect(claim.sides).toContain("Azerbaijan");
  const part = claims.find(({ id }) => id === "nine-civilians-killed-in-azerbaijan");
  expect(part).toMatchObject({ partOf: "overall-11-civilians-killed", claimants: [null], sides: [null] });
});
