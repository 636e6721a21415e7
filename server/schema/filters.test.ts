import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dialects } from "../testing/dialects.ts";
import { corpusFolder, type Folder, SMALL_CORPUS, type TestApp, testApp } from "../testing/testApp.ts";

/** A corpus in which every filter finds something and leaves something out. */
const CORPUS = {
  ...SMALL_CORPUS,
  "corpus.yaml": `${SMALL_CORPUS["corpus.yaml"]}  - { id: closed, title: Under a licence that hides texts, licence: All rights reserved, showsText: false }\n`,
  "articles/flood-of-reports.md": SMALL_CORPUS["articles/flood-of-reports.md"].replace(
    "wording:",
    "source: own\nwording:",
  ),
  "articles/second.md": `---
title: Erdoğan's visit to Lake Town
wording: VERBATIM
source: closed
publisher: courier
agencies: [wire]
copyOf: flood-of-reports
language: en-GB
published: 2021-03-05/2021-03-06
---
Dozens were wounded in Old Quay, the Wire agency quoted a resident as saying.
The secret-garden ceremonies were cancelled.
`,
  "more.yaml": `actors:
  - { id: courier, name: The Courier, kind: MEDIA_OUTLET, aliases: [{ name: Kurýr, language: cs }] }
  - { id: wire, name: The Wire, kind: NEWS_AGENCY }
  - { id: resident, name: A resident of Lake Town, kind: UNNAMED_SOURCE }
places:
  - { id: lake-region, name: Lake Region, latitude: 0.5, longitude: 179.9, country: NL }
  - { id: lake-town, name: Lake Town, partOf: lake-region, latitude: 0.5, longitude: -179.9 }
  - { id: old-quay, name: Old Quay, partOf: lake-town }
events:
  - id: visit
    title: Visit to Lake Town, March 2021
    type: CONSULT
    mode: visit
    assertion: ANNOUNCED
    claimedBy: courier
    time: 2021-03-05
    place: lake-town
    participants: [{ actor: southland, role: HOST, assertedBy: courier }]
    partOf: talks
    evidence: { article: second, quote: "Erdoğan's visit" }
  - id: talks
    title: Talks of 2021
    type: CONSULT
    assertion: REPORTED
    evidence: { article: second, quote: "visit to Lake Town" }
    denials: [{ by: northland, of: OCCURRENCE, evidence: { article: second, quote: cancelled } }]
    review: EXTRACTED
casualtyReports:
  - id: dozens-wounded
    article: second
    event: visit
    harm: WOUNDED
    count: { qualifier: VAGUE, text: Dozens }
    victims: UNSPECIFIED
    tags: [tourists]
    place: old-quay
    side: southland
    attributedTo: { actor: resident }
    via: { actor: wire, words: the Wire agency quoted }
    blamed: { actor: northland }
    scope: NEW
    period: 2021-03-04
    statedAt: 2021-03-06
    status: HYPOTHETICAL
    review: REJECTED
    evidence: Dozens were wounded in Old Quay
mentions:
  - { article: second, place: old-quay, words: Old Quay, voice: resident }
  - { article: second, actor: wire, words: Wire agency }
`,
};

