/** The name that the corpus below contains in every field that takes words. */
export const NAME = "Jörg Zwetschke";
/** Finds every form of the name below. Apply it to text that `plain` has made comparable. */
export const FORMS = /zwetsch|j(oe|o)rg|цвечке|йорг/;

/** A text without the differences between the forms of the name: encodings, accents, case, and invisible characters. */
export function plain(text: string): string {
  const decoded = text.replace(/(?:%[0-9a-f]{2})+/gi, (encoded) =>
    Buffer.from(encoded.replaceAll("%", ""), "hex").toString(),
  );
  return decoded
    .normalize("NFKD")
    .replace(/[\p{M}\p{Cf}]/gu, "")
    .toLowerCase();
}

/** The forms in which texts name the person. */
const PROSE = [
  NAME,
  "JÖRG ZWETSCHKE",
  "jörg zwetschke",
  NAME.normalize("NFD"),
  "Jorg Zwetschke",
  "Joerg Zwetschke",
  "Jörg\u00a0Zwetschke",
  "Jörg\u202fA. Zwetschke",
  "Jörg‑Zwetschke",
  "Jörg–Zwetschke",
  "Jö\u00adrg Zwet\u00adschke",
  "Jörg\u200bZwetschke",
  "Zwetschke, Jörg",
  "ZWETSCHKE Jörg",
  "Zwetschke's",
  "J. Zwetschke",
  "Jörg",
  "@JoergZwetschke",
  "#zwetschke",
  "joerg.zwetschke@press.example",
  "https://press.example/people/joerg-zwetschke?ref=J%C3%B6rg%20Zwetschke",
  "Йорг Цвечке",
  "Цвечке",
] as const;

const WORDS = `${NAME} said`;

/** The words of a time, a note and so on, with the name. */
const TIME = `{ at: 2021-03-02, words: on the day of ${NAME}, note: See ${NAME}. }`;

const REVISED = `{ by: ${NAME}, reason: ${NAME} asked for it., at: 2021-03-03 }`;

/** A corpus with the name in every field that takes words. Its ids do not contain the name. */
export const NAME_EVERYWHERE: Readonly<Record<string, string>> = {
  "corpus.yaml": `id: small
title: Notes of ${NAME}
version: 1.0.0 of ${NAME}
description: Kept by ${NAME}.
sources:
  - id: own
    title: The notes of ${NAME}
    licence: As ${NAME} allows
    licenceUrl: https://notes.example/joerg-zwetschke
    attribution: ${NAME}
    showsText: true
`,
  "articles/report.md": `---
title: Fighting near Riverton, by ${NAME}
wording: RESTATED
language: en
published: ${TIME}
updated: ${TIME}
url: https://notes.example/2021/j%C3%B6rg-zwetschke-on-riverton
archiveUrl: https://archive.example/2021/https://notes.example/j%C3%B6rg-zwetschke
retrievedAt: ${TIME}
mediaHash: sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
revised: ${REVISED}
---
${PROSE.map((form, at) => `Sentence ${at}: ${form} said at least ${at + 20} people were killed in California that day.`).join("\n\n")}

The bridge, ${WORDS} on the day of ${NAME}, lay near ${NAME} Street. Southland denied it to ${NAME}.

The last straw is what ${NAME} called it, and the spokesman with the limp took it back.
`,
  "records.yaml": `actors:
  - id: northland
    name: Northland
    kind: STATE
    note: Its capital is called ${NAME}.
    aliases: [{ name: Land of ${NAME} }]
  - id: southland
    name: Southland ${NAME}
    kind: STATE
    office: As ${NAME} says
  - id: speaker
    name: ${NAME}
    kind: PERSON
    aliases: [{ name: Йорг Цвечке, language: ru }]
    office: A speaker
    note: A note that tells who it is.
    affiliations: [{ to: northland, as: "${NAME}, spokesman", during: ${TIME} }]
  - id: aide
    name: An aide of ${NAME}
    kind: PERSON
    affiliations: [{ to: northland, as: "aide of ${NAME}", during: ${TIME} }]
    revised: ${REVISED}
places:
  - id: riverton
    name: ${NAME} Street
    names: [Riverton of ${NAME}]
    latitude: 10
    longitude: 20
    note: Named by ${NAME}.
    revised: ${REVISED}
    statusNotes:
      - { words: "lay near ${NAME} Street", article: report, by: speaker }
events:
  - id: fighting
    title: Armed clashes near ${NAME} Street, 1 March 2021
    type: ASSAULT
    mode: armed-clash
    assertion: CLAIMED
    claimedBy: speaker
    time: { at: 2021-03-01, words: on the day of ${NAME}, note: See ${NAME}. }
    place: riverton
    acledSubEvent: Armed clash (${NAME})
    rule: rule-joerg-zwetschke-1
    revised: ${REVISED}
    note: As ${NAME} told us.
    participants: [{ actor: northland, role: ACTOR, party: A }, { actor: southland, role: ACTOR, party: B }]
    denials:
      - by: { actor: southland, words: Southland denied it to ${NAME} }
        of: OCCURRENCE
        statedAt: ${TIME}
        evidence: { article: report, quote: denied it }
    evidence: { article: report, quote: Fighting near Riverton }
casualtyReports:
  - id: twenty-killed
    article: report
    event: fighting
    harm: KILLED
    count: { qualifier: AT_LEAST, value: 20, text: "Sentence 0: ${NAME} said at least 20" }
    tags: [soldiers, zwetschke-followers, joerg]
    attributedTo: { actor: speaker, words: ${WORDS} }
    via: { words: ${WORDS} }
    blamed: { actor: southland, words: "Southland denied it to ${NAME}" }
    scope: CUMULATIVE
    period: ${TIME}
    statedAt: ${TIME}
    rule: rule-zwetschke
    note: As ${NAME} told us.
    revised: ${REVISED}
    denials:
      - by: { words: "Southland denied it to ${NAME}" }
        of: RESPONSIBILITY
        statedAt: ${TIME}
        evidence: Southland denied it
    retraction:
      statedAt: ${TIME}
      words: the spokesman with the limp took it back
      note: ${NAME} confirmed it.
      evidence: took it back
    basis: { words: "The list of ${NAME}", articles: [report] }
    evidence:
      - "Sentence 0: ${NAME} said at least 20 people were killed"
      - { quote: "As told by ${NAME}", cell: { file: joerg-zwetschke.csv, row: 3, column: "as told by ${NAME}" } }
  - id: forty-killed
    article: report
    event: fighting
    harm: KILLED
    count: { qualifier: AT_LEAST, value: 40, text: at least 40 }
    attributedTo: { actor: northland, words: "Sentence 20: https://press.example/people/joerg-zwetschke" }
    scope: CUMULATIVE
    evidence: at least 40 people were killed in California
  - id: to-be-withdrawn
    article: report
    event: fighting
    harm: WOUNDED
    count: { qualifier: AT_LEAST, value: 21, text: at least 21 }
    scope: CUMULATIVE
    evidence: at least 21 people
mentions:
  - { article: report, actor: speaker, words: { quote: the spokesman with the limp } }
  - { article: report, actor: speaker, voice: northland, words: { quote: "${NAME}", prefix: "The last straw is what " } }
  - { article: report, actor: aide, words: { quote: "JÖRG ZWETSCHKE" } }
  - { article: report, place: riverton, words: { quote: "near ${NAME} Street" } }
`,
};
