// Regenerates the tables of fields in seeds/README.md. Part of npm run codegen.
import { readFileSync, writeFileSync } from "node:fs";
import { withFieldTables } from "../ingest/fieldTables.ts";

const README = new URL("../../seeds/README.md", import.meta.url);
writeFileSync(README, withFieldTables(readFileSync(README, "utf8")));