const FOUND: readonly (readonly [list: string, filter: string, slugs: readonly string[]])[] = [
  ["articles", 'publisher: ["courier"]', ["second"]],
  ["articles", 'agency: ["wire", "courier"]', ["second"]],
  ["articles", 'published: { until: "2021-03-04" }', ["flood-of-reports"]],
  ["articles", 'published: { until: "2021-03-01" }', []],
  ["articles", 'published: { until: "2021-03-01-01:00" }', ["flood-of-reports"]],
  ["articles", 'published: { from: "2021-03-06", until: "2021-03-06" }', ["second"]],
  ["articles", 'text: "erdogan visiting"', ["second"]],
  ["articles", 'text: "killing"', ["flood-of-reports"]],
  ["articles", 'text: "secret"', []],
  ["articles", 'language: ["en"]', ["flood-of-reports", "second"]],
  ["articles", 'language: ["en-GB"]', ["second"]],
  ["articles", "wording: [VERBATIM]", ["second"]],
  ["articles", 'mentionsActor: ["southland"]', ["flood-of-reports"]],
  ["articles", 'mentionsPlace: ["lake-region"]', ["second"]],
  ["articles", 'source: ["closed"]', ["second"]],
  ["events", "type: [CONSULT], mode: [VISIT]", ["visit"]],
  ["events", "assertion: [REPORTED]", ["fighting", "talks"]],
  ["events", 'claimedBy: ["courier"]', ["visit"]],
  ["events", 'participant: { actor: ["southland"] }', ["fighting", "visit"]],
  ["events", 'participant: { actor: ["southland"], role: [HOST] }', ["visit"]],
  ["events", 'participant: { actor: ["northland"], party: [B] }', []],
  ["events", 'place: ["lake-region"]', ["visit"]],
  ["events", "near: { latitude: 0.5, longitude: 179.9, kilometres: 25 }", ["visit"]],
  ["events", "near: { latitude: 0.5, longitude: 179.9, kilometres: 20 }", []],
  ["events", "near: { latitude: -10, longitude: -160, kilometres: 20038 }", ["fighting", "visit"]],
  ["events", "within: { south: 0, north: 1, west: 179, east: -179 }", ["visit"]],
  ["events", "within: { south: 10, north: 10, west: 20, east: 20 }", ["fighting"]],
  ["events", 'time: { from: "2021-03-02" }', ["visit"]],
  ["events", 'partOf: ["talks"]', ["visit"]],
  ["events", "isDenied: true", ["talks"]],
  ["events", "isDenied: false", ["fighting", "visit"]],
  ["events", "review: [EXTRACTED]", ["talks"]],
  ["events", 'text: "\\"armed clash\\""', ["fighting"]],
  ["casualtyReports", "harm: [WOUNDED, MISSING]", ["dozens-wounded"]],
  ["casualtyReports", "victims: [CIVILIAN]", ["five-civilians"]],
  ["casualtyReports", 'tag: ["tourists"]', ["dozens-wounded"]],
  ["casualtyReports", 'tag: ["tour"]', []],
  ["casualtyReports", 'side: ["southland"]', ["dozens-wounded"]],
  ["casualtyReports", 'place: ["lake-town"]', ["dozens-wounded"]],
  ["casualtyReports", 'attributedTo: ["ministry"]', ["five-civilians", "twenty-killed"]],
  ["casualtyReports", "isAttributed: false", []],
  ["casualtyReports", 'via: ["wire"]', ["dozens-wounded"]],
  ["casualtyReports", 'blamed: ["northland"]', ["dozens-wounded"]],
  ["casualtyReports", 'publisher: ["courier"]', ["dozens-wounded"]],
  ["casualtyReports", 'article: ["flood-of-reports"]', ["five-civilians", "twenty-killed"]],
  ["casualtyReports", 'event: ["talks"]', ["dozens-wounded"]],
  ["casualtyReports", 'party: ["northland"]', ["five-civilians", "twenty-killed"]],
  ["casualtyReports", 'party: ["southland"]', []],
  ["events", 'deniedBy: ["northland"]', ["talks"]],
  ["events", 'deniedBy: ["southland"]', []],
  ["places", 'country: ["nl"]', ["lake-region"]],
  ["articles", 'language: ["EN-gb"]', ["second"]],
  ["casualtyReports", 'event: ["talks"], eventWithDescendants: false', []],
  ["casualtyReports", "count: { atLeast: 20 }", ["twenty-killed"]],
  ["casualtyReports", "count: { atMost: 1000 }", ["five-civilians"]],
  ["casualtyReports", "scope: [NEW]", ["dozens-wounded"]],
  ["casualtyReports", "status: [HYPOTHETICAL]", ["dozens-wounded"]],
  ["casualtyReports", "isDenied: true", ["twenty-killed"]],
  ["casualtyReports", 'deniedMatter: [RESPONSIBILITY], deniedBy: ["southland"]', ["twenty-killed"]],
  ["casualtyReports", "deniedMatter: [COUNT]", []],
  ["casualtyReports", 'partOf: ["twenty-killed"]', ["five-civilians"]],
  ["casualtyReports", "partKind: [SUBGROUP]", ["five-civilians"]],
  ["casualtyReports", "isPart: false", ["dozens-wounded", "twenty-killed"]],
  ["casualtyReports", "review: [REJECTED]", ["dozens-wounded"]],
  ["casualtyReports", 'statedAt: { from: "2021-03-02", until: "2021-03-05" }', ["five-civilians", "twenty-killed"]],
  ["casualtyReports", 'period: { from: "2021-03" }', ["dozens-wounded"]],
  ["casualtyReports", 'text: "no fewer"', ["twenty-killed"]],
  ["actors", "kind: [NEWS_AGENCY]", ["wire"]],
  ["actors", 'country: ["NL"]', ["northland"]],
  ["actors", 'affiliatedTo: ["northland"]', ["ministry"]],
  ["actors", 'text: "kuryr"', ["courier"]],
  ["places", 'country: ["NL"]', ["lake-region"]],
  ["places", 'partOf: ["lake-region"]', ["lake-town", "old-quay"]],
  ["places", 'text: "towns"', ["lake-town"]],
];

