import type { Dice } from "./values.ts";

const METHODS = [
  "GET",
  "POST",
  "PUT",
  "PATCH",
  "DELETE",
  "OPTIONS",
  "HEAD",
  "TRACE",
  "CONNECT",
  "PROPFIND",
  "get",
  "M-SEARCH",
  "QUERY",
  "X",
  "",
];
const TARGETS = [
  "/graphql",
  "/subgraph",
  "/",
  "/ready",
  "*",
  "http://other.example/graphql",
  "//x",
  "/%00",
  "/\u00ff",
  "graphql",
  "",
  "/a b",
  "http://[",
  "/graphql?query={dataRevision}",
];
const VERSIONS = ["HTTP/1.1", "HTTP/1.0", "HTTP/2.0", "HTTP/9", "http/1.1", "HTTX/1.1", ""];
const BODY = '{"query":"{ dataRevision }"}';

/** Chunks to write to a connection: HTTP with small errors, or something else entirely. */
export const randomBytes = (dice: Dice): Buffer[] =>
  dice.pick<() => Buffer[]>([
    () => [noise(dice, 1 + dice.below(2000))],
    () => [text(`${dice.pick(METHODS)} ${dice.pick(TARGETS)} ${dice.pick(VERSIONS)}\r\nhost: x\r\n\r\n`)],
    () => [text(`GET ${dice.pick(TARGETS)} HTTP/1.1\r\n${oddHeader(dice)}\r\n\r\n`)],
    () => [text(`GET /ready HTTP/1.1\r\nhost: x\r\nx: ${"y".repeat(dice.pick([100, 16_000, 40_000]))}\r\n\r\n`)],
    () => [text(`GET /ready HTTP/1.1\r\nhost: x\r\n${"x: y\r\n".repeat(3000)}\r\n`)],
    () => [post(`content-length: ${dice.pick(["0", "5", "99999", "-1", "x", "28, 28", "1e3", "9".repeat(30)])}`, BODY)],
    () => [post(`content-length: 28\r\ncontent-length: 29`, BODY)],
    () => [post(`content-length: 28\r\ntransfer-encoding: chunked`, chunked(BODY))],
    () => [post("transfer-encoding: chunked", chunked(BODY))],
    () => [post("transfer-encoding: chunked", "zz\r\nnothing\r\n0\r\n\r\n")],
    () => [post("transfer-encoding: chunked", `${"f".repeat(20)}\r\nx`)],
    () => [post("transfer-encoding: gzip, chunked, odd", chunked(BODY))],
    () => [post("transfer-encoding: chunked", `${chunked(BODY).slice(0, -2)}trailer: x\r\n\r\n`)],
    () => [post("content-length: 28", BODY.slice(0, dice.below(28)))],
    () => [post(`content-length: 28\r\nexpect: ${dice.pick(["100-continue", "200-maybe", ""])}`, ""), text(BODY)],
    () => {
      const whole = post(`content-length: ${BODY.length}`, BODY);
      const at = dice.below(whole.length);
      return [whole.subarray(0, at), whole.subarray(at)];
    },
    () => [text("GET /ready HTTP/1.1\r\nhost: x\r\n\r\n".repeat(1 + dice.below(20)))],
    () => [text("GET /ready HTTP/1.1\nhost: x\n\n")],
    () => [text("GET /ready HTTP/1.1\r\nhost: x\r\n folded: y\r\n\r\n")],
    () => [text("\r\n\r\n\r\nGET /ready HTTP/1.1\r\n\r\n")],
    () => [upgrade(dice), noise(dice, 1 + dice.below(300))],
    () => [
      upgrade(dice),
      frame(
        dice.pick([
          '{"type":"connection_init"}',
          "{}",
          "[]",
          "x",
          '{"type":"ping","payload":5}',
          '{"type":"subscribe"}',
        ]),
      ),
    ],
    () => [
      upgrade(dice),
      frame('{"type":"connection_init","payload":{"authorization":5}}'),
      frame(
        `{"type":"subscribe","id":${dice.pick(['"1"', "1", '""', "null"])},"payload":${dice.pick(['{"query":"{ dataRevision }"}', '{"query":5}', "{}", "null", '{"query":"{"}', '{"query":"subscription { articleIngested { slug } }"}'])}}`,
      ),
      frame('{"type":"complete","id":"1"}'),
      frame("y".repeat(dice.pick([10, 70_000, 300_000]))),
    ],
    () => [upgrade(dice), Buffer.from([dice.below(256), dice.below(256), 255, 255, 255, 255, 255, 255, 255, 255])],
    () => [text("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"), noise(dice, 50)],
    // The start of a TLS handshake.
    () => [Buffer.from([22, 3, 1, 2, 0, 1, 0, 1, 252, 3, 3]), noise(dice, 100)],
  ])();

const text = (content: string): Buffer => Buffer.from(content, "latin1");

const noise = (dice: Dice, length: number): Buffer => Buffer.from(Array.from({ length }, () => dice.below(256)));

const chunked = (body: string): string => `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`;

const post = (headers: string, body: string): Buffer =>
  text(`POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n${headers}\r\n\r\n${body}`);

const oddHeader = (dice: Dice): string =>
  dice.pick([
    "host: ",
    "host: x\r\nhost: y",
    "host: [::1",
    "host: x:99999",
    "host: a/b?c#d",
    "host: \u00ff\u00fe",
    "no colon",
    ": no name",
    "host : x",
    "host: x\r\ncookie: \u0000",
    "host: x\r\nconnection: upgrade\r\nupgrade: h2c",
    "host: x\r\nconnection: upgrade",
    "host: x\r\naccept: text/event-stream\r\nlast-event-id: \u00e9",
    "host: x\r\nauthorization: Bearer \u00e9",
    "host: x\r\norigin: %%%\r\nreferer: \\",
    "host: x\r\nx-forwarded-for: \u00e9,,,\r\nx-forwarded-proto: javascript",
    "host: x\r\naccept-encoding: identity;q=0",
    'host: x\r\nif-none-match: "',
    "host: x\r\ncontent-type: \u00e9/\u00e9",
  ]);

const upgrade = (dice: Dice): Buffer =>
  text(
    `GET ${dice.pick(["/graphql", "/graphql", "/graphql", "/subgraph", "/", "//", "http://["])} HTTP/1.1\r\nhost: x\r\nconnection: Upgrade\r\nupgrade: ${dice.pick(["websocket", "websocket", "websocket", "odd"])}\r\nsec-websocket-version: ${dice.pick(["13", "13", "13", "99", ""])}\r\nsec-websocket-key: ${dice.pick(["dGhlIHNhbXBsZSBub25jZQ==", "dGhlIHNhbXBsZSBub25jZQ==", "x"])}\r\nsec-websocket-protocol: ${dice.pick(["graphql-transport-ws", "graphql-transport-ws", "graphql-ws", "", "\u00e9"])}\r\n${dice.pick(["", "origin: null\r\n", "origin: %%\r\n"])}\r\n`,
  );

/** A masked text frame, as clients send them. */
function frame(content: string): Buffer {
  const payload = Buffer.from(content);
  const length =
    payload.length < 126
      ? Buffer.from([0x80 | payload.length])
      : payload.length < 65_536
        ? Buffer.from([0x80 | 126, payload.length >> 8, payload.length & 255])
        : Buffer.from([
            0x80 | 127,
            0,
            0,
            0,
            0,
            0,
            payload.length >> 16,
            (payload.length >> 8) & 255,
            payload.length & 255,
          ]);
  return Buffer.concat([Buffer.from([0x81]), length, Buffer.alloc(4), payload]);
}
