// A neighbour and a gateway over it and a running conflict-graph. See README.md.
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { parseArgs } from "node:util";
import { createYoga } from "graphql-yoga";
import { compose } from "./compose.mjs";
import { GATEWAYS } from "./gateways.mjs";
import { NEIGHBOURS } from "./neighbours.mjs";

const { values: asked } = parseArgs({
  options: {
    url: { type: "string", default: "http://localhost:4000/subgraph" },
    sdl: { type: "string" },
    neighbour: { type: "string", default: "readingLists" },
    gateway: { type: "string", default: "hive" },
    jwks: { type: "string" },
    port: { type: "string", default: "4100" },
  },
});

// Both gateways have ideas of their own about when to end.
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit());

const pick = (from, option) => {
  if (Object.hasOwn(from, asked[option])) return from[asked[option]];
  console.error(`--${option} is “${asked[option]}”; it takes ${Object.keys(from).join(" or ")}`);
  process.exit(2);
};
const [makeNeighbour, makeGateway] = [pick(NEIGHBOURS, "neighbour"), pick(GATEWAYS, "gateway")];

async function listen(server, port) {
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  return `http://localhost:${server.address().port}/graphql`;
}

/** What the running service says of itself. */
async function sdlOf(url) {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query: "{ _service { sdl } }" }),
  });
  const { data, errors } = await response.json();
  if (!data) throw new Error(`${url} does not answer as a subgraph: ${errors?.[0]?.message ?? response.status}`);
  return data._service.sdl;
}

const { name, sdl, schema } = makeNeighbour({ security: asked.gateway === "hive" });
const neighbour = { name, sdl, url: await listen(createServer(createYoga({ schema, logging: false })), 0) };
const ours = {
  name: "conflictGraph",
  url: asked.url,
  sdl: asked.sdl ? readFileSync(asked.sdl, "utf8") : await sdlOf(asked.url),
};
const gateway = await listen(
  await makeGateway(compose(asked.gateway, [ours, neighbour]), { jwks: asked.jwks }),
  Number(asked.port),
);
console.log(`Gateway    ${gateway}\nNeighbour  ${neighbour.url}\nOurs       ${asked.url}\nStop it with Ctrl+C.`);