describe.each(dialects)("Filters on %s", (dialect) => {
  let app: TestApp;
  let folder: Folder;
  beforeAll(async () => {
    folder = await corpusFolder(CORPUS);
    app = await testApp(dialect, folder.path);
  });
  afterAll(async () => {
    await app[Symbol.asyncDispose]();
    await folder[Symbol.asyncDispose]();
  });

  it.each(FOUND)("%s where %s", async (list, filter, slugs) => {
    const { data, errors } = await app.query(`{ found: ${list}(filter: { ${filter} }) { totalCount nodes { slug } } }`);
    expect(errors).toBeUndefined();
    expect(data.found.nodes.map(({ slug }: { slug: string }) => slug).sort()).toEqual(slugs);
    expect(data.found.totalCount).toBe(slugs.length);
  });

  it.each([
    ['actor: ["southland"]', ["Southland"]],
    ['place: ["lake-region"]', [null]],
    ['article: ["second"]', [null, null]],
    ['voice: ["resident"]', [null]],
    ["isOutletsOwn: true", ["Riverton", "Southland", null]],
    ['text: "south"', ["Southland"]],
    ['text: "%"', []],
    ['text: "WIRE AGENCY"', []],
  ])("mentions where %s", async (filter, words) => {
    const { data, errors } = await app.query(`{ mentions(filter: { ${filter} }) { nodes { words } } }`);
    expect(errors).toBeUndefined();
    expect(data.mentions.nodes.map((mention: { words: string }) => mention.words).sort()).toEqual(words);
  });

  it("accept a global id wherever they accept a slug", async () => {
    const id = (await app.query('{ actor(slug: "courier") { id } }')).data.actor.id;
    expect(
      (await app.query(`{ articles(filter: { publisher: ["${id}"] }) { nodes { slug } } }`)).data.articles.nodes,
    ).toEqual([{ slug: "second" }]);
  });

  it("never reveal the text of an article if its licence forbids showing the text", async () => {
    const { data, errors } = await app.query(`{
      article(slug: "second") {
        title text paragraphs { text } source { showsText licence }
        mentions { nodes { words } }
        casualtyReports { nodes { count { label text } via { actor { name } words } statedAt { words } evidence { quote prefix suffix start end paragraph { text } } } }
        events { nodes { slug evidence { quote } denials { evidence { quote } } } }
      }
      search(query: "secret garden") { totalCount }
      words: search(query: "wire agency quoted") { totalCount }
      title: search(query: "lake town", types: [Article]) { nodes { snippet { text } } }
    }`);
    expect(errors).toBeUndefined();
    expect(JSON.stringify(data)).not.toMatch(/Dozens|cancelled|secret|quoted|Old Quay/);
    expect(data.article).toMatchObject({ text: null, paragraphs: [], source: { showsText: false } });
    expect(data.article.casualtyReports.nodes[0].evidence[0]).toEqual({
      quote: null,
      prefix: null,
      suffix: null,
      start: 30,
      end: 61,
      paragraph: null,
    });
    expect(data.article.casualtyReports.nodes[0].count.label).toBe("an unstated number");
    expect([data.search.totalCount, data.words.totalCount]).toEqual([0, 0]);
    expect(data.title.nodes[0].snippet.map(({ text }: { text: string }) => text).join("")).toBe(
      "Erdoğan's visit to Lake Town",
    );
  });

  it("lead from every type to related types and back", async () => {
    const { data, errors } = await app.query(`{
      article(slug: "second") {
        copyOf { copies { nodes { slug } } }
        publisher { articlesPublished { nodes { slug } } }
        agencies { articlesCrediting { nodes { slug } } casualtyReportsConveyed { nodes { slug } } mentions { nodes { words article { slug } } } }
        casualtyReports { nodes { slug event { slug articles { nodes { slug } } partOf { slug subEvents { nodes { slug } } casualtyReports { nodes { slug } } only: casualtyReports(withDescendants: false) { totalCount } } } place { slug casualtyReports { nodes { slug } } partOf { slug places { nodes { slug } } } } side { casualtyReportsOfSide { nodes { slug } } } blamed { actor { casualtyReportsBlaming { nodes { slug } } denialsMade { nodes { matter event { slug } } } } } } }
        events { nodes { slug } }
      }
      ministry: actor(slug: "ministry") { party { slug members { nodes { slug } } } casualtyReportsClaimed { totalCount } }
      southland: actor(slug: "southland") { events { nodes { slug } } denialsMade { nodes { casualtyReport { slug parts { nodes { slug partOf { slug } } } } } } }
      resident: actor(slug: "resident") { mentionsVoiced { nodes { words place { slug mentions { totalCount } } } } }
      courier: actor(slug: "courier") { eventsClaimed { nodes { slug } } }
      corpora { sources { slug articles { nodes { slug } } } }
    }`);
    expect(errors).toBeUndefined();
    const slugs = (...names: string[]) => ({ nodes: names.map((slug) => ({ slug })) });
    expect(data).toMatchObject({
      article: {
        copyOf: { copies: slugs("second") },
        publisher: { articlesPublished: slugs("second") },
        agencies: [
          {
            articlesCrediting: slugs("second"),
            casualtyReportsConveyed: slugs("dozens-wounded"),
            mentions: { nodes: [{ words: null, article: { slug: "second" } }] },
          },
        ],
        casualtyReports: {
          nodes: [
            {
              event: {
                articles: slugs("second"),
                partOf: {
                  slug: "talks",
                  subEvents: slugs("visit"),
                  casualtyReports: slugs("dozens-wounded"),
                  only: { totalCount: 0 },
                },
              },
              place: {
                casualtyReports: slugs("dozens-wounded"),
                partOf: { slug: "lake-town", places: slugs("old-quay") },
              },
              side: { casualtyReportsOfSide: slugs("dozens-wounded") },
              blamed: {
                actor: {
                  casualtyReportsBlaming: slugs("dozens-wounded"),
                  denialsMade: { nodes: [{ matter: "OCCURRENCE", event: { slug: "talks" } }] },
                },
              },
            },
          ],
        },
        events: slugs("visit", "talks"),
      },
      ministry: { party: { slug: "northland", members: slugs("ministry") }, casualtyReportsClaimed: { totalCount: 2 } },
      southland: {
        events: slugs("visit", "fighting"),
        denialsMade: {
          nodes: [
            {
              casualtyReport: {
                slug: "twenty-killed",
                parts: { nodes: [{ slug: "five-civilians", partOf: { slug: "twenty-killed" } }] },
              },
            },
          ],
        },
      },
      resident: {
        mentionsVoiced: { nodes: [{ words: null, place: { slug: "old-quay", mentions: { totalCount: 1 } } }] },
      },
      courier: { eventsClaimed: slugs("visit") },
      corpora: [
        {
          sources: [
            { slug: "closed", articles: slugs("second") },
            { slug: "own", articles: slugs("flood-of-reports") },
          ],
        },
      ],
    });
  });
});
