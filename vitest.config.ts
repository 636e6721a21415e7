import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["server/**/*.test.ts", "sdk/**/*.test.ts"],
    exclude: ["**/node_modules/**", "sdk/dist/**"],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Each worker opens a PGlite of its own, at 460 MB: no more of them than a small machine can hold.
    maxWorkers: 2,
  },
});
