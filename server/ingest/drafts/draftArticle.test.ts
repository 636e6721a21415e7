import { expect, it } from "vitest";
import { extract } from "../../extract/extract.ts";
import { type DraftedText, draftArticle, textForExtraction } from "./draftArticle.ts";
import type { KnownRecords } from "./knownNames.ts";

const TEXT = [
  "At least 12 people, including two children, were killed on Tuesday when shells hit a market in Millbridge, the Health Ministry of Northland told the Harbour News Agency. Dozens were wounded.",
  "Southland's army said it had killed 30 Northland soldiers. In the 1990s, some 300 people were killed there, officials say.",
].join("\n\n");

const ARTICLE: DraftedText = {
  title: "Twelve killed in Millbridge shelling",
  text: TEXT,
  url: null,
  publisher: "The Evening Lantern",
  publishedAt: { at: "2023-05-09", words: "9 May 2023", from: "front matter" },
  language: "en",
};
const event = (slug: string, from: string, place: string | null, participants: string[]) => ({
  slug,
  title: `The event ${slug}`,
  type: "ASSAULT",
  from: Date.parse(from),
  until: Date.parse(from),
  place,
  participants,
});
const KNOWN: KnownRecords = {
  actors: [
    { slug: "northland-health-ministry", names: ["Northland's Ministry of Health"] },
    { slug: "northland", names: ["Northland"] },
    { slug: "southland", names: ["Southland"] },
  ],
  taken: new Set(
    ["northland-health-ministry", "northland", "southland", "harbour-news-agency-provisional"].map(
      (slug) => `Actor/${slug}`,
    ),
  ),
  places: [{ slug: "millbridge", names: ["Millbridge"] }],
  events: [],
};
const draft = (known: KnownRecords = KNOWN, article: DraftedText = ARTICLE) => {
  const { text, published } = textForExtraction(article);
  return draftArticle(article, extract(text, { published }).claims, known, { source: { id: "own" } });
};
type Report = {
  id: string;
  event: string;
  harm: string;
  count: object;
  side?: string;
  partOf?: string;
  status: string;
  review: string;
  attributedTo?: { actor?: string; words?: string };
  via?: { actor?: string };
  evidence: { quote: string; occurrence?: number }[];
};
const reports = ({ input }: ReturnType<typeof draft>) => (input.casualtyReports ?? []) as unknown as Report[];

it("A draft has a claim for each figure, with its words, and the title only as further evidence", () => {
  const found = reports(draft());
  expect(found.map(({ harm, count, evidence }) => [harm, count, evidence.map(({ quote }) => quote)])).toEqual([
    [
      "KILLED",
      { qualifier: "AT_LEAST", value: 12, text: "At least 12" },
      ["At least 12 people, including two children, were killed", "Twelve killed"],
    ],
    ["KILLED", { qualifier: "EXACTLY", value: 2, text: "two" }, ["including two children"]],
    ["WOUNDED", { qualifier: "VAGUE", text: "Dozens" }, ["Dozens were wounded"]],
    ["KILLED", { qualifier: "EXACTLY", value: 30, text: "30" }, ["killed 30 Northland soldiers"]],
    ["KILLED", { qualifier: "ABOUT", value: 300, text: "some 300" }, ["some 300 people were killed"]],
  ]);
  expect(found[1]?.partOf).toBe(found[0]?.id);
  expect(new Set(found.map(({ review }) => review))).toEqual(new Set(["EXTRACTED"]));
});

it("Names are linked to the records that have them, in any order and spelling, or become provisional actors", () => {
  const { input } = draft();
  const found = reports(draft());
  expect(found.map(({ attributedTo, via, side }) => [attributedTo?.actor, via?.actor, side])).toEqual([
    ["northland-health-ministry", "harbour-news-agency-provisional-2", undefined],
    ["northland-health-ministry", "harbour-news-agency-provisional-2", undefined],
    [undefined, undefined, undefined],
    ["southlands-army-provisional", undefined, "northland"],
    [undefined, undefined, undefined],
  ]);
  expect(found[4]?.attributedTo).toEqual({ words: "officials" });
  expect(input.actors).toMatchObject([
    { id: "evening-lantern-provisional", kind: "MEDIA_OUTLET" },
    // The id of an actor that was withdrawn is not used again.
    { id: "harbour-news-agency-provisional-2", kind: "NEWS_AGENCY" },
    { id: "southlands-army-provisional", kind: "ARMED_FORCE" },
  ]);
  expect(input.article).toMatchObject({ publisher: "evening-lantern-provisional", published: { at: "2023-05-09" } });
  expect(input.mentions).toContainEqual({ place: "millbridge", words: { quote: "Millbridge", occurrence: 1 } });
});

