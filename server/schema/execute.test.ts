import {
  type ExecutionResult,
  execute as executePlainly,
  type GraphQLObjectType,
  getNamedType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
  parse,
  validate,
} from "graphql";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dialects } from "../testing/dialects.ts";
import { randomQuery, type Values } from "../testing/randomOperations.ts";
import { type TestApp, testApp } from "../testing/testApp.ts";
import type { Caller } from "./builder/caller.ts";
import { createContext } from "./builder/context.ts";
import { execute } from "./execute.ts";
import { schema } from "./schema.ts";

/** The seeds contain only some of these values, so that errors are compared too. */
const VALUES: Values = {
  slug: ['"armenia"', '"azerbaijan"', '"turkey"'],
  id: ['"QWN0b3I6YXJtZW5pYQ=="'],
  ids: ['"QWN0b3I6YXJtZW5pYQ=="', '"QWN0b3I6YXplcmJhaWphbg=="'],
  query: ['"ceasefire"', '"civilians killed"', '"dead"'],
  recordedAsOf: ["1", "1", "0", "99"],
  at: ['"2020-10"'],
  asOf: ['"2020-10-01"', '"2022"'],
  PartialTime: ['"2020-10"', '"2022-09-14"'],
  side: ['"armenia"', '"azerbaijan"'],
};

const SEEDS_PER_DIALECT = 150;

/** The order of errors is not compared. After a null has spread upwards, graphql-js may leave out errors below it. */
const errorsOf = ({ errors = [] }: ExecutionResult): string[] =>
  errors.map((error) => JSON.stringify([error.path, error.message])).sort();

const ADMIN: Caller = { name: "an administrator", id: "admin", scopes: ["admin"] };

/** The list of each type of record. */
const LISTS = {
  Article: "articles",
  Event: "events",
  Actor: "actors",
  Place: "places",
  CasualtyReport: "casualtyReports",
};

/** Selects what a type itself has, but nothing of the records within it, whose fields are tested on their own. */
function selectionOf(type: unknown, depth: number): string {
  if (isLeafType(type)) return "";
  if (!isObjectType(type) || type.name in LISTS || depth === 0) return " { __typename }";
  const fields = Object.values(type.getFields()).filter(({ args }) => !args.some(isRequiredArgument));
  return ` { ${fields.map((field) => `${field.name}${selectionOf(getNamedType(field.type), depth - 1)}`).join(" ")} }`;
}

describe.each(dialects)("A query on %s", (dialect) => {
  let app: TestApp;
  beforeAll(async () => {
    app = await testApp(dialect);
  });
  afterAll(() => app[Symbol.asyncDispose]());

  const answers = async (source: string) => {
    const document = parse(source);
    expect(
      validate(schema, document).map(({ message }) => message),
      source,
    ).toEqual([]);
    const ours = await execute({ schema, document, contextValue: createContext(app.store, { caller: ADMIN }) });
    const theirs = await executePlainly({
      schema,
      document,
      contextValue: createContext(app.store, { caller: ADMIN }),
    });
    return { ours, theirs };
  };

  it.each(Object.entries(LISTS))(
    "of each field of %s alone reads all columns that the field needs",
    async (type, list) => {
      const fields = Object.values((schema.getType(type) as GraphQLObjectType).getFields());
      for (const field of fields.filter(({ args }) => !args.some(isRequiredArgument))) {
        const source = `{ ${list}(first: 30) { nodes { ${field.name}${selectionOf(getNamedType(field.type), 3)} } } }`;
        const { ours, theirs } = await answers(source);
        expect(JSON.stringify(ours.data), source).toBe(JSON.stringify(theirs.data));
        expect(theirs.errors, source).toBeUndefined();
      }
    },
  );

  it("with random fields has the same answer and errors as with graphql-js, which reads all columns", async () => {
    let [answered, failed] = [0, 0];
    for (let seed = 1; seed <= SEEDS_PER_DIALECT; seed++) {
      const source = randomQuery(schema, VALUES, seed);
      const { ours, theirs } = await answers(source);
      expect(JSON.stringify(ours.data), source).toBe(JSON.stringify(theirs.data));
      expect(errorsOf(ours), source).toEqual(expect.arrayContaining(errorsOf(theirs)));
      if (theirs.errors) failed++;
      else answered++;
    }
    // Otherwise the queries compare nothing.
    expect(answered).toBeGreaterThan(SEEDS_PER_DIALECT / 4);
    expect(failed).toBeGreaterThan(SEEDS_PER_DIALECT / 20);
  });
});
