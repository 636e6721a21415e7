import { describe, expect, it } from "vitest";
import { DEFAULT_LIMITS } from "../../config/limits.ts";
import { lazy } from "../../domain/lazy.ts";
import { FEED_PARAMETERS } from "../../publish/feed/feedRoute.ts";
import { ENDINGS } from "../../publish/forms.ts";
import { TOLL_PARAMETERS } from "../../publish/tolls/tollQuestion.ts";
import { ODD_FORMS, ODD_TEXTS, shownValue } from "../../testing/arguments/oddValues.ts";
import { dialects, type TestDialect } from "../../testing/dialects.ts";
import { corpusFolder, SMALL_CORPUS, testApp } from "../../testing/testApp.ts";

const LIMITS = { ...DEFAULT_LIMITS, requestsPerMinute: 1e9, costPerMinute: 1e12 };

/** Values of a part of an address. A lone surrogate has no encoding in UTF-8: these are the bytes that it would have. */
const VALUES = [
  ...[...ODD_TEXTS, ...ODD_FORMS].filter((text) => text.isWellFormed()).map(encodeURIComponent),
  "a%ED%A0%80",
  "%ff",
  "%zz",
  "%",
  "%2e%2e%2f",
  "-1",
  "99999999999999999999",
  "9999-12-31",
  "-271821-04-20",
  "+",
];

const TOLL = "/tolls/killed?event=fighting";

/** Addresses with a gap, in all forms of a page. */
const ADDRESSES: readonly ((value: string) => string)[] = [
  (value) => `/${value}`,
  (value) => `/claims/${value}`,
  (value) => `/claims/twenty-killed@${value}`,
  (value) => `/claims/twenty-killed@1.${value}`,
  (value) => `/claims/twenty-killed@1?x=${value}`,
  (value) => `/tolls/${value}`,
  (value) => `/tolls/killed.${value}?event=fighting`,
  (value) => `/tolls/killed?${value}`,
  ...["", ...ENDINGS.map((ending) => `.${ending}`)].flatMap((ending) => [
    (value: string) => `/claims/twenty-killed@1${value}${ending}`,
    ...TOLL_PARAMETERS.map((name) => (value: string) => {
      const others = name === "recordedAsOf" ? "" : "&recordedAsOf=1";
      return name === "event"
        ? `/tolls/killed${ending}?event=${value}${others}`
        : `${TOLL.replace("?", `${ending}?`)}&${name}=${value}${others}`;
    }),
  ]),
  ...TOLL_PARAMETERS.map((name) => (value: string) => `${TOLL}&${name}=${value}`),
  (value) => `/claims.atom?${value}`,
  ...FEED_PARAMETERS.map((name) => (value: string) => `/claims.atom?${name}=${value}`),
  (value) => `/why/${value}`,
  (value) => `/graphiql/${value}`,
  (value) => `/rules?${value}`,
  (value) => `/ready?${value}`,
  ...["query", "variables", "operationName", "extensions"].map(
    (name) => (value: string) => `/graphql?query={dataRevision}&${name}=${value}`,
  ),
  (value) => `/subgraph?query={dataRevision}&variables=${value}`,
];

async function resultsOn(dialect: TestDialect): Promise<ReadonlyMap<string, number>> {
  await using folder = await corpusFolder(SMALL_CORPUS);
  await using app = await testApp(dialect, folder.path, { limits: LIMITS });
  const statuses = new Map<string, number>();
  for (const address of ADDRESSES)
    for (const value of VALUES) {
      const { status } = await app.fetch(address(value), { headers: { accept: "application/json" } });
      statuses.set(address(value).replace(value, shownValue(value)), status);
    }
  return statuses;
}

const onSqlite = lazy(() => resultsOn("SQLite"));

describe.each(dialects)("With odd values in every part of a page's address, on %s", (dialect) => {
  const results = lazy(() => (dialect === "SQLite" ? onSqlite() : resultsOn(dialect)));

  it("no page fails", { timeout: 300_000 }, async () => {
    const statuses = [...(await results())];
    expect(statuses.filter(([, status]) => status >= 500)).toEqual([]);
    // The addresses themselves are right: some values fit, and others do not.
    expect(new Set(statuses.map(([, status]) => status))).toEqual(new Set([200, 302, 400, 404]));
  });

  it("the status is the same as on SQLite", { timeout: 300_000 }, async () => {
    const expected = await onSqlite();
    expect([...(await results())].filter(([address, status]) => expected.get(address) !== status)).toEqual([]);
  });
});

it("A text that no database can store is refused by a page, which names the parameter", async () => {
  await using folder = await corpusFolder(SMALL_CORPUS);
  await using app = await testApp("SQLite", folder.path);
  const response = await app.fetch("/tolls/killed.json?event=fighting&party=a%00b&recordedAsOf=1");
  expect(response.status).toBe(400);
  expect((await response.json()).error.message).toContain("party contains U+0000 at offset 1");
});
