import { describe, expect, it } from "vitest";
import type { Answer } from "../../testing/answer.ts";
import { dialects } from "../../testing/dialects.ts";
import { corpusFolder, testApp } from "../../testing/testApp.ts";

/** A claim of “<figure> people” in an article of its own, unless `article` names one. */
interface Told {
  readonly figure: string | number;
  readonly qualifier?: string;
  readonly value?: number;
  /** The day of June 2031 on which the article was published. */
  readonly day?: number;
  readonly [field: string]: unknown;
}

interface Story {
  readonly claims: Readonly<Record<string, Told>>;
  readonly articles?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly places?: readonly object[];
  readonly events?: readonly object[];
  readonly eventTime?: string;
}

const ACTORS = [
  { id: "ministry", name: "Ministry", kind: "GOVERNMENT_BODY" },
  { id: "agency", name: "Agency", kind: "NEWS_AGENCY" },
  { id: "weekly", name: "Weekly", kind: "MEDIA_OUTLET" },
];
const evidence = { article: "background", quote: "The fighting near Riverton" };
const front = (fields: object, text: string) =>
  `---\n${JSON.stringify({ title: "Fighting near Riverton", wording: "RESTATED", language: "en", ...fields })}\n---\n${text}\n`;
const dayOfJune = (day: number) => `2031-06-${String(day).padStart(2, "0")}`;

/** The files of a small corpus about one event with the slug `fighting`. */
function filesOf({ claims, articles = {}, places = [], events = [], eventTime = "2031-06" }: Story) {
  const told = Object.entries(claims).map(([id, { figure, qualifier = "EXACTLY", value, day = 2, ...fields }]) => {
    const article = (fields.article as string | undefined) ?? id;
    const stated = value ?? (typeof figure === "number" ? figure : null);
    const count = { qualifier, text: String(figure), ...(stated !== null && { value: stated }) };
    return {
      file: [
        `articles/${article}.md`,
        front({ published: dayOfJune(day), ...articles[article] }, `${figure} people were hurt.`),
      ],
      report: {
        id,
        event: "fighting",
        harm: "KILLED",
        scope: "CUMULATIVE",
        count,
        evidence: `${figure} people`,
        ...fields,
        article,
      },
    };
  });
  const fighting = {
    id: "fighting",
    title: "Fighting near Riverton",
    type: "ASSAULT",
    assertion: "REPORTED",
    time: eventTime,
    evidence,
  };
  return {
    "corpus.yaml": JSON.stringify({
      id: "real-reporting",
      title: "Shapes of real reporting",
      version: "1.0.0",
      sources: [{ id: "own", title: "Invented", licence: "CC0-1.0", showsText: true }],
    }),
    "articles/background.md": front({ published: "2031-06-01" }, "The fighting near Riverton went on."),
    ...Object.fromEntries(told.map(({ file }) => file)),
    "records.yaml": JSON.stringify({
      actors: ACTORS,
      places,
      events: [fighting, ...events],
      casualtyReports: told.map(({ report }) => report),
    }),
  };
}

const ministry = { attributedTo: "ministry" };
const agency = { attributedTo: "agency" };

