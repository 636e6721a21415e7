// Starts a neighbour, and a gateway for it and a running conflict-graph. See README.md.
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { parseArgs } from "node:util";
import { createYoga } from "graphql-yoga";
import { compose } from "./compose.mjs";
import { GATEWAYS } from "./gateways.mjs";
import { NEIGHBOURS } from "./neighbours.mjs";

const { values: options } = parseArgs({
  options: {
    url: { type: "string", default: "http://localhost:4000/subgraph" },
    sdl: { type: "string" },
    neighbour: { type: "string", default: "readingLists" },
    gateway: { type: "string", default: "hive" },
    jwks: { type: "string" },
    port: { type: "string", default: "4100" },
  },
});

// Otherwise the gateways delay the exit.
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit());

const pick = (from, option) => {
  if (Object.hasOwn(from, options[option])) return from[options[option]];
  console.error(`--${option} is “${options[option]}”. It must be ${Object.keys(from).join(" or ")}.`);
  process.exit(2);
};
const [makeNeighbour, makeGateway] = [pick(NEIGHBOURS, "neighbour"), pick(GATEWAYS, "gateway")];

async function listen(server, port) {
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  return `http://localhost:${server.address().port}/graphql`;
}

/** The SDL of the running service. */
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

const { name, sdl, schema } = makeNeighbour({ security: options.gateway === "hive" });
const neighbour = { name, sdl, url: await listen(createServer(createYoga({ schema, logging: false })), 0) };
const ours = {
  name: "conflictGraph",
  url: options.url,
  sdl: options.sdl ? readFileSync(options.sdl, "utf8") : await sdlOf(options.url),
};
const gateway = await listen(
  await makeGateway(compose(options.gateway, [ours, neighbour]), { jwks: options.jwks }),
  Number(options.port),
);
console.log(`Gateway    ${gateway}\nNeighbour  ${neighbour.url}\nOurs       ${options.url}\nStop it with Ctrl+C.`);
