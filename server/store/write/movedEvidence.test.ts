import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { dialects } from "../../testing/dialects.ts";
import { corpusFolder, type Folder, type TestStore, testStore } from "../../testing/testApp.ts";
import { CorpusConflictError } from "./writeFolder.ts";

const article = (title: string, body: string) =>
  `---\ntitle: ${title}\nwording: VERBATIM\nlanguage: en\n---\n${body}\n`;
const ARTICLE = "articles/harbour.md";
const OTHER = "articles/denial.md";
const RECORDS = "records.yaml";

const CORPUS = {
  "corpus.yaml": `id: harbour
title: Harbour
version: 1.0.0
sources: [{ id: own, title: Own words, licence: CC0-1.0, showsText: true }]
`,
  [ARTICLE]: article(
    "Attack on a harbour",
    "The governor said 14 sailors were killed. He spoke on Friday.\n\nThe navy gave another figure. It counted 6 wounded. A crane burned.",
  ),
  [OTHER]: article("Denial", "A spokesman denied the attack. He called the figure false."),
  [RECORDS]: `actors:
  - { id: governor, name: Governor, kind: GOVERNMENT_BODY }
  - { id: navy, name: Navy, kind: ARMED_FORCE }
events:
  - id: attack
    title: Attack on a harbour
    type: ASSAULT
    assertion: CLAIMED
    claimedBy: navy
    evidence: { article: harbour, quote: A crane burned }
    denials: [{ by: { words: A spokesman }, of: OCCURRENCE, evidence: { article: denial, quote: denied the attack } }]
casualtyReports:
  - id: fourteen
    article: harbour
    event: attack
    harm: KILLED
    count: { qualifier: EXACTLY, value: 14, text: "14" }
    attributedTo: { actor: governor, words: The governor }
    scope: NEW
    evidence: 14 sailors were killed
    denials: [{ by: navy, of: COUNT, evidence: { article: denial, quote: called the figure false } }]
  - id: six
    article: harbour
    event: attack
    harm: WOUNDED
    count: { qualifier: EXACTLY, value: 6, text: "6" }
    attributedTo: { actor: navy, words: The navy }
    scope: NEW
    evidence: 6 wounded
`,
} as const;

