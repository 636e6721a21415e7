import type { CodegenConfig } from "@graphql-codegen/cli";

/** The SDK's generated files, from the printed schema and the operations. `npm run codegen` after a change of either. */
const config: CodegenConfig = {
  schema: "schema.graphql",
  documents: "sdk/operations/*.graphql",
  generates: {
    "sdk/src/generated/types.ts": {
      plugins: ["./sdk/codegen/header.ts", "./sdk/codegen/types.ts"],
      config: {
        // As JSON has them. One that is not named stops here instead of becoming `unknown`.
        scalars: { DateTime: "string", PartialTime: "string", RecordedAsOf: "number | string" },
      },
    },
    "sdk/src/generated/values.ts": { plugins: ["./sdk/codegen/header.ts", "./sdk/codegen/values.ts"] },
    // Not typed-document-node: its documents need a package's types at the user's end, and repeat every fragment's text.
    "sdk/src/generated/operations.ts": { plugins: ["./sdk/codegen/header.ts", "./sdk/codegen/operations.ts"] },
    "sdk/src/generated/methods.ts": { plugins: ["./sdk/codegen/header.ts", "./sdk/codegen/methods.ts"] },
    "sdk/persisted-operations.json": { plugins: ["./sdk/codegen/manifest.ts"] },
  },
};

export default config;
