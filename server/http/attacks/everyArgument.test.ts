import { describe, expect, it } from "vitest";
import { DEFAULT_LIMITS } from "../../config/limits.ts";
import { lazy } from "../../domain/lazy.ts";
import { unstorableCharacter } from "../../domain/storableText.ts";
import { subgraphOf } from "../../schema/federation/subgraph.ts";
import { schema } from "../../schema/schema.ts";
import { type InputPlace, inputPlaces } from "../../testing/arguments/inputPlaces.ts";
import { oddValuesOf, shownValue } from "../../testing/arguments/oddValues.ts";
import { dialects, type TestDialect } from "../../testing/dialects.ts";
import { corpusFolder, SMALL_CORPUS, type TestApp, testApp } from "../../testing/testApp.ts";
import { ERROR_CODES } from "../errors/errorCodes.ts";

const LIMITS = { ...DEFAULT_LIMITS, requestsPerMinute: 1e9, costPerMinute: 1e12, streams: 10_000 };

/** Every place, in both schemas. The other fields of the subgraph are those of the schema. */
const PLACES = [
  ...inputPlaces(schema),
  ...inputPlaces(subgraphOf(schema).schema).filter(({ name }) => isForSubgraph(name)),
];

function isForSubgraph(name: string): boolean {
  return name.startsWith("Query._entities");
}

interface Question {
  readonly place: InputPlace;
  readonly value: unknown;
}

/**
 * An input field that many arguments have, such as those of a filter, gets all values in one of them, and two of the values in
 * each other: the code behind them is the same.
 */
function* questions(): Generator<Question> {
  const seen = new Set<string>();
  for (const [at, place] of PLACES.entries()) {
    const values = [...oddValuesOf(place.type), ...(place.isList ? [[]] : [])];
    const chosen = seen.has(place.input) ? [values[1], values[at % values.length]] : values;
    seen.add(place.input);
    for (const value of chosen) yield { place, value };
  }
}

interface Result extends Question {
  readonly name: string;
  /** The status, the codes of the errors, and the types of the root fields' values. */
  readonly outcome: string;
}

async function resultsOn(dialect: TestDialect): Promise<Result[]> {
  await using folder = await corpusFolder(SMALL_CORPUS);
  await using app = await testApp(dialect, folder.path, { limits: LIMITS });
  const token = await app.key("A. Writer", "ingest", "review", "admin");
  const results: Result[] = [];
  const streams: (Question & { readonly name: string; readonly response: Response })[] = [];
  let number = 1;
  for (const { place, value } of questions()) {
    const name = `${place.name}: ${shownValue(value)}`;
    const response = await send(app, token, place, place.operation(value, number++));
    const isStream = response.headers.get("content-type")?.startsWith("text/event-stream");
    if (isStream) streams.push({ place, value, name, response });
    else results.push({ place, value, name, outcome: outcomeOf(response.status, [await response.json()]) });
  }
  await app.stop();
  for (const { response, ...question } of streams) {
    const events = [...(await response.text()).matchAll(/^data: (\{.*\})$/gm)].map(([, json = ""]) => JSON.parse(json));
    results.push({ ...question, outcome: outcomeOf(response.status, events) });
  }
  return results;
}

const send = (app: TestApp, token: string, { name, kind }: InputPlace, operation: object): Promise<Response> =>
  app.fetch(isForSubgraph(name) ? "/subgraph" : "/graphql", {
    method: "POST",
    headers: {
      "content-type": "application/json",
      accept: kind === "subscription" ? "text/event-stream, application/json" : "application/json",
      authorization: `Bearer ${token}`,
    },
    body: JSON.stringify(operation),
  });

interface Answer {
  readonly data?: Readonly<Record<string, { readonly __typename?: string }>> | null;
  readonly errors?: readonly { readonly extensions: { readonly code: string } }[];
}

function outcomeOf(status: number, answers: readonly Answer[]): string {
  const codes = answers.flatMap(({ errors = [] }) => errors.map(({ extensions }) => extensions.code));
  const types = answers.flatMap(({ data }) => Object.values(data ?? {}).flatMap((value) => value?.__typename ?? []));
  return [status, ...codes, ...types].join(" ");
}

/** A stream that was opened ends with SERVICE_STOPPING when the app does. */
const isTyped = ({ outcome }: Result): boolean =>
  /^(200|4\d\d)( |$)/.test(outcome) &&
  outcome
    .split(" ")
    .filter((word) => /^[A-Z_]+$/.test(word))
    .every((code) => ERROR_CODES.has(code) && code !== "INTERNAL_SERVER_ERROR");

const shown = (results: readonly Result[]): string[] => results.map(({ name, outcome }) => `${name} → ${outcome}`);

const onSqlite = lazy(() => resultsOn("SQLite"));

describe.each(dialects)("With odd values in every argument and input field of the schema, on %s", (dialect) => {
  const results = lazy(() => (dialect === "SQLite" ? onSqlite() : resultsOn(dialect)));

  it("no operation fails unexpectedly", { timeout: 600_000 }, async () => {
    expect(shown((await results()).filter((result) => !isTyped(result)))).toEqual([]);
    // Otherwise the values beside the odd one would be wrong, and the test would prove nothing.
    const outcomes = new Set((await results()).map(({ outcome }) => outcome));
    for (const type of [
      "IngestedArticle",
      "ReviewedCasualtyReport",
      "Withdrawn",
      "EventConnection",
      "SERVICE_STOPPING",
    ])
      expect(outcomes).toContain(`200 ${type}`);
  });

  it("the outcome is the same as on SQLite", { timeout: 600_000 }, async () => {
    const expected = new Map((await onSqlite()).map(({ name, outcome }) => [name, outcome]));
    const different = (await results()).filter(({ name, outcome }) => expected.get(name) !== outcome);
    expect(shown(different)).toEqual([]);
  });

  it("a text that no database can store is refused, and in a query also a long one", { timeout: 600_000 }, async () => {
    const texts = (await results()).filter(({ place: { type } }) => type === "String" || type === "ID");
    const unstorable = texts.filter(({ value }) => unstorableCharacter(String(value)) !== null);
    expect(unstorable.length).toBeGreaterThan(300);
    expect(shown(unstorable.filter(({ outcome }) => outcome !== "400 BAD_USER_INPUT"))).toEqual([]);
    // extractClaims pays for the length of its text.
    const PAID = "Query.extractClaims(text)";
    const long = texts.filter(
      ({ place, value }) => place.kind === "query" && String(value).length > LIMITS.textLength && place.name !== PAID,
    );
    expect(long.length).toBeGreaterThan(10);
    expect(shown(long.filter(({ outcome }) => outcome !== "400 TEXT_TOO_LONG"))).toEqual([]);
  });
});
