#!/usr/bin/env node
// Plain JavaScript, so that an old Node can still read the sentence that refuses it.
import { existsSync } from "node:fs";
import module from "node:module";
import { fileURLToPath } from "node:url";

const [major] = process.versions.node.split(".").map(Number);
if (major < 24) {
  const installed = existsSync(new URL("../node_modules", import.meta.url));
  console.error(
    `conflict-graph needs Node.js 24, and this is ${process.versions.node}. ` +
      (installed
        ? "Start it with “npm start” or “npm run cli -- …”, which use the Node.js 24 that “npm ci” installed; on a platform for which there is none, install Node.js 24 yourself."
        : "Run “npm ci” first: it installs one for this project alone."),
  );
  process.exit(1);
}
// Types are stripped and code is compiled once, not at every start. Where the folder cannot be written, nothing is lost.
module.enableCompileCache?.(fileURLToPath(new URL("../node_modules/.cache/conflict-graph", import.meta.url)));
const { main } = await import("./cli/cli.ts");
await main(process.argv.slice(2));
