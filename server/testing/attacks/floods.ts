import { setTimeout as sleep } from "node:timers/promises";
import { GRAPHIQL_PATH } from "../../http/pages/graphiqlFiles.ts";
import { type Attack, keepOpen } from "./keepOpen.ts";
import { openRaw, postOf, type RawClient } from "./rawClient.ts";

/** As many requests at once as one client may make. */
const AT_ONCE = 20;
/** Nearly as many bytes as Node.js accepts in all headers (16 KB). */
const HEADER_BYTES = 14_000;

/** How a client sends its next request. It gets a number that no request of this client had before. */
type Ask = (client: RawClient, number: number) => Promise<unknown>;

/** Requests as fast as they are answered, over as many connections as one client may use at once. */
const flood =
  (requestOf: (number: number) => string): Attack =>
  (port, address, signal) =>
    asking(port, address, signal, async (client, number) => {
      const answered = nextAnswer(client);
      await client.send(requestOf(number));
      await answered;
    });

/** Requests that are given up a moment after they were sent, and sent again. */
const abandoned =
  (requestOf: (number: number) => string): Attack =>
  (port, address, signal) =>
    asking(port, address, signal, async (client, number) => {
      await client.send(requestOf(number));
      await sleep(100);
      client.socket.destroy();
    });

function asking(port: number, address: string, signal: AbortSignal, ask: Ask): Promise<void> {
  let number = 0;
  return keepOpen(
    AT_ONCE,
    signal,
    () => openRaw(port, address, "all"),
    async (client) => {
      while (!signal.aborted && !client.isClosed) await ask(client, ++number);
    },
  );
}

/** Long answers come in many parts: the next request is sent when nothing more has come for a moment. */
async function nextAnswer({ socket }: RawClient): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  let timer = setTimeout(resolve, 10_000);
  const more = () => {
    clearTimeout(timer);
    timer = setTimeout(resolve, 2);
  };
  socket.on("data", more).once("close", resolve);
  await promise;
  clearTimeout(timer);
  socket.off("data", more).off("close", resolve);
}

const get = (path: string, ...headers: readonly string[]): string =>
  [`GET ${path} HTTP/1.1`, "host: localhost", ...headers, "", ""].join("\r\n");
const post = (query: string): string => postOf(JSON.stringify({ query }));
const repeated = (part: string): string => part.repeat(Math.floor(HEADER_BYTES / part.length));

const EVENT = "clashes-september-2020";
/** Another moment for each request, so that no answer that is kept can be used. */
const momentOf = (number: number): string => new Date(Date.UTC(2021, 0, 1) + number * 1000).toISOString();
/** What is recorded as of an earlier write is not kept between requests. */
const tollOf = (number: number): string =>
  `{ event(slug: "${EVENT}", recordedAsOf: 1) { toll(harm: KILLED, asOf: "${momentOf(number)}") { label } } }`;
const heavy = (number: number): string =>
  `{ ${times(20, (at) => `a${at}: search(query: "killed troops ${number}", first: 100) { nodes { score } }`)} }`;
const texts = (number: number): string =>
  `query q${number} { articles(first: 100) { nodes { ${times(9, (at) => `a${at}: text`)} } } }`;

function times(count: number, part: (at: number) => string): string {
  return Array.from({ length: count }, (_, at) => part(at)).join(" ");
}

export const FLOOD_OPERATIONS = { TOLL: tollOf(1), HEAVY: heavy(1), TEXTS: texts(1) };

/** Clients that ask for much, as fast as they are answered. */
export const FLOODS: Readonly<Record<string, Attack>> = {
  "tolls of earlier states": flood((number) => post(tollOf(number))),
  "pages of tolls of earlier states": flood((number) =>
    get(`/tolls/killed?event=${EVENT}&recordedAsOf=1&asOf=${momentOf(number)}`),
  ),
  "a long If-None-Match": flood(() => get("/rules", `if-none-match: ${repeated(",\t")}`)),
  "GraphiQL's page with a long address": flood(() => get(`/graphql?${repeated("query=a&")}`, "accept: text/html")),
  "health checks": flood((number) => get(number % 2 === 0 ? "/ready" : "/health")),
  "GraphiQL's scripts": flood(() => get(`${GRAPHIQL_PATH}/graphiql.js`)),
  preflights: flood(() =>
    [
      "OPTIONS /graphql HTTP/1.1",
      "host: localhost",
      "access-control-request-method: POST",
      `access-control-request-headers: ${repeated("a,")}`,
      `origin: https://${"a".repeat(200)}.example`,
      "",
      "",
    ].join("\r\n"),
  ),
  "long answers": flood((number) => post(texts(number))),
  "heavy operations": flood((number) => post(heavy(number))),
  "heavy operations that are abandoned": abandoned((number) => post(heavy(number))),
  "upgrades to other protocols": flood(() => get("/graphql", "connection: Upgrade, HTTP2-Settings", "upgrade: h2c")),
};
