#!/usr/bin/env node
// Plain JavaScript, so that an old Node.js can run this file, which then says that Node.js is too old.
import { existsSync } from "node:fs";
import module from "node:module";
import { fileURLToPath } from "node:url";

const [major] = process.versions.node.split(".").map(Number);
if (major < 24) {
  const installed = existsSync(new URL("../node_modules", import.meta.url));
  console.error(
    `conflict-graph needs Node.js 24, and this is ${process.versions.node}. ` +
      (installed
        ? "Start it with “npm start” or “npm run cli -- …”, which use the Node.js 24 that “npm ci” installed. If your platform has none, install Node.js 24 yourself."
        : "Run “npm ci” first: it installs Node.js 24 for this project only."),
  );
  process.exit(1);
}
// Compiled code is kept for the next start. If the folder cannot be written, everything still works.
module.enableCompileCache?.(fileURLToPath(new URL("../node_modules/.cache/conflict-graph", import.meta.url)));
const { main } = await import("./cli/cli.ts");
await main(process.argv.slice(2));
