import { readdirSync } from "node:fs";

/** The names of all migrations, in order: each has a file. */
export const MIGRATION_NAMES: readonly string[] = readdirSync(new URL("../store/db/migrations/", import.meta.url))
  .filter((file) => /^\d{3}-/.test(file))
  .map((file) => file.replace(/\.ts$/, ""))
  .sort();
