import { describe, expect, it } from "vitest";
import { faultsOf } from "../../testing/corpusFaults.ts";

const front = (title: string, more: string, body: string) =>
  `---\ntitle: ${title}\nwording: RESTATED\nlanguage: en\n${more}\n---\n${body}\n`;

const CORPUS = {
  "corpus.yaml": `id: times
title: Times
version: 1.0.0
sources: [{ id: own, title: Own words, licence: CC0-1.0, showsText: true }]
`,
  "articles/dispatch.md": front(
    "Raid on Fordham",
    "published: 2022-05-10\nupdated: 2022-05-11",
    "Westland's governor said 40 people died in the raid on Fordham, 15 of them on the second day.",
  ),
  "articles/copy.md": front("The raid", "published: 2022-05-10\ncopyOf: dispatch", "40 people died, an agency says."),
  "articles/later.md": front(
    "Governor takes figure back",
    "published: 2022-05-20",
    "The governor withdrew the figure. Eastland denied the raid.",
  ),
  "records.yaml": `actors:
  - { id: westland, name: Westland, kind: STATE }
  - { id: eastland, name: Eastland, kind: STATE }
  - { id: governor, name: Governor of Fordham, kind: GOVERNMENT_BODY, affiliations: [{ to: westland }] }
events:
  - { id: war, title: War, type: ASSAULT, assertion: REPORTED, time: 2022-05/2022-06, evidence: { article: later, quote: Eastland denied } }
  - id: raid
    title: Raid on Fordham, 8 May 2022
    type: ASSAULT
    assertion: REPORTED
    time: 2022-05-08/2022-05-09
    partOf: war
    evidence: { article: dispatch, quote: the raid on Fordham }
    denials:
      - { by: eastland, of: OCCURRENCE, statedAt: 2022-05-16, evidence: { article: later, quote: Eastland denied the raid } }
casualtyReports:
  - id: forty
    article: dispatch
    event: raid
    harm: KILLED
    count: { qualifier: EXACTLY, value: 40, text: "40" }
    attributedTo: governor
    scope: CUMULATIVE
    statedAt: 2022-05-10
    period: 2022-05-08/2022-05-09
    evidence: 40 people died
    retraction: { statedAt: 2022-05-18, evidence: { article: later, quote: withdrew the figure } }
    denials:
      - { by: eastland, of: COUNT, statedAt: 2022-05-17, evidence: { article: later, quote: Eastland denied } }
  - id: fifteen
    article: dispatch
    event: raid
    harm: KILLED
    count: { qualifier: EXACTLY, value: 15, text: "15" }
    scope: NEW
    period: 2022-05-09
    partOf: forty
    partKind: PERIOD
    evidence: 15 of them
`,
};
type File = keyof typeof CORPUS;
type Change = readonly [file: File, from: string, to: string];
const RECORDS = "records.yaml";
const DISPATCH = "articles/dispatch.md";
const COPY = "articles/copy.md";
const LATER = "articles/later.md";

function faultsAfter(...changes: readonly Change[]): Promise<string[]> {
  const files: Record<File, string> = { ...CORPUS };
  for (const [file, from, to] of changes) {
    if (!files[file].includes(from)) throw new Error(`The corpus does not contain “${from}”.`);
    files[file] = files[file].replace(from, to);
  }
  return faultsOf(files);
}
const records = (from: string, to: string): Change => [RECORDS, from, to];
const STATED = "    statedAt: 2022-05-10";
const PERIOD = "    period: 2022-05-08/2022-05-09";
const PART = "    period: 2022-05-09\n    partOf";
const RAID = "    time: 2022-05-08/2022-05-09";

it("A corpus whose times are in order has no fault", async () => {
  expect(await faultsAfter()).toEqual([]);
});

