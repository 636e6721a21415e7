import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dialects } from "../../testing/dialects.ts";
import { type TestApp, testApp } from "../../testing/testApp.ts";

const slugs = (records: readonly { slug: string }[]) => records.map(({ slug }) => slug);

describe.each(dialects)("Tolls of the seeds on %s", (dialect) => {
  let app: TestApp;
  beforeAll(async () => {
    app = await testApp(dialect);
  });
  afterAll(() => app[Symbol.asyncDispose]());

  async function ask(query: string) {
    const { data, errors } = await app.query(query);
    expect(errors).toBeUndefined();
    return data;
  }
  const clashes = `event: "clashes-september-2020"`;

  it("84 and 9 and 2 sum to 95, with who said each, and no figure for Azerbaijani soldiers", async () => {
    const { toll } = await ask(`{ toll(harm: KILLED, ${clashes}) { breakdown {
      whole { slug } sumLow sumHigh unaccountedLow unaccountedHigh contradictions { kind } label
      cells { kind isSummed low reports { slug attributedTo { actor { slug } } } partOf { slug } subject { victims side { slug } place { slug } } }
    } } }`);
    const { cells, ...breakdown } = toll.breakdown;
    expect(breakdown).toMatchObject({
      whole: { slug: "overall-95-killed" },
      sumLow: 95,
      sumHigh: 95,
      unaccountedLow: 0,
      unaccountedHigh: 0,
      contradictions: [],
    });
    const summed = cells.filter(({ isSummed }: { isSummed: boolean }) => isSummed);
    expect(summed).toMatchObject([
      {
        kind: "STATED_PART",
        low: 9,
        partOf: { slug: "overall-11-civilians-killed" },
        subject: { place: { slug: "azerbaijan" } },
      },
      {
        kind: "STATED_PART",
        low: 2,
        partOf: { slug: "overall-11-civilians-killed" },
        subject: { side: { slug: "armenian-side" } },
      },
      {
        kind: "CROSS_CLAIMANT",
        low: 84,
        reports: [{ attributedTo: { actor: { slug: "nagorno-karabakh-officials" } } }],
        subject: { victims: "MILITARY", side: { slug: "artsakh" } },
      },
    ]);
    expect(cells).toContainEqual({
      kind: "NO_CLAIM",
      isSummed: false,
      low: null,
      reports: [],
      partOf: null,
      subject: { victims: "MILITARY", side: { slug: "azerbaijan" }, place: null },
    });
    expect(breakdown.label).toContain("sum to 95, all of the claimed total of 95. ");
    expect(breakdown.label).toMatch(/may be incomplete: no claim .* members of the military \(side: Azerbaijan\)/);
  });

  it("95: who claims it, which figures set it, and what is left out and why", async () => {
    const { toll } = await ask(`{ toll(harm: KILLED, ${clashes}) {
      label low high highest isOpenAbove lowReports { slug } highReports { slug } claimantCount sourceCount unattributedCount usedCount leftOutCount
      about { slug } positions { party { slug } label reports { slug } article { slug } } leftOut { report { slug } reason explanation }
    } }`);
    expect(toll).toMatchObject({
      label:
        "at least 95 killed, according to Agence France-Presse and 2 articles with no stated publisher that identify no source (claims, not an estimate)",
      low: 95,
      high: null,
      highest: 95,
      isOpenAbove: true,
      lowReports: [{ slug: "afp-95-killed" }, { slug: "latest-tallies-95-killed" }, { slug: "overall-95-killed" }],
      highReports: [{ slug: "afp-95-killed" }, { slug: "latest-tallies-95-killed" }, { slug: "overall-95-killed" }],
      claimantCount: 1,
      sourceCount: 1,
      unattributedCount: 2,
      about: { slug: "clashes-september-2020" },
    });
    expect(toll.positions).toMatchObject([
      { party: { slug: "afp" }, label: "at least 95" },
      { party: null, label: "95", article: { slug: "rolling-report-2020-09-28" } },
      { party: null, label: "at least 95", article: { slug: "unsc-talks-planned" } },
    ]);
    const reasons = Object.fromEntries(
      toll.leftOut.map(({ report, reason }: { report: { slug: string }; reason: string }) => [report.slug, reason]),
    );
    expect(reasons).toMatchObject({
      "first-day-24-killed": "OTHER_PERIOD",
      "karabakh-26-more-killed": "INCREMENT",
      "reuters-55-killed": "INCREMENT",
      "karabakh-53-soldiers-killed": "SCOPE_UNSTATED",
      "karabakh-84-killed": "OTHER_VICTIMS",
      "overall-11-civilians-killed": "OTHER_VICTIMS",
    });
    const { casualtyReports } = await ask(
      `{ casualtyReports(filter: { harm: [KILLED], event: ["clashes-september-2020"] }) { totalCount } }`,
    );
    expect(toll.usedCount + toll.leftOutCount).toBe(casualtyReports.totalCount);
  });

  it("A total of the clashes sets only a lower bound for the war that contains them", async () => {
    const data = await ask(
      `{ event(slug: "war-2020") { toll(harm: KILLED) { low isOpenAbove about { slug } label } } }`,
    );
    expect(data.event.toll).toMatchObject({ low: 95, isOpenAbove: true, about: { slug: "clashes-september-2020" } });
    expect(data.event.toll.label).toContain("about a part of the event");
  });

  it.each([
    ["2020-09-27", 24, null, "2020-09-27T23:59:59.999Z"],
    // AFP's figure may be from the 29th.
    ["2020-09-28", 95, null, "2020-09-28T23:59:59.999Z"],
    // Four hours before the end of the day in UTC, so no figure of that day is known to have been stated by then.
    ["2020-09-28+04:00", 24, null, "2020-09-28T19:59:59.999Z"],
    ["2020-09-26", null, null, "2020-09-26T23:59:59.999Z"],
  ])("As of %s it is from %s to %s", async (asOf, low, high, end) => {
    const { toll } = await ask(`{ toll(harm: KILLED, ${clashes}, asOf: "${asOf}") { low high asOf } }`);
    expect(toll).toEqual({ low, high, asOf: end });
  });

  it("10, 11 and 12 civilians: two of one party in unknown order, and 11 by others", async () => {
    const data = await ask(`{
      ours: toll(harm: KILLED, ${clashes}, victims: CIVILIAN, side: "azerbaijan") {
        low high claimantCount latest { report { slug } undetermined candidates { slug } } spread { difference ratio }
        sides { side { slug } letter own { label claimantCount } opposing { label } others { label } }
      }
      all: toll(harm: KILLED, ${clashes}, victims: CIVILIAN) { low high used { slug } }
      compareReports(reports: ["aliyev-10-civilians-killed", "prosecutor-12-civilians-killed", "third-day-11-civilians-killed"]) {
        a { slug } b { slug } relation reason
      }
    }`);
    expect(data.ours).toMatchObject({ low: 10, high: 12, claimantCount: 1, spread: { difference: 2, ratio: 1.2 } });
    expect(data.ours.latest).toMatchObject({ report: null, undetermined: "OVERLAPPING_TIMES" });
    expect(slugs(data.ours.latest.candidates)).toEqual([
      "aliyev-10-civilians-killed",
      "prosecutor-12-civilians-killed",
    ]);
    expect(data.ours.sides).toEqual([
      {
        side: { slug: "azerbaijan" },
        letter: "A",
        own: { label: "10 to 12", claimantCount: 1 },
        opposing: { label: "no figure" },
        others: { label: "no figure" },
      },
    ]);
    expect(data.all).toMatchObject({ low: 11, high: null });
    expect(data.compareReports.map(({ relation }: { relation: string }) => relation)).toEqual([
      "UNKNOWN",
      "OTHER_SIDE",
      "OTHER_SIDE",
    ]);
    expect(data.compareReports[0].reason).toContain("10 (Ilham Aliyev)");
  });

  it("105 killed and 100 bodies of 2022 are different measures", async () => {
    const data = await ask(`{
      toll(harm: KILLED, event: "clashes-september-2022", victims: MILITARY, side: "armenia") { low high used { slug } leftOut { report { slug } reason } }
      compareReports(reports: ["pashinyan-105-soldiers-killed", "azerbaijan-100-bodies-offered"]) { relation reason }
      contradictions: compareReports(filter: {}, relation: [CONTRADICTS]) { a { slug } b { slug } }
    }`);
    expect(data.toll).toEqual({
      low: 105,
      high: 105,
      used: [{ slug: "pashinyan-105-soldiers-killed" }],
      leftOut: [{ report: { slug: "azerbaijan-100-bodies-offered" }, reason: "OTHER_MEASURE" }],
    });
    expect(data.compareReports).toMatchObject([{ relation: "OTHER_MEASURE" }]);
    expect(data.contradictions).toEqual([]);
  });

  it("The pilot of the Su-25 stays in the toll, although two governments deny having shot it down", async () => {
    const of = `harm: KILLED, event: "su-25-loss-2020-09", victims: MILITARY, side: "armenia", place: "armenia", tags: ["pilot"]`;
    const { toll } = await ask(`{ toll(${of}) { low high isIncident denied { slug } positions { isDenied } } }`);
    expect(toll).toEqual({
      low: 1,
      high: 1,
      isIncident: true,
      denied: [{ slug: "su-25-pilot-killed" }],
      positions: [{ isDenied: true }],
    });
  });

  it("The rules differ if the claims do", async () => {
    const of = `harm: KILLED, ${clashes}, victims: CIVILIAN, side: "azerbaijan"`;
    const data = await ask(
      `{ ${["RANGE", "LATEST", "LOWEST", "HIGHEST"]
        .map((rule) => `${rule}: toll(${of}, rule: ${rule}) { low high rule label ruleDescription }`)
        .join(" ")} }`,
    );
    const bounds = Object.values(data).map((toll) => [(toll as { low: number }).low, (toll as { high: number }).high]);
    expect(bounds).toEqual([
      [10, 12],
      [null, null],
      [10, 10],
      [12, 12],
    ]);
    expect(data.LATEST.label).toBe(
      "no single latest figure: several claims may be the latest, and they differ (claims, not an estimate)",
    );
    expect(data.LOWEST).toMatchObject({ rule: "LOWEST", ruleDescription: expect.stringContaining("smallest") });
  });

  it("Free filters: by party with everyone who belongs to it, and for all events", async () => {
    const data = await ask(`{
      party: toll(harm: KILLED, party: ["azerbaijan"], victims: CIVILIAN, side: "azerbaijan") { used { slug } }
      other: toll(harm: KILLED, party: ["armenia"], victims: CIVILIAN, side: "azerbaijan") { used { slug } label }
      anywhere: toll(harm: KILLED) { low about { slug } separateEvents { slug } }
      place: toll(harm: KILLED, place: "azerbaijan", victims: CIVILIAN) { low high used { slug } }
      none: toll(harm: MISSING) { label low high usedCount leftOutCount breakdown { label } latest { undetermined } }
    }`);
    expect(slugs(data.party.used)).toEqual(["aliyev-10-civilians-killed", "prosecutor-12-civilians-killed"]);
    expect(data.other).toEqual({ used: [], label: "no figure" });
    expect(data.anywhere).toEqual({ low: 95, about: { slug: "clashes-september-2020" }, separateEvents: [] });
    expect(data.place).toEqual({ low: 9, high: 9, used: [{ slug: "nine-civilians-killed-in-azerbaijan" }] });
    expect(data.none).toEqual({
      label: "no figure",
      low: null,
      high: null,
      usedCount: 0,
      leftOutCount: 0,
      breakdown: null,
      latest: { undetermined: "NO_CLAIM" },
    });
  });

  it("The timeline has a step for each time at which figures were stated, and each party's series", async () => {
    const { tollTimeline } = await ask(`{ tollTimeline(harm: KILLED, ${clashes}) {
      steps { from possibleFrom low high label added { slug } }
      series { party { slug } article { slug } points { low report { slug } statedAt { precision } } } undated { slug }
    } }`);
    expect(tollTimeline.steps).toMatchObject([
      { from: "2020-09-27T23:59:59.999Z", low: 24, high: null },
      { from: "2020-09-28T23:59:59.999Z", possibleFrom: "2020-09-28T00:00:00.000Z", low: 95, high: null },
      { from: "2020-09-29T23:59:59.999Z", added: [{ slug: "afp-95-killed" }] },
    ]);
    expect(tollTimeline.series).toMatchObject([
      { party: { slug: "afp" }, points: [{ low: 95 }] },
      {
        party: null,
        article: { slug: "first-day-2020-09-27" },
        points: [{ low: 24, statedAt: { precision: "DAY" } }],
      },
      { party: null, points: [{ low: 95 }] },
      { party: null, points: [{ low: 95 }] },
    ]);
    expect(tollTimeline.undated).toEqual([]);
  });

  it("Who carries which figure, where it is missing, and how articles name whom", async () => {
    const { event } = await ask(`{ event(slug: "clashes-september-2020") {
      carriedFigures(harm: KILLED, first: 1) { label subject { label } claimant { slug } carriedBy { slug } missingFrom { article { slug } isEarlier } }
      naming { article { slug } actor { slug } place { slug } names { words count } }
    } }`);
    expect(event.carriedFigures).toMatchObject([
      {
        label: "11",
        subject: { label: "civilians" },
        claimant: null,
        carriedBy: [{ slug: "rolling-report-2020-09-28" }, { slug: "unsc-talks-planned" }],
        missingFrom: [{ article: { slug: "cgtn-unsc-to-meet" } }, { article: { slug: "first-day-2020-09-27" } }],
      },
    ]);
    const cgtn = event.naming.filter(
      ({ article }: { article: { slug: string } }) => article.slug === "cgtn-unsc-to-meet",
    );
    expect(cgtn[0]).toEqual({
      article: { slug: "cgtn-unsc-to-meet" },
      actor: null,
      place: { slug: "nagorno-karabakh" },
      names: [
        { words: "the breakaway Nagorno-Karabakh region", count: 2 },
        { words: "the ethnic Armenian region of Nagorno-Karabakh", count: 2 },
        { words: "The mountainous region of Nagorno-Karabakh", count: 1 },
        { words: "the enclave", count: 1 },
        { words: "the region of Nagorno-Karabakh", count: 1 },
      ],
    });
  });

  it("The widest disagreement is between 10 and 12", async () => {
    const { widestDisagreements } = await ask(
      `{ widestDisagreements(harm: KILLED) { spread { difference } subject { label event { slug } } } }`,
    );
    expect(widestDisagreements).toEqual([
      {
        spread: { difference: 2 },
        subject: { label: "civilians (side: Azerbaijan)", event: { slug: "clashes-september-2020" } },
      },
    ]);
  });

  it.each([
    [`toll(harm: KILLED, event: "nowhere") { label }`, "event", "nowhere"],
    [`toll(harm: KILLED, side: "nobody") { label }`, "side", "nobody"],
    [`toll(harm: KILLED, place: "nowhere") { label }`, "place", "nowhere"],
    [`toll(harm: KILLED, party: ["nobody"]) { label }`, "party", "nobody"],
    [`toll(harm: KILLED, tags: ["Not a tag"]) { label }`, "tags", "lower-case"],
    [`toll(harm: KILLED) { positions(first: -1) { label } }`, "first", "0 to 1000"],
    [`toll(harm: KILLED) { used(first: 1001) { slug } }`, "first", "0 to 1000"],
    [`toll(harm: KILLED) { leftOut(skip: -1) { reason } }`, "skip", "0 or more"],
    [`toll(harm: KILLED) { denied(skip: -1) { slug } }`, "skip", "0 or more"],
    [
      `toll(harm: KILLED, ${clashes}) { breakdown(whole: "karabakh-84-killed") { label } }`,
      "whole",
      "not one of the used claims",
    ],
    [`toll(harm: KILLED, ${clashes}) { breakdown(whole: "nothing") { label } }`, "whole", "nothing"],
    [`tollTimeline(harm: KILLED, event: "nowhere") { undated { slug } }`, "event", "nowhere"],
    [`widestDisagreements(harm: KILLED, first: 0) { label }`, "first", "1 to 100"],
    [`compareReports { relation }`, "reports", "one of the two"],
    [`compareReports(reports: ["overall-95-killed"], filter: {}) { relation }`, "reports", "one of the two"],
    [`compareReports(reports: ["nothing"]) { relation }`, "reports", "nothing"],
  ])("Refused: %s", async (query, argument, words) => {
    const { errors } = await app.query(`{ ${query} }`);
    expect(errors).toMatchObject([{ extensions: { code: "BAD_USER_INPUT", argument } }]);
    expect(errors?.[0]?.message).toContain(words);
  });

  it("Comparing one report, or the same one twice, gives no pair", async () => {
    const data = await ask(`{
      one: compareReports(reports: ["overall-95-killed"]) { relation }
      twice: compareReports(reports: ["overall-95-killed", "overall-95-killed"]) { relation }
    }`);
    expect(data).toEqual({ one: [], twice: [] });
  });

  const FIGURES = "label low high lowReports { slug } highReports { slug } spread { difference }";
  it.each([
    ["their bounds", "low high claimantCount usedCount leftOutCount"],
    ["their labels", FIGURES],
    [
      "their positions",
      `positions { ${FIGURES} party { slug } publisher { slug } isDenied latest { report { slug } candidates { slug } } superseded { slug } }`,
    ],
    [
      "all that they hold",
      `${FIGURES} about { slug } separateEvents { slug } latest { report { slug } } used { slug article { slug } } leftOut { reason report { slug } } denied { slug }
      narrower { ${FIGURES} subject { label side { slug } } } sides { own { label } opposing { label } } breakdown { label cells { label reports { slug } } contradictions { explanation } } recordedAsOf`,
    ],
  ])("Tolls on a page of events, with %s, need as many statements for twenty as for two", async (_what, fields) => {
    const statements = async (first: number) => {
      app.statements.length = 0;
      await ask(
        `{ events(first: ${first}, filter: { partOf: ["war-2020"] }) { nodes { toll(harm: KILLED) { ${fields} } } } }`,
      );
      return app.statements.length;
    };
    const [two, twenty] = [await statements(2), await statements(20)];
    expect(twenty).toBeLessThanOrEqual(Math.max(two, 24));
    expect(await statements(20)).toBe(twenty);
    expect(await statements(40)).toBe(twenty);
  });
});
