import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { DEFAULT_LIMITS } from "../../config/limits.ts";
import { ANOTHER_ARTICLE, INGEST } from "../../testing/corpora/articles.ts";
import { dialects } from "../../testing/dialects.ts";
import { corpusFolder, type Folder, SMALL_CORPUS, type TestApp, testApp } from "../../testing/testApp.ts";
import { encodeGlobalId } from "../builder/globalId.ts";

const REQUEST = "changes { record { ... on Article { revision { request { caller } } } } }";
/** Selects a field for reviewers, unless the variable says otherwise. */
const INGEST_AND_REVIEW = `mutation ($input: IngestArticleInput!, $isReviewer: Boolean = true) {
  ingestArticle(input: $input) { __typename ... on IngestedArticle { ...Sent @include(if: $isReviewer) } } }
  fragment Sent on IngestedArticle { ${REQUEST} }`;
const INGEST_AND_WITHDRAW = `mutation ($input: IngestArticleInput!, $id: ID!) {
  ingestArticle(input: $input) { __typename } withdraw(id: $id, what: NAME, reason: "Asked for.") { __typename } }`;

describe.each(dialects)("A mutation with a field that the caller may not read, on %s,", (dialect) => {
  let folder: Folder;
  let app: TestApp;
  beforeEach(async () => {
    folder = await corpusFolder(SMALL_CORPUS);
    app = await testApp(dialect, folder.path);
  });
  afterEach(async () => {
    await app[Symbol.asyncDispose]();
    await folder[Symbol.asyncDispose]();
  });

  const send = (query: string, variables: object, token?: string) =>
    app.fetch("/graphql", {
      method: "POST",
      headers: { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) },
      body: JSON.stringify({ query, variables: { input: ANOTHER_ARTICLE, ...variables } }),
    });
  const state = async () =>
    (await app.query('{ dataRevision article(slug: "second-report") { slug } actor(slug: "southland") { name } }'))
      .data;

  it.each([
    ["below the result", INGEST_AND_REVIEW, {}, "Revision.request"],
    ["beside another mutation", INGEST_AND_WITHDRAW, { id: encodeGlobalId("Actor", "southland") }, "Mutation.withdraw"],
  ])("is refused before anything is done: %s", async (_where, query, variables, field) => {
    const before = await state();
    const response = await send(query, variables, await app.key("A. Sender", "ingest"));
    const { data, errors } = await response.json();
    expect([response.status, data]).toEqual([403, undefined]);
    expect(errors).toEqual([
      expect.objectContaining({
        message: expect.stringMatching(`^Nothing was done: ${field} requires the scope .*“A. Sender” has: ingest\\.$`),
        extensions: { code: "FORBIDDEN" },
      }),
    ]);
    expect(await state()).toEqual(before);
  });

  it("is refused with 401 if there is no caller", async () => {
    const before = await state();
    const response = await send(INGEST_AND_REVIEW, {});
    expect([response.status, response.headers.get("www-authenticate")]).toEqual([401, "Bearer"]);
    expect(await state()).toEqual(before);
  });

  it("is done if the field is left out by @include, or if the caller may read it", async () => {
    const sent = await send(INGEST_AND_REVIEW, { isReviewer: false }, await app.key("A. Sender", "ingest"));
    expect([sent.status, await sent.json()]).toEqual([
      200,
      { data: { ingestArticle: { __typename: "IngestedArticle" } } },
    ]);
    const again = await send(INGEST_AND_REVIEW, {}, await app.key("A. Reviewer", "ingest", "review"));
    expect([again.status, (await again.json()).errors]).toEqual([200, undefined]);
  });
});

it("The answer to a write that was done is complete, even if its lists are longer than their estimated cost", async () => {
  await using folder = await corpusFolder(SMALL_CORPUS);
  await using estimating = await testApp("SQLite", folder.path);
  const response = await estimating.fetch("/graphql", {
    method: "POST",
    headers: { "content-type": "application/json", "x-cost": "dry-run" },
    body: JSON.stringify({ query: INGEST, variables: { input: ANOTHER_ARTICLE } }),
  });
  const { total } = (await response.json()).extensions.cost;
  await using app = await testApp("SQLite", folder.path, { limits: { ...DEFAULT_LIMITS, cost: total } });
  const { data, errors } = await app.query(INGEST, { input: ANOTHER_ARTICLE }, await app.key("A. Writer", "ingest"));
  expect(errors).toBeUndefined();
  expect(data.ingestArticle.changes).toHaveLength(7);
});
