import { subgraphOf } from "../../schema/federation/subgraph.ts";
import { schema } from "../../schema/schema.ts";
import { ODD_NUMBERS, ODD_TEXTS } from "../arguments/oddValues.ts";
import type { ServiceProcess } from "../commandLine.ts";
import { ask } from "../faults/ask.ts";
import { findFaults } from "./checkResponse.ts";
import { type FuzzRequest, type RequestContext, randomRequest } from "./requests.ts";
import { sendRequest } from "./sendRequest.ts";
import type { Pool } from "./values.ts";

interface Settings {
  readonly service: ServiceProcess;
  readonly token: string;
  readonly seed: number;
  readonly requests: number;
  /** The number of the first request. */
  readonly from?: number;
  readonly onProgress?: (done: number) => void;
}

export interface Outcome {
  /** The faults, each with the number of the request that causes it. */
  readonly faults: readonly { readonly number: number; readonly shot: FuzzRequest; readonly what: string }[];
  /** The number of answers by kind of request and status. */
  readonly statuses: ReadonlyMap<string, ReadonlyMap<number, number>>;
}

const CONCURRENCY = 8;

/** Sends random requests to a service with the seeds. The same seed sends the same requests. */
export async function fuzz({ service, token, seed, requests, from = 0, onProgress }: Settings): Promise<Outcome> {
  const context: RequestContext = {
    schema,
    subgraph: subgraphOf(schema).schema,
    pool: await poolOf(service.url),
    token,
  };
  const faults: { number: number; shot: FuzzRequest; what: string }[] = [];
  const statuses = new Map<string, Map<number, number>>();
  let next = from;
  const sender = async () => {
    for (let number = next++; number < from + requests && !service.hasExited(); number = next++) {
      const shot = randomRequest(context, seed, number);
      try {
        const hit = await sendRequest(service.url, shot);
        const counts = statuses.get(shot.kind) ?? new Map<number, number>();
        statuses.set(shot.kind, counts.set(hit.status, (counts.get(hit.status) ?? 0) + 1));
        for (const what of findFaults(shot, hit))
          faults.push({ number, shot, what: `${what} ${hit.text.slice(0, 300)}` });
      } catch (error) {
        const cause = error instanceof Error && error.cause ? ` (${error.cause})` : "";
        faults.push({ number, shot, what: `The request was not answered: ${error}${cause}` });
      }
      onProgress?.(number - from + 1);
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, sender));
  return { faults, statuses };
}

/** Data revisions to put into ids. At first, the store has reached only 0 and 1. */
const REVISIONS = [1, 0, 1, 2, 999_999_999, Number.MAX_SAFE_INTEGER];

/** The values from the seeds that arguments can use. */
async function poolOf(url: string): Promise<Pool> {
  const list = (name: string) => `${name}(first: 20) { edges { cursor node { id slug } } }`;
  const lists = ["articles", "events", "actors", "places", "casualtyReports"];
  const { data } = await ask(url, `{ ${lists.map(list).join(" ")} }`);
  const edges: { cursor: string; node: { id: string; slug: string } }[] = lists.flatMap((name) => data[name].edges);
  return {
    ids: edges.flatMap(({ node: { id } }, at) => [id, btoa(`${atob(id)}:${REVISIONS[at % REVISIONS.length]}`)]),
    slugs: edges.map(({ node }) => node.slug),
    cursors: [
      ...edges.map(({ cursor }) => cursor),
      ...edges.slice(0, 30).map(({ cursor }, at) => forged(cursor, at)),
      "x",
      "",
      "bm90IGEgY3Vyc29y",
    ],
  };
}

/** A cursor of the same list, with an odd value in place of one of its own. */
function forged(cursor: string, at: number): string {
  const [fingerprint, ...values] = JSON.parse(Buffer.from(cursor, "base64url").toString());
  const odd = [...ODD_NUMBERS, ...ODD_TEXTS][at % (ODD_NUMBERS.length + ODD_TEXTS.length)];
  return Buffer.from(JSON.stringify([fingerprint, ...values.with(at % values.length, odd)])).toString("base64url");
}

/** The memory of a service after garbage collection, in bytes. The service must have been started with memory.mjs. */
export async function memoryOf(service: ServiceProcess): Promise<{ rss: number; heapUsed: number; external: number }> {
  const before = memoryLines(service).length;
  if (!service.hasExited()) service.child.kill("SIGUSR2");
  for (;;) {
    if (service.hasExited()) throw new Error(`The service has ended:\n${service.log().slice(-5000)}`);
    const last = memoryLines(service);
    const memory = last.length > before ? last.at(-1) : undefined;
    if (memory) return memory;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

const memoryLines = (service: ServiceProcess) =>
  service
    .log()
    .split("\n")
    .filter((line) => line.startsWith('{"memory"'))
    .map((line) => JSON.parse(line).memory);
