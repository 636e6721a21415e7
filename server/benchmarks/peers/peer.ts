import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { Agent, type IncomingMessage, request } from "node:http";
import type { Work } from "./works.ts";

export interface PeerDefinition {
  readonly name: string;
  /** The file in this folder, without its ending. */
  readonly file: string;
  readonly queries: keyof Work["queries"];
  readonly cacheMegabytes?: number;
  readonly onlyPostgres?: true;
}

export const PEERS: readonly PeerDefinition[] = [
  { name: "plain code and SQL", file: "plain", queries: "simple" },
  { name: "PostGraphile 5", file: "postgraphile", queries: "postgraphile", onlyPostgres: true },
  { name: "Mercurius + graphql-jit", file: "mercurius", queries: "simple" },
  { name: "Yoga + Pothos", file: "pothos", queries: "simple" },
  { name: "conflict-graph", file: "ours", queries: "ours" },
  { name: "conflict-graph, cached", file: "ours", queries: "ours", cacheMegabytes: 16 },
];

interface Usage {
  /** The processor time so far, in milliseconds. */
  readonly cpu: number;
  /** The resident memory, in megabytes. */
  readonly memory: number;
}

interface Answer {
  readonly status: number;
  readonly etag: string | undefined;
  readonly body: string;
}

/** A server that runs in its own process. */
export interface Peer extends Disposable {
  readonly definition: PeerDefinition;
  /** @param etag sends the query by GET, so that an unchanged answer need not be sent again */
  ask(query: string, etag?: string): Promise<Answer>;
  usage(): Promise<Usage>;
}

export async function startPeer(definition: PeerDefinition, database: string): Promise<Peer> {
  const file = new URL("./child.ts", import.meta.url);
  const args = [definition.file, database, String(definition.cacheMegabytes ?? 0)];
  // Each server with its usual settings: ours as `npm start` starts it, the others in production mode.
  const isOurs = definition.file === "ours";
  const execArgv = ["--disable-warning=ExperimentalWarning", ...(isOurs ? ["--max-semi-space-size=4"] : [])];
  const { NODE_ENV: _mode, ...env } = process.env;
  const child = fork(file, args, {
    execArgv,
    env: isOurs ? env : { ...env, NODE_ENV: "production", GRAPHILE_ENV: "production" },
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const { port } = await messageOf<{ port: number }>(child, definition.name);
  const agent = new Agent({ keepAlive: true });
  return {
    definition,
    async ask(query, etag) {
      const body = JSON.stringify({ query });
      const asked =
        etag === undefined
          ? request({ port, agent, path: "/graphql", method: "POST", headers: headersOf(body) })
          : request({
              port,
              agent,
              path: pathOf(query),
              headers: { accept: "application/json", "if-none-match": etag },
            });
      asked.end(etag === undefined ? body : undefined);
      const [response] = (await once(asked, "response")) as [IncomingMessage];
      const chunks: Buffer[] = [];
      for await (const chunk of response) chunks.push(chunk);
      const { statusCode = 0, headers } = response;
      return { status: statusCode, etag: headers.etag, body: Buffer.concat(chunks).toString() };
    },
    usage() {
      child.send("usage");
      return messageOf<Usage>(child, definition.name);
    },
    [Symbol.dispose]() {
      agent.destroy();
      child.disconnect();
    },
  };
}

const pathOf = (query: string): string => `/graphql?query=${encodeURIComponent(query)}`;
const headersOf = (body: string) => ({
  "content-type": "application/json",
  "content-length": Buffer.byteLength(body),
});

function messageOf<Message>(child: ChildProcess, name: string): Promise<Message> {
  const { promise, resolve, reject } = Promise.withResolvers<Message>();
  const stopped = () => reject(new Error(`${name} has stopped.`));
  child.once("exit", stopped);
  child.once("message", (message) => {
    child.off("exit", stopped);
    resolve(message as Message);
  });
  return promise;
}
