/** An article to add to SMALL_CORPUS (testApp.ts): it refers to records of that corpus and contains new ones. */
export const ANOTHER_ARTICLE = {
  source: { id: "wire", title: "An agency's wire", licence: "CC-BY-4.0", showsText: true },
  article: {
    id: "second-report",
    title: "More dead at Riverton",
    wording: "RESTATED",
    language: "en",
    publisher: "wire-agency",
    published: { at: "2021-03-03" },
    text: "Jane Roe of the ministry said on Wednesday that at least 26 people were killed.\n\n## Hospital\n\nSix people died on the way to the clinic, Jane Roe said.",
  },
  actors: [
    { id: "wire-agency", name: "Wire Agency", kind: "NEWS_AGENCY" },
    {
      id: "speaker",
      name: "Jane Roe",
      kind: "PERSON",
      aliases: [{ name: "J. Roe" }, { name: "Jane-M. Roe (ministry)" }],
      affiliations: [{ to: "ministry" }],
    },
  ],
  places: [{ id: "clinic", name: "Clinic of Riverton", partOf: "riverton" }],
  events: [
    {
      id: "deaths-on-the-way",
      title: "Deaths on the way to a clinic, Riverton, 3 March 2021",
      type: "ASSAULT",
      mode: "ARMED_CLASH",
      assertion: "CLAIMED",
      claimedBy: "speaker",
      partOf: "fighting",
      evidence: [{ quote: "Six people died" }],
    },
  ],
  casualtyReports: [
    {
      id: "twenty-six-killed",
      event: "fighting",
      harm: "KILLED",
      count: { qualifier: "AT_LEAST", value: 26, text: "at least 26" },
      attributedTo: { actor: "speaker", words: "Jane Roe of the ministry said" },
      scope: "CUMULATIVE",
      statedAt: { at: "2021-03-03" },
      evidence: [{ quote: "at least 26 people were killed" }],
    },
    {
      id: "six-on-the-way",
      event: "deaths-on-the-way",
      harm: "KILLED",
      count: { qualifier: "EXACTLY", value: 6, text: "Six" },
      attributedTo: { actor: "speaker" },
      place: "clinic",
      scope: "NEW",
      partOf: "twenty-six-killed",
      partKind: "SUBGROUP",
      evidence: [{ quote: "Six people died on the way" }],
    },
  ],
  mentions: [{ actor: "ministry", words: { quote: "the ministry" } }],
} as const;

/** The mutation that adds an article, with all fields of its result. */
export const INGEST = `mutation ($input: IngestArticleInput!, $key: String) {
  ingestArticle(input: $input, key: $key) {
    __typename
    ... on IngestedArticle { dataRevision article { slug text casualtyReports { totalCount } } changes { kind recordType slug } }
    ... on IngestFaults { faults { path message } }
  }
}`;
