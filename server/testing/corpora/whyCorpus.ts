import { SMALL_CORPUS } from "../testApp.ts";

const TEXT = `---
title: What was said afterwards
wording: VERBATIM
language: en
---
The ministry said 31 people were killed. On Wednesday it put the toll at 40.

It took its figure of 66 back. A machine read 50 killed; nobody checked it. Somebody misread it as 99 killed.

It spoke of up to 70 dead, then of 20 to 25 killed. In the war of 2001, it said, 80 people were killed.

No one knows when it was said that 35 had died.
`;

const claim = (id: string, count: string, evidence: string, ...more: readonly string[]): string =>
  [
    `- id: ${id}`,
    "article: updates",
    "event: fighting",
    "harm: KILLED",
    `count: { ${count} }`,
    "scope: CUMULATIVE",
    "attributedTo: ministry",
    `evidence: ${evidence}`,
    ...more,
  ].join("\n    ");

const TUESDAY = "statedAt: 2021-03-02";

const CLAIMS = [
  claim("thirty-one", "qualifier: EXACTLY, value: 31", "31 people were killed", TUESDAY),
  claim("forty", "qualifier: EXACTLY, value: 40", "On Wednesday it put the toll at 40", "statedAt: 2021-03-03"),
  claim(
    "taken-back",
    "qualifier: EXACTLY, value: 66",
    "its figure of 66",
    TUESDAY,
    "retraction: { statedAt: 2021-03-04, evidence: It took its figure of 66 back }",
  ),
  claim("unchecked", "qualifier: EXACTLY, value: 50", "50 killed", TUESDAY, "review: EXTRACTED", "rule: invented"),
  claim("misread", "qualifier: EXACTLY, value: 99", "99 killed", TUESDAY, "review: REJECTED"),
  claim("at-most", "qualifier: UP_TO, value: 70", "up to 70 dead", TUESDAY),
  claim("between", "qualifier: BETWEEN, min: 20, max: 25", "20 to 25 killed", TUESDAY),
  claim("earlier-war", "qualifier: EXACTLY, value: 80", "80 people were killed", TUESDAY, "status: HISTORIC"),
  claim("undated", "qualifier: EXACTLY, value: 35", "it was said that 35 had died"),
];

/** A corpus with each kind of claim that a reader must notice. The article has no time, so one claim has no time either. */
export const WHY_CORPUS = {
  ...SMALL_CORPUS,
  "articles/updates.md": TEXT,
  "later.yaml": `casualtyReports:\n  ${CLAIMS.join("\n  ")}\n`,
} as const;

/** The corpus with one more event, which has no claims. */
export const NOTHING_SAID = {
  "corpus.yaml": SMALL_CORPUS["corpus.yaml"],
  "articles/flood-of-reports.md": SMALL_CORPUS["articles/flood-of-reports.md"],
  "records.yaml": `events:
  - id: meeting
    title: Meeting in Riverton, 1 March 2021
    type: CONSULT
    assertion: REPORTED
    evidence: { article: flood-of-reports, quote: Fighting near Riverton }
`,
} as const;
