import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadInto } from "../../service/load.ts";
import { dialects } from "../../testing/dialects.ts";
import { corpusFolder, SMALL_CORPUS, type TestApp, testApp } from "../../testing/testApp.ts";

/** A dataset with an estimate for the small corpus's fighting, for another place on that day, and for a much later day. */
const DATASET = {
  "corpus.yaml": `id: dataset
title: A dataset
version: "1"
sources: [{ id: dataset, title: A dataset, licence: CC0-1.0, showsText: true }]
`,
  "articles/table.md": `---
title: A dataset
wording: METADATA_ONLY
language: en
---
`,
  "records.yaml": `actors:
  - { id: coders, name: The Coders, kind: ORGANISATION }
places:
  - { id: dataset-near, name: Near Riverton, latitude: 10.05, longitude: 20, precision: 1 }
  - { id: dataset-far, name: Far away, latitude: -40, longitude: 20, precision: 1 }
events:
${[
  ["near", "2021-03-01", "dataset-near"],
  ["far", "2021-03-01", "dataset-far"],
  ["later", "2021-06-01", "dataset-near"],
]
  .map(
    ([id, time, place], at) => `  - id: dataset-${id}
    title: Event ${id}
    type: ASSAULT
    assertion: CLAIMED
    claimedBy: coders
    time: ${time}
    place: ${place}
    participants: [{ actor: northland, role: ACTOR, party: A }, { actor: southland, role: ACTOR, party: B }]
    evidence: { article: table, quote: "${at}", cell: { file: table.csv, row: ${at + 2}, column: id } }
`,
  )
  .join("")}casualtyReports:
  - id: dataset-near-total
    article: table
    event: dataset-near
    harm: KILLED
    scope: CUMULATIVE
    statedAt: 2022
    count: { qualifier: BETWEEN, min: 25, max: 40, best: 31 }
    attributedTo: coders
    evidence: { quote: "31", cell: { file: table.csv, row: 2, column: best } }
`,
};

const OWN = `{
  event(slug: "fighting") {
    counterparts { event { slug } confidence time { explanation } place { explanation } sides { explanation } }
    toll(harm: KILLED) {
      label low high
      counterparts { counterpart { event { slug } } toll { low high used { slug attributedTo { actor { slug } } } } }
    }
  }
}`;

describe.each(dialects)("An event beside a dataset's on %s", { timeout: 90_000 }, (dialect) => {
  let app: TestApp;
  beforeAll(async () => {
    const records = SMALL_CORPUS["records.yaml"].replace(
      "actors:\n",
      "actors:\n  - { id: someone-else, name: Someone Else, kind: ORGANISATION }\n",
    );
    await using own = await corpusFolder({ ...SMALL_CORPUS, "records.yaml": records });
    app = await testApp(dialect, own.path);
    // The dataset refers to actors of the other corpus, which a folder cannot: it repeats them under its own ids.
    const dataset = DATASET["records.yaml"]
      .replaceAll("northland", "dataset-northland")
      .replaceAll("southland", "dataset-southland")
      .replace(
        "places:",
        `  - { id: dataset-northland, name: Northland, kind: STATE }
  - { id: dataset-southland, name: Southland, kind: STATE }
places:`,
      );
    await using other = await corpusFolder({ ...DATASET, "records.yaml": dataset });
    await loadInto(app.store, other.path, {});
  });
  afterAll(() => app[Symbol.asyncDispose]());

  it("has the dataset's event of that time and place as its counterpart, with the reasons", async () => {
    const { data, errors } = await app.query(OWN);
    expect(errors).toBeUndefined();
    expect(data.event.counterparts).toEqual([
      {
        event: { slug: "dataset-near" },
        confidence: "MEDIUM",
        time: { explanation: "the same days" },
        place: { explanation: "6 km apart" },
        sides: { explanation: "no side that is known to be the same" },
      },
    ]);
  });

  it("has a toll of its own, and the dataset's estimate apart from it", async () => {
    const alone = await (async () => {
      await using folder = await corpusFolder(SMALL_CORPUS);
      await using single = await testApp(dialect, folder.path);
      return (await single.query(OWN)).data.event;
    })();
    const { data } = await app.query(OWN);
    const { counterparts, ...toll } = data.event.toll;
    const { counterparts: none, ...same } = alone.toll;
    expect(none).toEqual([]);
    expect(toll).toEqual(same);
    expect(counterparts).toEqual([
      {
        counterpart: { event: { slug: "dataset-near" } },
        toll: {
          low: 25,
          high: 40,
          used: [{ slug: "dataset-near-total", attributedTo: { actor: { slug: "coders" } } }],
        },
      },
    ]);
    const { headers } = await app.fetch("/tolls/killed?event=fighting", { redirect: "manual" });
    const page = await (await app.fetch(`/tolls/${headers.get("location")?.split("/").at(-1)}`)).text();
    expect(page).toContain("In other datasets");
    expect(page).toContain("25 to 40 killed");
  });

  it("runs as many statements for many events as for one", async () => {
    const statements = async (first: number) => {
      app.statements.length = 0;
      await app.query(`{ events(first: ${first}) { nodes { counterparts { confidence } } } }`);
      return app.statements.length;
    };
    // In the order of the list, the first event with a counterpart is the third.
    expect(await statements(50)).toBe(await statements(3));
  });

  it("refuses a number of events out of range", async () => {
    const { errors } = await app.query('{ event(slug: "fighting") { counterparts(first: 51) { confidence } } }');
    expect(errors?.[0]?.message).toContain("first is 51; it takes 0 to 50");
  });
});