const IMPOSSIBLE: readonly (readonly [order: string, fault: RegExp, ...changes: Change[]])[] = [
  [
    "an article that was updated before it was published",
    /^articles\/dispatch\.md:6 updated: is 2022-05-09, before the article was published \(2022-05-10\); correct the time that is wrong$/,
    [DISPATCH, "updated: 2022-05-11", "updated: 2022-05-09"],
  ],
  [
    "a copy that was published before its original",
    /^articles\/copy\.md:5 published: is 2022-05-09, before its original “dispatch” was published \(2022-05-10, articles\/dispatch\.md:5\); .*copyOf/,
    [COPY, "published: 2022-05-10", "published: 2022-05-09"],
  ],
  [
    "a copy that was last updated before its original",
    /^articles\/copy\.md:5 updated: is 2022-05-09, before its original/,
    [COPY, "published: 2022-05-10", "updated: 2022-05-09"],
  ],
  [
    "a copy of an undated copy, before the first original",
    /^articles\/later\.md:5 published: is 2022-05-09, before its original “dispatch”/,
    [COPY, "published: 2022-05-10\n", ""],
    [LATER, "published: 2022-05-20", "published: 2022-05-09\ncopyOf: copy"],
    records("statedAt: 2022-05-16, ", ""),
    records("statedAt: 2022-05-17, ", ""),
    records("    retraction: { statedAt: 2022-05-18, evidence: { article: later, quote: withdrew the figure } }\n", ""),
  ],
  [
    "a claim that was stated after the last version of its article",
    /^records\.yaml:\d+ casualtyReports\[0\]\.statedAt: is 2022-05-12, after the article “dispatch” was last updated \(2022-05-11, articles\/dispatch\.md:6\); correct the time that is wrong, or give the article's later change as `updated`$/,
    records(STATED, "    statedAt: 2022-05-12"),
  ],
  [
    "a claim that was stated after the article was published, if no update is known",
    /statedAt: is 2022-05-11, inferred, after the article “dispatch” was published \(2022-05-10/,
    [DISPATCH, "updated: 2022-05-11\n", ""],
    records(STATED, "    statedAt: { at: 2022-05-11, basis: INFERRED }"),
  ],
  [
    "a historic claim that was stated after its article",
    /statedAt: is 2022-05-12, after the article/,
    records(STATED, "    status: HISTORIC\n    statedAt: 2022-05-12"),
  ],
  [
    "a current claim that was stated before its event began",
    /statedAt: is 2022-05-07, before the event “raid” began \(2022-05-08, records\.yaml:11\); .*HISTORIC/,
    records(STATED, "    statedAt: 2022-05-07"),
  ],
  [
    "a current claim that was stated before the whole of its undated event began",
    /statedAt: is 2022-04, before the event “war” began \(2022-05,/,
    records(`${RAID}\n`, ""),
    records(STATED, "    statedAt: 2022-04"),
  ],
  [
    "a current claim without a time, in an article from before its event",
    /^records\.yaml:\d+ casualtyReports\[1\]\.article: the article “dispatch” was last updated 2022-05-11, before the event “strike” began \(2022-06-01, records\.yaml:\d+\)/,
    records(
      "casualtyReports:",
      "  - { id: strike, title: Strike, type: ASSAULT, assertion: ANNOUNCED, time: 2022-06-01, evidence: { article: dispatch, quote: Fordham } }\ncasualtyReports:",
    ),
    records('"15" }\n    scope: NEW\n    period: 2022-05-09\n', '"15" }\n    scope: NEW\n'),
    records(
      "event: raid\n    harm: KILLED\n    count: { qualifier: EXACTLY, value: 15",
      "event: strike\n    harm: KILLED\n    count: { qualifier: EXACTLY, value: 15",
    ),
    records("quote: Fordham }", 'quote: Fordham, prefix: "raid on ", suffix: "," }'),
  ],
  [
    "a period that begins after the claim was stated",
    /period: begins 2022-05-11, after the claim was stated \(2022-05-10\); .*HYPOTHETICAL/,
    records(PERIOD, "    period: 2022-05-11"),
    records(PART, "    partOf"),
  ],
  [
    "a period that ends after the claim was stated",
    /period: ends 2022-05-11, after the claim was stated \(2022-05-10\)/,
    records(PERIOD, "    period: 2022-05-08/2022-05-11"),
  ],
  [
    "a period that ends after the article, if the claim has no time",
    /casualtyReports\[1\]\.period: ends 2022-05-12, after the article “dispatch” was last updated/,
    records(PART, "    period: 2022-05-09/2022-05-12\n    partOf"),
    records(`${PERIOD}\n`, ""),
  ],
  [
    "a period of a current claim that ends before its event began",
    /casualtyReports\[0\]\.period: ends 2022-05-07, before the event “raid” began/,
    records(PERIOD, "    period: 2022-05-01/2022-05-07"),
    records(PART, "    partOf"),
  ],
  [
    "a reported event that begins after the article of its evidence",
    /^records\.yaml:\d+ events\[1\]\.time: begins 2022-05-12, after the article “dispatch” was last updated .*ANNOUNCED/,
    records(RAID, "    time: 2022-05-12"),
  ],
  [
    "a claimed event that begins after the article of its evidence",
    /events\[1\]\.time: begins 2022-05-12, after the article “dispatch”/,
    records("REPORTED\n    time: 2022-05-08/2022-05-09", "CLAIMED\n    claimedBy: westland\n    time: 2022-05-12"),
  ],
  [
    "an event that is over before its whole begins",
    /events\[1\]\.time: ends 2022-04-30, before the event “war” began \(2022-05, records\.yaml:6\); .*partOf/,
    records(RAID, "    time: 2022-04-29/2022-04-30"),
  ],
  [
    "an event that begins after the end of the whole of its undated whole",
    /events\[2\]\.time: begins 2022-05-08, after the event “war” ended \(2022-05-07/,
    records("time: 2022-05/2022-06", "time: 2022-05-01/2022-05-07"),
    records(
      "  - id: raid\n",
      "  - { id: week, title: Week, type: ASSAULT, assertion: REPORTED, partOf: war, evidence: { article: later, quote: Eastland denied } }\n  - id: raid\n",
    ),
    records("partOf: war\n", "partOf: week\n"),
  ],
  [
    "a denial of an event after the article that reports it",
    /events\[1\]\.denials\[0\]\.statedAt: is 2022-05-21, after the article “later” was published/,
    records("statedAt: 2022-05-16", "statedAt: 2022-05-21"),
  ],
  [
    "a denial of an event before the event began",
    /events\[1\]\.denials\[0\]\.statedAt: is 2022-05-07, before the event “raid” began/,
    records("statedAt: 2022-05-16", "statedAt: 2022-05-07"),
  ],
  [
    "a denial in an article from before the event",
    /events\[1\]\.denials\[0\]\.evidence\[0\]: the article “copy” was published 2022-05-01, before the event “raid” began/,
    [COPY, "published: 2022-05-10\ncopyOf: dispatch", "published: 2022-05-01"],
    records(
      "statedAt: 2022-05-16, evidence: { article: later, quote: Eastland denied the raid }",
      "evidence: { article: copy, quote: The raid }",
    ),
  ],
  [
    "a denial of a claim after the article that reports it",
    /casualtyReports\[0\]\.denials\[0\]\.statedAt: is 2022-05-21, after the article “later” was published/,
    records("statedAt: 2022-05-17", "statedAt: 2022-05-21"),
  ],
  [
    "a denial of a current claim before its event began",
    /casualtyReports\[0\]\.denials\[0\]\.statedAt: is 2022-05-07, before the event “raid” began/,
    records("statedAt: 2022-05-17", "statedAt: 2022-05-07"),
  ],
  [
    "a retraction after the article that reports it",
    /retraction\.statedAt: is 2022-05-21, after the article “later” was published/,
    records("statedAt: 2022-05-18", "statedAt: 2022-05-21"),
  ],
  [
    "a retraction before the claim was stated",
    /retraction\.statedAt: is 2022-05-09, before the claim was stated \(2022-05-10\)/,
    records("statedAt: 2022-05-18", "statedAt: 2022-05-09"),
  ],
  [
    "a retraction in an article from before the claim was stated",
    /retraction\.evidence\[0\]: the article “copy” was published 2022-05-09, before the claim was stated/,
    [COPY, "published: 2022-05-10\ncopyOf: dispatch", "published: 2022-05-09"],
    records(
      "statedAt: 2022-05-18, evidence: { article: later, quote: withdrew the figure }",
      "evidence: { article: copy, quote: The raid }",
    ),
  ],
  [
    "a PERIOD part that begins before the period of its whole",
    /casualtyReports\[1\]\.period: begins 2022-05-07, before the period of its whole “forty” begins \(2022-05-08, records\.yaml:\d+\); .*partOf/,
    records(PART, "    period: 2022-05-07/2022-05-08\n    partOf"),
  ],
  [
    "a PERIOD part that ends after the period of its whole",
    /casualtyReports\[1\]\.period: ends 2022-05-10, after the period of its whole “forty” ends/,
    records(PART, "    period: 2022-05-09/2022-05-10\n    partOf"),
  ],
  [
    "a SUBGROUP part whose period is outside that of its whole",
    /casualtyReports\[1\]\.period: begins 2022-05-10, after the period of its whole “forty” ends/,
    records(PART, "    period: 2022-05-10\n    partOf"),
    records("PERIOD", "SUBGROUP"),
  ],
];

const POSSIBLE: readonly (readonly [order: string, ...changes: Change[]])[] = [
  ["a claim of the day of the last update", records(STATED, "    statedAt: 2022-05-11")],
  ["a claim of the month of its article", records(STATED, "    statedAt: 2022-05")],
  [
    "a claim of a local date that begins within 14 hours after the article",
    [DISPATCH, "updated: 2022-05-11", "updated: 2022-05-10T12:00Z"],
    records(STATED, "    statedAt: 2022-05-11"),
  ],
  [
    "a claim of a local date that ended within 14 hours before the event",
    records(RAID, "    time: 2022-05-11T10:00Z"),
    [DISPATCH, "updated: 2022-05-11", "updated: 2022-05-11T11:00Z"],
    records(PERIOD, "    period: 2022-05"),
    records(PART, "    period: 2022-05\n    partOf"),
  ],
  ["a claim in an article without a time", [DISPATCH, "published: 2022-05-10\nupdated: 2022-05-11\n", ""]],
  [
    "a historic claim from before its event",
    records(STATED, "    status: HISTORIC\n    statedAt: 2022-04-01"),
    records(PERIOD, "    period: 2022-03"),
    records(PART, "    partOf"),
    records("statedAt: 2022-05-17", "statedAt: 2022-04-02"),
  ],
  [
    "a forecast",
    records(STATED, "    status: HYPOTHETICAL\n    statedAt: 2022-05-01"),
    records(PERIOD, "    period: 2022-05-08/2022-12"),
  ],
  ["a figure of a month that is not over yet", records(PERIOD, "    period: 2022-05")],
  [
    "an announced event after its article",
    records("REPORTED\n    time: 2022-05-08/2022-05-09", "ANNOUNCED\n    time: 2022-05-12"),
    records("event: raid", "event: war"),
    records("event: raid", "event: war"),
    records("statedAt: 2022-05-16", "statedAt: 2022-05-07"),
  ],
  ["an event that is partly outside its whole", records(RAID, "    time: 2022-04-29/2022-05-09")],
  [
    "a copy that was first published before its original, and updated after it",
    [COPY, "published: 2022-05-10", "published: 2022-05-09\nupdated: 2022-05-12"],
  ],
  ["a copy on the day of its original", [COPY, "published: 2022-05-10", "published: 2022-05-10T23:00Z"]],
  ["a denial from before the claim that it denies", records("statedAt: 2022-05-17", "statedAt: 2022-05-09")],
  [
    "a SUBGROUP part whose period is longer than that of its whole",
    records(PART, "    period: 2022-05-09/2022-05-10\n    partOf"),
    records("PERIOD", "SUBGROUP"),
  ],
];

describe("It is a fault, and the only one:", () => {
  for (const [order, fault, ...changes] of IMPOSSIBLE)
    it(order, async () => {
      expect(await faultsAfter(...changes)).toEqual([expect.stringMatching(fault)]);
    });
});

describe("It is no fault:", () => {
  for (const [order, ...changes] of POSSIBLE)
    it(order, async () => {
      expect(await faultsAfter(...changes)).toEqual([]);
    });
});

describe("A time of day and a date", () => {
  const claimed = (statedAt: string) =>
    faultsAfter(
      [DISPATCH, "updated: 2022-05-11", "updated: 2022-05-10T12:00Z"],
      records(STATED, `    statedAt: ${statedAt}`),
    );

  it("can be 14 hours apart, since the date may be local; two times of day cannot", async () => {
    expect(await claimed("2022-05-11")).toEqual([]);
    expect(await claimed("2022-05-12")).toHaveLength(1);
    expect(await claimed("2022-05-10T12:01Z")).toHaveLength(1);
    expect(await claimed("2022-05-10T13:00+01:00")).toEqual([]);
  });

  it("are compared by the end of a span that is nearer", async () => {
    expect(await claimed("2022-05-11/2022-05-20")).toEqual([]);
    expect(await claimed("2022-05-10T12:30Z/2022-05-20")).toHaveLength(1);
  });
});

describe("A time that is faulty itself", () => {
  it.each([
    [
      "an unreadable update",
      [[DISPATCH, "updated: 2022-05-11", "updated: soon"], records(STATED, "    statedAt: 2022-05-12")],
    ],
    ["an unknown status", [records(STATED, "    status: OLD\n    statedAt: 2022-05-07")]],
    [
      "an unknown assertion",
      [
        records("REPORTED\n    time: 2022-05-08/2022-05-09", "SAID\n    time: 2022-05-12"),
        records("event: raid", "event: war"),
        records("event: raid", "event: war"),
      ],
    ],
  ] as const)("leads to no second fault: %s", async (_what, changes) => {
    expect(await faultsAfter(...changes)).toHaveLength(1);
  });
});
