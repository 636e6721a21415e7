import { defineConfig } from "vitest/config";

export default defineConfig({
  // Vite would take graphql's ESM build, Node takes its CommonJS one; two copies refuse each other's types.
  resolve: { alias: [{ find: /^graphql$/, replacement: "graphql/index.js" }] },
  test: {
    include: ["server/**/*.test.ts", "sdk/**/*.test.ts"],
    exclude: ["**/node_modules/**", "sdk/dist/**"],
    globalSetup: ["server/testing/dialects.ts", "sdk/test/packed.ts"],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Each worker opens a PGlite of its own, at 460 MB and some seconds: few of them, and each used by many files.
    maxWorkers: 2,
    isolate: false,
  },
});
