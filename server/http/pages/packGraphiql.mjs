// Sends GraphiQL's files, which are nine megabytes of strings in its package, to the process that started this one,
// compressed. It is a separate process, so that the memory of the strings is freed when it ends.
import { gzipSync } from "node:zlib";
import { css, editorWorkerService, graphqlWorker, js, jsonWorker } from "@graphql-yoga/render-graphiql/graphiql";

const files = {
  "graphiql.js": js,
  "graphiql.css": css,
  "editorWorkerService.js": editorWorkerService,
  "json.js": jsonWorker,
  "graphql.js": graphqlWorker,
};
// The level at which twice the time saves little more.
const packed = Object.entries(files).map(([name, text]) => [name, gzipSync(text, { level: 4 })]);
process.send(packed, () => process.disconnect());
