import { parse } from "graphql";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { extract } from "../../extract/extract.ts";
import { dialects } from "../../testing/dialects.ts";
import { corpusFolder, type Folder, SMALL_CORPUS, type TestApp, testApp } from "../../testing/testApp.ts";
import { createContext } from "../builder/context.ts";
import { execute } from "../execute.ts";
import { schema } from "../schema.ts";

const INGEST_TEXT = `mutation ($input: IngestTextInput!, $key: String) {
  ingestText(input: $input, key: $key) {
    __typename
    ... on IngestedArticle { dataRevision article { slug title casualtyReports { nodes {
      slug review reviewRule count { label } attributedTo { actor { slug name } words } event { slug title }
    } } } changes { recordType slug } }
    ... on IngestFaults { faults { path message } }
  }
}`;

const TEXT = {
  source: { id: "archive", title: "An archive", licence: "CC-BY-4.0", showsText: true },
  title: "Two hundred killed in the hills",
  text: "Two hundred people were killed in the hills on Monday, the Valley Observatory said.\n\nAnother 60 were wounded.",
  publishedAt: "2021-06-08",
  publisher: "The Valley Post",
};

describe.each(dialects)("Ingesting a text on %s", { timeout: 90_000 }, (dialect) => {
  let folder: Folder;
  let app: TestApp;
  let token: string;
  beforeAll(async () => {
    folder = await corpusFolder(SMALL_CORPUS);
    app = await testApp(dialect, folder.path);
    token = await app.key("A. Writer", "ingest", "review");
  }, 90_000);
  afterAll(async () => {
    await app[Symbol.asyncDispose]();
    await folder[Symbol.asyncDispose]();
  });
  const ingest = async (input: object, key?: string) =>
    (await app.query(INGEST_TEXT, { input, key }, token)).data.ingestText;
  const revision = async () => (await app.query("{ dataRevision }")).data.dataRevision;

  it("adds the article with claims that wait for review, which tolls count only when a person has accepted them", async () => {
    const { __typename, article } = await ingest(TEXT);
    expect(__typename).toBe("IngestedArticle");
    const claims = article.casualtyReports.nodes;
    expect(claims).toHaveLength(2);
    const killed = claims.find(({ count }: { count: { label: string } }) => count.label === "200");
    expect(killed).toMatchObject({
      review: "EXTRACTED",
      reviewRule: "passive: people were killed",
      attributedTo: {
        actor: { slug: "valley-observatory-provisional", name: "Valley Observatory" },
        words: "Valley Observatory",
      },
      event: { title: "Casualties reported, 8 June 2021" },
    });
    const toll = async () =>
      (await app.query(`{ toll(harm: KILLED, event: "${killed.event.slug}") { low } }`)).data.toll.low;
    expect(await toll()).toBeNull();
    const accept = `mutation { reviewCasualtyReport(id: "${Buffer.from(`CasualtyReport:${killed.slug}`).toString("base64")}", decision: ACCEPT, reason: "Checked.") { __typename } }`;
    expect((await app.query(accept, {}, token)).data.reviewCasualtyReport.__typename).toBe("ReviewedCasualtyReport");
    expect(await toll()).toBe(200);
  });

  it("changes nothing if the same text comes again, with other details too", async () => {
    await ingest(TEXT);
    const before = await revision();
    const again = await ingest({ ...TEXT, publisher: "Another paper" });
    expect([again.__typename, again.article.title]).toEqual(["IngestedArticle", TEXT.title]);
    expect(await revision()).toBe(before);
  });

  it("lets others write while claims are extracted", async () => {
    const document = parse(INGEST_TEXT);
    const order: string[] = [];
    const contextValue = createContext(app.store, {
      caller: { name: "x", id: "x", scopes: ["ingest"] },
      async extract({ text, published }) {
        await ingest({ ...TEXT, title: "Meanwhile" });
        order.push("the other text is ingested");
        return extract(text, { published });
      },
    });
    const input = { ...TEXT, title: "Extracted slowly" };
    const { data } = await execute({ schema, document, variableValues: { input }, contextValue });
    order.push("the text is ingested");
    expect(data).toMatchObject({ ingestText: { __typename: "IngestedArticle" } });
    expect(order).toEqual(["the other text is ingested", "the text is ingested"]);
  });

  it.each([
    [{ text: "" }, "text", "is empty"],
    [{ text: TEXT.text, language: "fr" }, "text", "language “fr”"],
    [
      {
        text: "Al menos doce soldados murieron y más de treinta resultaron heridos en los combates del domingo, según informó el ministerio de Defensa, que no dio más detalles.",
      },
      "text",
      "does not look like English",
    ],
    [{ text: "Officials said 12 people were killed. ".repeat(1500) }, "text", "the maximum is 50000"],
    [{ publishedAt: "yesterday" }, "publishedAt", "not a time"],
    [{ url: "ftp://example.org/" }, "url", "http"],
  ])("says what is wrong with %j, and stores nothing", async (wrong, path, message) => {
    const before = await revision();
    const { __typename, faults } = await ingest({ ...TEXT, title: "Another title", ...wrong });
    expect(__typename).toBe("IngestFaults");
    expect(faults).toContainEqual({ path, message: expect.stringContaining(message) });
    expect(await revision()).toBe(before);
  });

  it("requires the scope “ingest”", async () => {
    const reader = await app.key("A. Reader", "review");
    const { errors } = await app.query(INGEST_TEXT, { input: TEXT }, reader);
    expect(errors).toMatchObject([{ extensions: { code: "FORBIDDEN" } }]);
  });
});