it("Claims are about a provisional event, and those of an earlier time about another one", () => {
  const { input, event: joined } = draft();
  const { id } = input.article;
  expect(joined).toBeNull();
  expect(input.events).toMatchObject([
    {
      id: `${id}-event`,
      title: "Casualties reported in Millbridge, 9 May 2023",
      mode: "heavy-weapons",
      place: "millbridge",
    },
    { id: `${id}-earlier`, title: "Earlier casualties, mentioned in a report of 9 May 2023" },
  ]);
  expect(reports(draft()).map((report) => report.event.slice(id.length))).toEqual([
    "-event",
    "-event",
    "-event",
    "-event",
    "-earlier",
  ]);
});

it.each([
  ["its place", event("here", "2023-05-08", "millbridge", [])],
  ["two of its parties", event("between", "2023-05-05", null, ["northland", "southland"])],
])("Claims join an event of the days before if the text names %s, and say why", (_what, known) => {
  const { input, event: joined } = draft({ ...KNOWN, events: [known] });
  expect(joined).toContain(`The event ${known.slug}`);
  expect(reports({ input } as never)[0]?.event).toBe(known.slug);
  expect(input.events).toHaveLength(1);
});

it.each([
  ["long before", [event("old", "2023-02-01", "millbridge", [])]],
  ["elsewhere", [event("there", "2023-05-08", "northford", ["northland"])]],
  ["of another kind", [{ ...event("treaty", "2023-05-08", "millbridge", []), type: "AGREE" }]],
  ["not told apart", [event("a", "2023-05-08", "millbridge", []), event("b", "2023-05-08", "millbridge", [])]],
])("Claims do not join an event %s", (_what, events) => {
  expect(draft({ ...KNOWN, events }).event).toBeNull();
});

it("A text without a date has claims without a time that join no event", () => {
  const { input, event: joined } = draft(
    { ...KNOWN, events: [event("here", "2023-05-08", "millbridge", [])] },
    { ...ARTICLE, publishedAt: null },
  );
  expect(joined).toBeNull();
  expect(input.casualtyReports?.some((report) => "statedAt" in report)).toBe(false);
  expect(input.article).not.toHaveProperty("published");
});

it("A claimant that two actors could be, an office without its country and a person stay words", () => {
  const council = (slug: string) => ({ slug, names: ["Town Council"] });
  const known = { ...KNOWN, actors: [council("eastville-council"), council("westville-council")] };
  const text = [
    "The Town Council said nine people were killed.",
    "The Health Ministry said six people were hurt.",
    "The mayor Jorun Zwetschke said four people were missing.",
  ].join(" ");
  const { input } = draft(known, { ...ARTICLE, title: null, publisher: null, text });
  expect(reports({ input } as never).map(({ attributedTo }) => attributedTo)).toEqual([
    { words: "Town Council" },
    { words: "Health Ministry" },
    { words: "mayor Jorun Zwetschke" },
  ]);
  expect(input.actors).toEqual([]);
});

it("Without a title, no words of the text become its title or its id", () => {
  const { article, events } = draft(KNOWN, { ...ARTICLE, title: null }).input;
  expect(article).toMatchObject({
    id: expect.stringMatching(/^report-[0-9a-f]{8}$/),
    title: "Untitled report, 9 May 2023",
  });
  expect(JSON.stringify(events?.map(({ id, title }) => [id, title]))).not.toMatch(/12|market/);
});

it("A month is not made a day, and claims of an unknown day join no event", () => {
  const published = { at: "2023-05", words: "May 2023", from: "front matter" };
  const { input, event: joined } = draft(
    { ...KNOWN, events: [event("here", "2023-05-08", "millbridge", [])] },
    { ...ARTICLE, publishedAt: published },
  );
  expect(joined).toBeNull();
  expect(input.events?.[0]).toMatchObject({
    title: "Casualties reported in Millbridge, May 2023",
    time: { at: "2023-05" },
  });
});

it("Two incidents with the same small figure stay two claims", () => {
  const text = "Two soldiers were killed in Millbridge. Two soldiers were killed in Northford.";
  const { input } = draft(KNOWN, { ...ARTICLE, title: "Clashes", text });
  expect(input.casualtyReports).toHaveLength(2);
});

