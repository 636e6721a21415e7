import type { CodegenConfig } from "@graphql-codegen/cli";

/** The TypeScript types of scalars in JSON. A scalar without one is an error. */
const scalars = { DateTime: "string", PartialTime: "string", RecordedAsOf: "number | string" };

/** The values of these fields in the fixtures, chosen to fit together. */
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

const documents = "sdk/operations/*.graphql";
const plugins = (...names: readonly string[]) => names.map((name) => `./sdk/codegen/plugins/${name}.ts`);

/** Generates all generated files from schema.graphql and the operations. Run `npm run codegen` when either changes. */
const config: CodegenConfig = {
  schema: "schema.graphql",
  generates: {
    "sdk/src/generated/types.ts": {
      documents,
      plugins: plugins("header", "types"),
      config: { scalars },
    },
    "sdk/src/generated/values.ts": { documents, plugins: plugins("header", "values") },
    "sdk/src/generated/fixtures.ts": {
      documents,
      plugins: plugins("header", "fixtures"),
      config: { scalars, examples },
    },
    // Not typed-document-node: users would need another package for its types, and it repeats each fragment's text.
    "sdk/src/generated/operations.ts": { documents, plugins: plugins("header", "operations") },
    "sdk/src/generated/methods.ts": { documents, plugins: plugins("header", "methods") },
    // The queries behind pages and CSV files.
    "server/publish/generated/queries.ts": {
      documents: "server/publish/**/*.graphql",
      plugins: [...plugins("header"), "typescript-operations", ...plugins("typedQueries")],
      config: {
        from: "server/publish/**/*.graphql",
        scalars: { ID: "string", ...scalars },
        strictScalars: true,
        enumType: "string-literal",
        immutableTypes: true,
        inlineFragmentTypes: "combine",
      },
    },
    "sdk/persisted-operations.json": { documents, plugins: plugins("manifest") },
  },
};

export default config;
