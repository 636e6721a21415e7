import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { plugin as typescriptOperations } from "@graphql-codegen/typescript-operations";
import { buildSchema, parse } from "graphql";
import { beforeAll, describe, expect, test } from "vitest";
import { plugin } from "../codegen/plugins/types.ts";
import { typeErrors } from "./typeErrors.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const read = (file: string) => readFileSync(join(root, file), "utf8");
const scalars = { ID: "string", DateTime: "string", PartialTime: "string", RecordedAsOf: "number | string" };

const shipped = {
  schema: read("schema.graphql"),
  operations: readdirSync(join(root, "sdk/operations"))
    .map((file) => read(`sdk/operations/${file}`))
    .join("\n"),
};
type Given = typeof shipped;

/** Our types, but with closed enums in results, as in the other generator. */
const ours = ({ schema, operations }: Given) =>
  plugin(buildSchema(schema), [{ document: parse(operations) }], { scalars }).replace(
    /(?<=export type Open<.*> = ).*;/,
    "Value;",
  );

/** The types of graphql-codegen's own generator: one for each of our types, without descriptions. */
async function theirs({ schema, operations }: Given): Promise<string> {
  const config = {
    scalars,
    strictScalars: true,
    enumType: "string-literal",
    immutableTypes: true,
    arrayInputCoercion: false,
    omitOperationSuffix: true,
    operationResultSuffix: "Result",
    inlineFragmentTypes: "combine",
  } as const;
  const documents = [{ location: "operations.graphql", document: parse(operations) }];
  const output = await typescriptOperations(buildSchema(schema), documents, config, { outputFile: "theirs.ts" });
  if (typeof output === "string") return output;
  // A helper that no other type uses.
  return [...(output.prepend ?? []), output.content].join("\n").replace("export type Incremental", "type Incremental");
}

const CORPUS = ["CorporaResult", "CorpusFields"];

const exported = (types: string) =>
  [...types.matchAll(/^export (?:type|interface) (\w+)/gm)].map(([, name = ""]) => name);

/** Faults in the input of our generator, each with the types that must differ because of it. */
const faults = {
  nullability: { given: inSchema(/(\ntype Corpus \{.*?\n {2}title: String)!/s, "$1"), differ: CORPUS },
  missingField: { given: inOperations(/(CorpusFields on Corpus \{.*?) {2}hash\n/s, "$1"), differ: CORPUS },
  listLevel: { given: inSchema(/(\n {2}sources: )\[Source!\]!/, "$1[[Source!]!]!"), differ: CORPUS },
  enumValue: {
    given: inSchema(/(\nenum CellKind \{.*?)NO_CLAIM/s, "$1NOBODY"),
    differ: ["BreakdownFields", "CellKind", "TollFields", "TollResult"],
  },
  missingMember: {
    given: inOperations(/ {2}\.\.\. on Place \{.*?\}\n/s, ""),
    differ: [
      "ArticleIngestedResult",
      "CasualtyReportChangedResult",
      "ChangesResult",
      "NodeResult",
      "NodesResult",
      "RecordChangeFields",
      "RecordFields",
      "SearchResult",
    ],
  },
  input: {
    given: inSchema(/(\ninput BoundingBox \{.*?\n {2}east: Float)!/s, "$1"),
    differ: ["BoundingBox", "EventFacetsVariables", "EventFilter", "EventsVariables"],
  },
  variable: { given: inOperations(/(query Search\(\$query: String)!/, "$1"), differ: ["SearchVariables"] },
};

/** The imports and helpers above the checks. Each check is one line. */
const CHECKS_HEAD = `import type * as theirs from "../theirs.ts";
import type * as ours from "./ours.ts";

/** Flattens intersections. */
type Plain<T> = T extends object ? { [Key in keyof T]: Plain<T[Key]> } : T;
/** The other generator's variables are not readonly. */
type PlainVariables<T> = T extends object ? { -readonly [Key in keyof T]: PlainVariables<T[Key]> } : T;
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
type IsAmong<A, Members> = true extends (Members extends unknown ? Same<Plain<A>, Plain<Members>> : never) ? true : false;
type AreAmong<Types, Members> = false extends (Types extends unknown ? IsAmong<Types, Members> : never) ? false : true;
/** The same members. The other generator may repeat a member: once for each type of an interface, even if they are equal. */
type Alike<A, B> = [AreAmong<A, B>, AreAmong<B, A>] extends [true, true] ? true : false;
const is = <_Holds extends true>() => {};
`;

const peer = await theirs(shipped);
let errors: readonly string[];
beforeAll(async () => {
  const cases = Object.entries({
    shipped,
    ...Object.fromEntries(Object.entries(faults).map(([name, { given }]) => [name, given])),
  });
  errors = await typeErrors(
    Object.fromEntries([
      ["theirs.ts", peer],
      ...cases.flatMap(([name, given]) => [
        [`${name}/ours.ts`, ours(given)],
        [`${name}/checks.ts`, CHECKS_HEAD + exported(peer).map(check).join("\n")],
      ]),
    ]),
    // Our variable may be undefined if it has a default.
    { exactOptionalPropertyTypes: false },
  );
});

const check = (name: string) =>
  name.endsWith("Variables")
    ? `is<Same<PlainVariables<ours.${name}>, PlainVariables<theirs.${name}>>>();`
    : `is<Alike<ours.${name}, theirs.${name}>>();`;

/** The types for which the compiler reports an error, or else the error itself. */
const differing = (name: string): string[] =>
  errors
    .filter((error) => error.startsWith(`${name}/`))
    .map((error) => {
      const line = /^\w+\/checks\.ts\((\d+),\d+\): error TS2344/.exec(error)?.[1];
      return exported(peer)[Number(line) - CHECKS_HEAD.split("\n").length] ?? error;
    })
    .sort();

describe("the client's types, compared with those of typescript-operations,", () => {
  test("are equal in number", () => {
    const own = exported(ours(shipped)).filter((name) => name !== "Open");
    expect(own).toContain("EventFields");
    expect(own.toSorted()).toEqual(exported(peer).toSorted());
  });

  test("are the same", () => {
    expect(errors.filter((error) => !Object.keys(faults).some((name) => error.startsWith(`${name}/`)))).toEqual([]);
  });

  test.each(Object.entries(faults))("differ if a fault is planted: %s", (name, { differ }) => {
    expect(differing(name)).toEqual(differ);
  });
});

function inSchema(pattern: RegExp, by: string): Given {
  return { ...shipped, schema: replaced(shipped.schema, pattern, by) };
}

function inOperations(pattern: RegExp, by: string): Given {
  return { ...shipped, operations: replaced(shipped.operations, pattern, by) };
}

function replaced(text: string, pattern: RegExp, by: string): string {
  if (!pattern.test(text)) throw new Error(`Nothing in the text is like ${pattern}.`);
  return text.replace(pattern, by);
}
