import type { CodegenConfig } from "@graphql-codegen/cli";

/** The SDK's generated files, from the printed schema and the operations. `npm run codegen` after a change of either. */
const config: CodegenConfig = {
  schema: "schema.graphql",
  documents: "sdk/operations/*.graphql",
  generates: {
    "sdk/src/generated/types.ts": {
      plugins: ["./sdk/codegen/header.ts", "typescript-operations"],
      config: {
        // Named one by one, and strict, so that a new scalar stops here instead of becoming `unknown`.
        scalars: { ID: "string", DateTime: "string", PartialTime: "string", RecordedAsOf: "number | string" },
        strictScalars: true,
        enumType: "string-literal",
        immutableTypes: true,
        // A list is a list, also of one, in variables as in filters.
        arrayInputCoercion: false,
        // `EventFields`, `EventResult`, `EventVariables`: no bare `Event`, which is the browser's.
        omitOperationSuffix: true,
        operationResultSuffix: "Result",
        // Results name their fragments' types, so that `(event: EventFields) => …` takes what `client.events()` gives.
        inlineFragmentTypes: "combine",
        printFieldsOnNewLines: true,
      },
    },
    // Not typed-document-node: its documents need a package's types at the user's end, and repeat every fragment's text.
    "sdk/src/generated/operations.ts": { plugins: ["./sdk/codegen/header.ts", "./sdk/codegen/operations.ts"] },
    "sdk/src/generated/methods.ts": { plugins: ["./sdk/codegen/header.ts", "./sdk/codegen/methods.ts"] },
    "sdk/persisted-operations.json": { plugins: ["./sdk/codegen/manifest.ts"] },
  },
};

export default config;
