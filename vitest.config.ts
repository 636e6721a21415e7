import "./server/testing/requireNode24.mjs";
import { defineConfig } from "vitest/config";

export default defineConfig({
  // Vite would load graphql's ESM build and Node.js its CommonJS build; each copy refuses the other's types.
  resolve: { alias: [{ find: /^graphql$/, replacement: "graphql/index.js" }] },
  test: {
    include: ["server/**/*.test.ts", "sdk/**/*.test.ts"],
    exclude: ["**/node_modules/**", "sdk/dist/**"],
    globalSetup: ["server/testing/dialects.ts", "sdk/test/packed.ts"],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Each worker opens its own PGlite, which takes 460 MB and some seconds. So few workers run many files each.
    maxWorkers: 2,
    // On processors with memory protection keys, V8 may end the process when threads end (“Check failed: jit_page.has_value()”).
    execArgv: ["--no-memory-protection-keys"],
    isolate: false,
  },
});
