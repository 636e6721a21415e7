import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApp, testApp } from "../testing/testApp.ts";

const TEXT = [
  "At least 12 people, including two children, were killed on Tuesday near Millbridge, the health ministry told the Valley News Agency.",
  "Some 500 soldiers had been sent to the town, 30 km north of the capital, at a cost of $4 million.",
].join("\n\n");

const QUERY = `query ($text: String!, $language: String) {
  extractClaims(text: $text, language: $language) {
    claims { id quote start end harm count { label qualifier min max vague } victims side claimant conduit scope status partOf rule }
    otherNumbers { start end kind reason }
  }
}`;

let app: TestApp;
beforeAll(async () => {
  app = await testApp("SQLite");
}, 60_000);
afterAll(() => app[Symbol.asyncDispose]());

const extracted = async (text: string, language?: string) => app.query(QUERY, { text, language });

// Loading the model takes long on a busy machine.
describe("extractClaims", { timeout: 60_000 }, () => {
  it("finds the claims of a text, with their words, and says what the other numbers are", async () => {
    const { claims, otherNumbers } = (await extracted(TEXT)).data.extractClaims;
    expect(claims).toMatchObject([
      {
        id: "c1",
        harm: "KILLED",
        count: { label: "at least 12", qualifier: "AT_LEAST", min: 12, max: null, vague: null },
        victims: "UNSPECIFIED",
        claimant: "health ministry",
        conduit: "Valley News Agency",
        partOf: null,
      },
      { id: "c2", count: { label: "2" }, victims: "CIVILIAN", partOf: "c1" },
    ]);
    for (const { quote, start, end } of claims) expect(quote).toBe(TEXT.slice(start, end));
    const others = otherNumbers.map(({ start, end, kind }: { start: number; end: number; kind: string }) => [
      TEXT.slice(start, end),
      kind,
    ]);
    expect(others).toEqual([
      ["500", "PEOPLE"],
      ["30", "TIME_OR_MEASURE"],
      ["4 million", "MONEY"],
    ]);
    expect(otherNumbers[2].reason).toBe("It is an amount of money.");
  });

  it("gives the text and its claims as files of a corpus folder, linked to the records of the store", async () => {
    const { data } = await app.query(
      'query ($text: String!) { extractClaims(text: $text, publishedAt: "2020-09-29") { corpusFiles { name content } } }',
      {
        text: "Azerbaijan and Armenia clashed in Nagorno-Karabakh. The Armenian Defense Ministry said 15 people were killed.",
      },
    );
    const [article, records] = data.extractClaims.corpusFiles;
    expect(article.name).toMatch(/^articles\/report-[0-9a-f]{8}\.md$/);
    expect(article.content).toContain("at: 2020-09-29");
    expect(records.content).toContain("actor: armenian-ministry-of-defence");
    expect(records.content).toContain("event: clashes-2020-09-29");
  });

  it("reads texts that are longer than other arguments may be, at a price", async () => {
    const long = Array.from({ length: 200 }, () => TEXT).join("\n\n");
    expect(long.length).toBeGreaterThan(40_000);
    expect((await extracted(long)).data.extractClaims.claims).toHaveLength(400);
    const cost = async (text: string): Promise<number> => {
      const response = await app.fetch("/graphql", {
        method: "POST",
        headers: { "content-type": "application/json", "x-cost": "dry-run" },
        body: JSON.stringify({ query: QUERY, variables: { text } }),
      });
      return (await response.json()).extensions.cost.total;
    };
    expect((await cost(long)) - (await cost("a"))).toBeGreaterThan(4000);
  });

  it.each([
    ["", undefined, "text is empty"],
    [" \n ", undefined, "text is empty"],
    [TEXT, "fr", "language is “fr”; only English"],
    [
      "Al menos doce soldados murieron y más de treinta resultaron heridos en los combates del domingo, según informó el ministerio de Defensa, que no dio más detalles.",
      undefined,
      "text does not look like English",
    ],
    ["12 killed\u0000", undefined, "U+0000"],
  ])("refuses %j in the language %s", async (text, language, problem) => {
    const { errors } = await extracted(text, language);
    expect(errors).toMatchObject([
      { message: expect.stringContaining(problem), extensions: { code: "BAD_USER_INPUT" } },
    ]);
  });

  it("reads a text in another language if the caller says that it is English", async () => {
    expect((await extracted("Zwölf Soldaten starben. ".repeat(20), "en-GB")).data.extractClaims.claims).toEqual([]);
  });
});