describe.each(dialects)("A changed text around the words of reviewed records, loaded into %s,", (dialect) => {
  let folder: Folder;
  let test: TestStore;
  beforeEach(async () => {
    folder = await corpusFolder(CORPUS);
    test = await testStore(dialect);
    await test.load(folder.path);
  });
  afterEach(async () => {
    await test[Symbol.asyncDispose]();
    await folder[Symbol.asyncDispose]();
  });

  const edit = (file: typeof ARTICLE | typeof OTHER | typeof RECORDS, from: string, to: string) => {
    if (!CORPUS[file].includes(from)) throw new Error(`${file} does not contain “${from}”.`);
    return folder.write({ [file]: CORPUS[file].replace(from, to) });
  };
  /** What refuses the load; empty if nothing does. */
  const refusal = async (options = {}) => {
    const error = await test.load(folder.path, options).then(
      () => null,
      (thrown: unknown) => thrown,
    );
    if (error !== null && !(error instanceof CorpusConflictError)) throw error;
    return error?.message ?? "";
  };
  const asked = async () =>
    [...(await refusal()).matchAll(/^(?:CasualtyReport|Event) (\S+) quotes “(.*)” of/gm)].map(
      ([, slug, quote]) => `${slug}: ${quote}`,
    );
  const versions = () =>
    test.store.db
      .selectFrom("casualtyReport")
      .select(["slug", "version", "reason"])
      .orderBy("slug")
      .orderBy("version")
      .execute();

  it("refuses the load, names each record with the sentence then and now, and changes nothing", async () => {
    const before = await versions();
    await edit(
      ARTICLE,
      "The governor said 14 sailors were killed.",
      "The governor gave no figure. A radio station said 14 sailors were killed.",
    );
    expect(await refusal()).toBe(
      `The text around the words that a reviewed record quotes has changed. Nothing was loaded.
CasualtyReport fourteen quotes “14 sailors were killed” of “harbour”:
  earlier: The governor said 14 sailors were killed.
  now:     A radio station said 14 sailors were killed.
Decide for each record: correct its evidence or attribution in the folder; or write \`review: EXTRACTED\` there, so that somebody reads it again; or, if it is still right, load with --confirm-evidence fourteen.`,
    );
    expect(await versions()).toEqual(before);
  });

  it("asks about a sentence before that named the speaker", async () => {
    await edit(ARTICLE, "The navy gave another figure.", "The navy was silent. A union gave another figure.");
    expect(await refusal()).toMatch(
      /six quotes “6 wounded” of “harbour”:\n {2}earlier: The navy gave another figure\. It counted 6 wounded\.\n {2}now: {5}A union gave another figure\. It counted 6 wounded\.\n/,
    );
  });

  it("asks about events, and about denials of events and of claims", async () => {
    await folder.write({
      [ARTICLE]: CORPUS[ARTICLE].replace("A crane burned.", "Reports that A crane burned were false."),
      [OTHER]: CORPUS[OTHER]
        .replace("A spokesman denied", "A spokesman never denied")
        .replace("He called", "A paper called"),
    });
    expect(await asked()).toEqual([
      "attack: A crane burned",
      "attack: denied the attack",
      "fourteen: called the figure false",
    ]);
  });

  it("does not ask if the text changes elsewhere, or only its spaces and paragraphs", async () => {
    await folder.write({
      [ARTICLE]: CORPUS[ARTICLE]
        .replace("Attack on a harbour", "An attack on a harbour")
        .replace("The governor said", "It was a quiet morning. The\n governor said")
        .replace("He spoke on Friday.\n\nThe navy", "He spoke on Saturday. The navy"),
    });
    expect(await asked()).toEqual([]);
    expect((await versions()).map(({ slug, version }) => `${slug} ${version}`)).toEqual([
      "fourteen 1",
      "fourteen 2",
      "six 1",
      "six 2",
    ]);
  });

  const MOVED = CORPUS[ARTICLE].replace("The governor said", "The governor said nothing; a radio station said");

  it.each([
    [
      "sets the review to EXTRACTED",
      "    evidence: 14 sailors were killed",
      "    review: EXTRACTED\n    evidence: 14 sailors were killed",
    ],
    [
      "rejects the claim",
      "    evidence: 14 sailors were killed",
      "    review: REJECTED\n    evidence: 14 sailors were killed",
    ],
    ["corrects the attribution", "{ actor: governor, words: The governor }", "{ words: a radio station }"],
    [
      "corrects the evidence",
      "    evidence: 14 sailors were killed",
      "    evidence: a radio station said 14 sailors were killed",
    ],
  ])("is accepted if the author %s", async (_how, from, to) => {
    await folder.write({ [ARTICLE]: MOVED, [RECORDS]: CORPUS[RECORDS].replace(from, to) });
    expect(await refusal()).toBe("");
  });

  it("is not accepted if the author changes something else of the claim", async () => {
    await folder.write({
      [ARTICLE]: MOVED,
      [RECORDS]: CORPUS[RECORDS].replace("scope: NEW", "scope: UNSTATED\n    note: Seen."),
    });
    expect(await asked()).toEqual(["fourteen: 14 sailors were killed"]);
  });

  it("is accepted for a claim that was not reviewed before", async () => {
    await edit(RECORDS, "    evidence: 14 sailors", "    review: EXTRACTED\n    evidence: 14 sailors");
    await test.load(folder.path);
    await folder.write({ [ARTICLE]: MOVED, [RECORDS]: CORPUS[RECORDS] });
    expect(await refusal()).toBe("");
  });

  it("is accepted if every record is confirmed, which the history says", async () => {
    await folder.write({ [ARTICLE]: MOVED.replace("The navy gave another", "Unlike The navy, a union gave another") });
    expect(await asked()).toEqual(["fourteen: 14 sailors were killed", "six: 6 wounded"]);
    expect(await refusal({ confirmEvidence: ["fourteen"] })).toMatch(/CasualtyReport six quotes(?!.*CasualtyReport)/s);
    expect(await refusal({ confirmEvidence: ["fourteen", "six", "sixx"] })).toMatch(
      /--confirm-evidence names sixx, but/,
    );
    expect(await refusal({ confirmEvidence: ["six", "fourteen"], reason: "The agency corrected it." })).toBe("");
    expect((await versions()).filter(({ version }) => version === 2)).toEqual([
      {
        slug: "fourteen",
        version: 2,
        reason: "The agency corrected it. The text around the quoted words has changed, and the record was confirmed.",
      },
      {
        slug: "six",
        version: 2,
        reason: "The agency corrected it. The text around the quoted words has changed, and the record was confirmed.",
      },
    ]);
    expect(await refusal()).toBe("");
  });
});