// Opening the first PGlite of a worker takes long.
describe.each(dialects)("On %s, of real reporting,", { timeout: 90_000 }, (dialect) => {
  async function withStory(story: Story, check: (ask: (query: string) => Promise<Answer["data"]>) => Promise<void>) {
    await using folder = await corpusFolder(filesOf(story));
    await using app = await testApp(dialect, folder.path);
    await check(async (query) => {
      const answer = await app.query(query);
      expect(answer.errors).toBeUndefined();
      return answer.data;
    });
  }

  const TOLL = `toll(event: "fighting", harm: KILLED) { label low high used { slug } leftOut { report { slug } reason } warning }`;

  it("a corrected total of an earlier time takes nothing back", async () => {
    const claims = {
      first: { figure: 390, day: 11, ...ministry, period: "2031-06-01/2031-06-10", statedAt: "2031-06-11" },
      corrected: { figure: 371, day: 12, ...ministry, period: "2031-06-01/2031-06-05", statedAt: "2031-06-12" },
    };
    await withStory({ claims }, async (ask) => {
      const { toll, compareReports, covered } = await ask(`{
        ${TOLL}
        covered: toll(event: "fighting", harm: KILLED, asOf: "2031-06-06", by: COVERED) { low high }
        compareReports(filter: { event: ["fighting"] }) { relation reason }
      }`);
      expect(toll).toMatchObject({ low: 390, high: 390, used: [{ slug: "first" }] });
      expect(toll.leftOut).toEqual([{ report: { slug: "corrected" }, reason: "OTHER_PERIOD" }]);
      expect(compareReports).toMatchObject([
        { relation: "OTHER_PERIOD", reason: expect.stringContaining("takes nothing back") },
      ]);
      expect(covered).toEqual({ low: 371, high: 371 });
    });
  });

  it("a total since a ceasefire is listed apart from one since the fighting began", async () => {
    const claims = {
      war: { figure: 678, day: 12, ...ministry, period: "2031-06-01/2031-06-12" },
      ceasefire: { figure: 24, day: 20, ...ministry, period: "2031-06-12/2031-06-20" },
    };
    await withStory({ claims, eventTime: "2031-06-01/2031-06-20" }, async (ask) => {
      const { toll } = await ask(
        `{ toll(event: "fighting", harm: KILLED) { low high partialPeriod { label } otherPeriods { label period { label } reports { slug } } } }`,
      );
      expect(toll).toEqual({
        low: 678,
        high: 678,
        partialPeriod: null,
        otherPeriods: [
          { label: "24", period: { label: "12 June 2031 to 20 June 2031" }, reports: [{ slug: "ceasefire" }] },
        ],
      });
    });
  });

  it("a copy is of the time of its original, over several copies", async () => {
    const claims = {
      monday: { figure: "At least 30", qualifier: "AT_LEAST", value: 30, day: 2, ...ministry },
      tuesday: { figure: "At least 45", qualifier: "AT_LEAST", value: 45, day: 3, ...ministry },
      copy: { figure: "At least 30", qualifier: "AT_LEAST", value: 30, day: 5, ...ministry },
      again: {
        figure: "At least 30",
        qualifier: "AT_LEAST",
        value: 30,
        day: 7,
        ...ministry,
        statedAt: { at: "2031-06-07", basis: "INFERRED" },
      },
    };
    const articles = {
      monday: { publisher: "agency" },
      tuesday: { publisher: "agency" },
      copy: { publisher: "weekly", copyOf: "monday" },
      again: { copyOf: "copy" },
    };
    for (const by of [ministry, { attributedTo: null }]) {
      const told = Object.fromEntries(Object.entries(claims).map(([id, claim]) => [id, { ...claim, ...by }]));
      await withStory({ claims: told, articles }, async (ask) => {
        const { toll, compareReports } = await ask(
          `{ ${TOLL} compareReports(reports: ["tuesday", "again"]) { relation later { slug } } }`,
        );
        expect(toll).toMatchObject({ low: 45, used: [{ slug: "tuesday" }] });
        expect(compareReports).toEqual([{ relation: "LATER_TOTAL", later: { slug: "tuesday" } }]);
      });
    }
  });

  it("a weaker statement that agrees replaces nothing, by any rule", async () => {
    const claims = {
      exact: { figure: 95, day: 2, ...ministry },
      dozens: { figure: "Dozens of", qualifier: "VAGUE", day: 3, ...ministry },
    };
    await withStory({ claims }, async (ask) => {
      const { toll, ...byRule } = await ask(`{
        ${TOLL}
        ${["LATEST", "LOWEST", "HIGHEST"].map((rule) => `${rule}: toll(event: "fighting", harm: KILLED, rule: ${rule}) { low high }`).join(" ")}
      }`);
      expect(toll.leftOut).toEqual([{ report: { slug: "dozens" }, reason: "AGREES" }]);
      for (const { low, high } of [toll, ...Object.values(byRule as Record<string, { low: number; high: number }>)])
        expect([low, high]).toEqual([95, 95]);
    });
  });

  it("a province is found by its name and within its country, also if a larger claim includes it", async () => {
    const places = [
      { id: "northland", name: "Northland" },
      { id: "hatria", name: "Hatria", partOf: "northland" },
      { id: "elsewhere", name: "Elsewhere" },
    ];
    const whole = { article: "whole", ...agency, partOf: "all", partKind: "SUBGROUP" };
    const claims = {
      all: { figure: 331, article: "whole", ...agency },
      north: { figure: 331, ...whole, place: "northland" },
      province: { figure: 331, ...whole, place: "hatria", partOf: "north" },
      unlinked: { figure: 331, ...whole, place: "elsewhere" },
    };
    await withStory({ claims, places }, async (ask) => {
      const { hatria, northland, elsewhere, compareReports } = await ask(`{
        hatria: toll(event: "fighting", harm: KILLED, place: "hatria") { low used { slug } }
        northland: toll(event: "fighting", harm: KILLED, place: "northland") { narrower { subject { place { slug } } low } }
        elsewhere: toll(event: "fighting", harm: KILLED, place: "elsewhere") { used { slug } }
        compareReports(reports: ["all", "province"]) { relation reason }
      }`);
      expect(hatria).toEqual({ low: 331, used: [{ slug: "province" }] });
      expect(northland.narrower).toEqual([{ subject: { place: { slug: "hatria" } }, low: 331 }]);
      expect(elsewhere.used).toEqual([{ slug: "unlinked" }]);
      expect(compareReports).toEqual([
        {
          relation: "OTHER_PLACE",
          reason: "331 (Agency) counts people in Hatria, who are among the people counted by 331 (Agency).",
        },
      ]);
    });
  });

  it("a part above its whole is a contradiction everywhere", async () => {
    const claims = {
      all: { figure: 59, ...ministry },
      civilians: { figure: 70, ...agency, victims: "CIVILIAN" },
    };
    await withStory({ claims }, async (ask) => {
      const { toll, some, compareReports } = await ask(`{
        ${TOLL}
        some: toll(event: "fighting", harm: KILLED, victims: CIVILIAN) { warning contradictions { part { slug } whole { slug } } }
        compareReports(filter: { event: ["fighting"] }) { relation reason }
      }`);
      const [{ relation, reason }] = compareReports;
      expect(relation).toBe("CONTRADICTS");
      expect([toll.warning, some.warning]).toEqual([reason, reason]);
      expect(some.contradictions).toEqual([{ part: { slug: "civilians" }, whole: { slug: "all" } }]);
      expect(toll).toMatchObject({ low: 59, high: 59 });
    });
  });

  it("fewer displaced people later contradict nothing", async () => {
    const claims = {
      june2: { figure: 1200, day: 2, ...agency, harm: "DISPLACED" },
      june9: { figure: 800, day: 9, ...ministry, harm: "DISPLACED" },
    };
    await withStory({ claims }, async (ask) => {
      const { compareReports } = await ask(`{ compareReports(filter: { event: ["fighting"] }) { relation } }`);
      expect(compareReports).toEqual([{ relation: "LATER_TOTAL" }]);
    });
  });

  it("articles with no stated publisher are counted as articles", async () => {
    const claims = { one: { figure: 20, day: 2 }, other: { figure: 30, day: 3 } };
    await withStory({ claims }, async (ask) => {
      const { toll } = await ask(
        `{ toll(event: "fighting", harm: KILLED) { label unattributedCount positions { article { slug } publisher { slug } } } }`,
      );
      expect(toll).toEqual({
        label:
          "20 to 30 killed, according to 2 articles with no stated publisher that identify no source (claims, not an estimate)",
        unattributedCount: 2,
        positions: [
          { article: { slug: "other" }, publisher: null },
          { article: { slug: "one" }, publisher: null },
        ],
      });
    });
  });

  it("“no figure” is said only if no claim gives one", async () => {
    const events = ["monday", "tuesday"].map((id) => ({
      id,
      title: `Shelling on ${id}`,
      type: "ASSAULT",
      assertion: "REPORTED",
      partOf: "fighting",
      evidence,
    }));
    const claims = {
      five: { figure: 5, ...ministry, event: "monday", scope: "NEW" },
      seven: { figure: 7, ...ministry, event: "tuesday", scope: "NEW" },
      wounded: { figure: 9, ...ministry, harm: "WOUNDED" },
    };
    await withStory({ claims, events }, async (ask) => {
      const { killed, missing, unknown } = await ask(`{
        killed: toll(event: "fighting", harm: KILLED) { label usedCount }
        missing: toll(event: "fighting", harm: MISSING) { label }
        unknown: toll(event: "monday", harm: MISSING) { label }
      }`);
      expect(killed).toEqual({
        label:
          "no total: increases or single incidents, which are not added: 5 people, in “Shelling on monday” and 7 people, in “Shelling on tuesday”",
        usedCount: 0,
      });
      expect(missing.label).toBe("no figure; there are figures for people killed and people wounded");
      expect(unknown.label).toBe("no figure; there are figures for people killed");
    });
  });

  it("a figure of another time is named where a breakdown has none", async () => {
    const claims = {
      all: { figure: 95, day: 2, ...agency },
      soldiers: {
        figure: 95,
        ...agency,
        victims: "MILITARY",
        side: "ministry",
        article: "all",
        partOf: "all",
        partKind: "SUBGROUP",
      },
      later: { figure: 12, day: 9, ...agency, victims: "CIVILIAN", side: "ministry" },
    };
    await withStory({ claims }, async (ask) => {
      const { casualtyReport } = await ask(
        `{ casualtyReport(slug: "all") { breakdown { label cells { kind label otherReports { slug } } } } }`,
      );
      const { label, cells } = casualtyReport.breakdown;
      expect(cells).toContainEqual({
        kind: "NO_CLAIM",
        label: "no figure known to be of that time",
        otherReports: [{ slug: "later" }],
      });
      expect(label).toContain(
        "Civilians (side: Ministry): claims of another time, or that are no running totals, say 12.",
      );
    });
  });
});
