// Writes GraphiQL's files, which are nine megabytes of strings in its package, to a folder, compressed.
// Usage: node unpackGraphiql.mjs FOLDER. It is a separate process, so that the memory of the strings is freed when it ends.
import { existsSync } from "node:fs";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { css, editorWorkerService, graphqlWorker, js, jsonWorker } from "@graphql-yoga/render-graphiql/graphiql";

const folder = process.argv[2];
const unfinished = `${folder}.${process.pid}`;
const files = {
  "graphiql.js": js,
  "graphiql.css": css,
  "editorWorkerService.js": editorWorkerService,
  "json.js": jsonWorker,
  "graphql.js": graphqlWorker,
};
await mkdir(unfinished, { recursive: true });
for (const [name, text] of Object.entries(files)) await writeFile(`${unfinished}/${name}.gz`, gzipSync(text));
// Another process may have been faster; its files are the same.
await rename(unfinished, folder).catch(async (error) => {
  await rm(unfinished, { recursive: true });
  if (!existsSync(folder)) throw error;
});