it("The id depends on the title and the text alone", () => {
  const ids = [
    ARTICLE,
    { ...ARTICLE, publisher: null },
    { ...ARTICLE, text: `${TEXT} More.` },
    { ...ARTICLE, title: null },
  ].map((article) => draft(KNOWN, article).input.article.id);
  expect(ids[0]).toMatch(/^twelve-killed-in-millbridge-shelling-[0-9a-f]{8}$/);
  expect(ids[1]).toBe(ids[0]);
  expect(new Set(ids).size).toBe(3);
  expect(ids[3]).toMatch(/^report-[0-9a-f]{8}$/);
});

it("An event is at the place that its claims name, which is made if no record has the name", () => {
  const at = (text: string) => {
    const { input } = draft(KNOWN, { ...ARTICLE, title: "Nine killed", text });
    return [input.events?.map(({ place, title }) => [place, title]), input.places?.map(({ id, name }) => [id, name])];
  };
  expect(at("Nine people were killed in the southern city of Millbridge on Monday.")).toEqual([
    [["millbridge", "Casualties reported in Millbridge, 9 May 2023"]],
    [],
  ]);
  expect(at("Nine people were killed in a market in Alder Bay on Monday, Northland said.")).toEqual([
    [["alder-bay-provisional", "Casualties reported in Alder Bay, 9 May 2023"]],
    [["alder-bay-provisional", "Alder Bay"]],
  ]);
  expect(at("Nine people were killed on Monday.")).toEqual([[[undefined, "Casualties reported, 9 May 2023"]], []]);
});

it("Claims have the times that the text names, and the event those of its incidents", () => {
  const text =
    "The ministry said on Monday that nine people were killed on Sunday. More than 400 people have been killed since March 2019. In 2014, 30 people were killed in the town.";
  const { input } = draft(KNOWN, { ...ARTICLE, title: "Nine killed", text });
  expect(input.casualtyReports?.map(({ event, statedAt, period }) => [event, statedAt, period])).toMatchObject([
    [
      expect.stringMatching(/-event$/),
      { at: "2023-05-08", words: "on Monday" },
      { at: "2023-05-07", words: "on Sunday" },
    ],
    [expect.stringMatching(/-longer$/), { at: "2023-05-09", note: expect.anything() }, { at: "2019-03/2023-05-09" }],
    [expect.stringMatching(/-earlier$/), { at: "2023-05-09" }, { at: "2014" }],
  ]);
  expect(input.events?.[0]?.time).toMatchObject({ at: "2023-05-07/2023-05-08", basis: "INFERRED" });
});

it("Sides with casualties become participants, so that the next report is linked to the same event", () => {
  const text = "Nine Northland soldiers and two Southland soldiers were killed in Alder Bay on Monday.";
  const { input } = draft(KNOWN, { ...ARTICLE, title: "Eleven killed", text });
  expect(input.events?.[0]?.participants).toEqual([
    { actor: "northland", role: "RECIPIENT" },
    { actor: "southland", role: "RECIPIENT" },
  ]);
});

it("A short form is the one claimant that it can mean", () => {
  const claimants = (text: string) =>
    reports(draft(KNOWN, { ...ARTICLE, title: "Nine killed", text })).map(({ attributedTo }) => attributedTo);
  const first = "Nine people were killed on Monday, the Health Ministry of Northland said.";
  expect(claimants(`${first} Twelve were wounded, according to the ministry.`)).toEqual([
    { actor: "northland-health-ministry", words: "Health Ministry of Northland" },
    { actor: "northland-health-ministry", words: "ministry" },
  ]);
  const other = "The Interior Ministry of Southland said four guards were killed.";
  expect(claimants(`${first} ${other} Twelve people were wounded, according to the ministry.`).at(-1)).toEqual({
    words: "ministry",
  });
});

it("A total for the war is not linked to the latest attack, but the toll of the attack is", () => {
  const events = (text: string) =>
    reports(draft(KNOWN, { ...ARTICLE, title: "Nine killed", text })).map(({ event }) => /[a-z]+$/.exec(event)?.[0]);
  const attack = "Nine people were killed in an attack on Monday.";
  expect(events(`${attack} The death toll rose to 12.`)).toEqual(["event", "event"]);
  expect(events(`${attack} Some 300 people have been killed since Saturday.`)).toEqual(["event", "event"]);
  expect(events(`${attack} More than 60,000 people have been killed in the civil war.`)).toEqual(["event", "longer"]);
  expect(events(`${attack} More than 400 people have been killed since January.`)).toEqual(["event", "longer"]);
  expect(events(`${attack} About 2,000 people fled the town.`)).toEqual(["event", "event"]);
});
