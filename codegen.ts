import type { CodegenConfig } from "@graphql-codegen/cli";

/** As JSON has them. One that is not named stops here instead of becoming `unknown`. */
const scalars = { DateTime: "string", PartialTime: "string", RecordedAsOf: "number | string" };

/** What the client's fixtures have in these, so that they fit together and can be read as what they are. */
const examples = {
  DateTime: "2000-01-01T00:00:00.000Z",
  "Article.language": "und",
  "Count.qualifier": "VAGUE",
  "Count.label": "an unstated number",
  "Figures.label": "no figure",
  "ImpreciseTime.at": "2000-01-01",
  "ImpreciseTime.label": "1 January 2000 (inferred)",
  "ImpreciseTime.latest": "2000-01-01T23:59:59.999Z",
  "Revision.number": 1,
};

/** All generated files, from the printed schema and the operations. Run `npm run codegen` after a change of either. */
const documents = "sdk/operations/*.graphql";

const config: CodegenConfig = {
  schema: "schema.graphql",
  generates: {
    "sdk/src/generated/types.ts": {
      documents,
      plugins: ["./sdk/codegen/header.ts", "./sdk/codegen/types.ts"],
      config: { scalars },
    },
    "sdk/src/generated/values.ts": { documents, plugins: ["./sdk/codegen/header.ts", "./sdk/codegen/values.ts"] },
    "sdk/src/generated/fixtures.ts": {
      documents,
      plugins: ["./sdk/codegen/header.ts", "./sdk/codegen/fixtures.ts"],
      config: { scalars, examples },
    },
    // Not typed-document-node: its documents need a package's types at the user's end, and repeat every fragment's text.
    "sdk/src/generated/operations.ts": {
      documents,
      plugins: ["./sdk/codegen/header.ts", "./sdk/codegen/operations.ts"],
    },
    "sdk/src/generated/methods.ts": { documents, plugins: ["./sdk/codegen/header.ts", "./sdk/codegen/methods.ts"] },
    // What pages and CSV files are made from.
    "server/publish/generated/queries.ts": {
      documents: "server/publish/**/*.graphql",
      plugins: ["./sdk/codegen/header.ts", "typescript-operations", "./sdk/codegen/typedQueries.ts"],
      config: {
        from: "server/publish/**/*.graphql",
        scalars: { ID: "string", ...scalars },
        strictScalars: true,
        enumType: "string-literal",
        immutableTypes: true,
        inlineFragmentTypes: "combine",
      },
    },
    "sdk/persisted-operations.json": { documents, plugins: ["./sdk/codegen/manifest.ts"] },
  },
};

export default config;
