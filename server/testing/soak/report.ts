import type { Recorded } from "./recorder.ts";
import type { Round } from "./soak.ts";
import { type Growth, inUse } from "./verdict.ts";

export const megabytes = (bytes: number): string => (bytes / 1_000_000).toFixed(1);

const milliseconds = (value: number): string => value.toFixed(0);

/** A round, in a few lines. */
export function roundText({ recorded, measured }: Round, name: string): string {
  const requests = recorded.map(
    ({ kind, count, p50, p99 }) =>
      `${kind} ${count}${p99 > 0 ? ` (${milliseconds(p50)} / ${milliseconds(p99)} ms)` : ""}`,
  );
  const { heap, threadHeaps, threads, external, arrayBuffers, rssBefore, rss } = measured;
  const { descriptors, sockets, databaseConnections, resources, objects } = measured;
  return `${name}
  requests   ${requests.join(", ")}
  refusals   ${codesOf(recorded, true)}
  failures   ${codesOf(recorded, false)}
  memory     heap ${megabytes(heap)} MB, ${threads} worker threads ${megabytes(threadHeaps)} MB, outside the heaps ${megabytes(external)} MB (array buffers ${megabytes(arrayBuffers)}), process ${megabytes(rssBefore)} MB, then ${megabytes(rss)} MB
  open       ${descriptors} descriptors, ${sockets} of them sockets; ${databaseConnections} database connections; ${resources} resources
  objects    ${Object.entries(objects)
    .map(([kind, count]) => `${kind} ${count}`)
    .join(", ")}`;
}

function codesOf(recorded: readonly Recorded[], areExpected: boolean): string {
  const found = recorded.flatMap(({ kind, codes }) =>
    codes
      .filter(({ isExpected }) => isExpected === areExpected)
      .map(({ code, count }) => (areExpected ? `${code} ${count}` : `${code} ${count} (${kind})`)),
  );
  return found.join(", ") || "none";
}

const COLUMNS =
  "minute | requests | failures | query p50 ms | query p99 ms | heap MB | threads MB | external MB | process MB under load | process MB | descriptors | sockets | objects";

/** All rounds as a table in Markdown. */
export function tableOf(rounds: readonly Round[]): string {
  const rows = rounds.map(({ recorded, measured }, at) => {
    const count = (of: readonly { count: number }[]) => of.reduce((sum, one) => sum + one.count, 0);
    const query = recorded.find(({ kind }) => kind === "query");
    return [
      at + 1,
      count(recorded),
      count(recorded.flatMap(({ codes }) => codes.filter(({ isExpected }) => !isExpected))),
      milliseconds(query?.p50 ?? 0),
      milliseconds(query?.p99 ?? 0),
      ...[measured.heap, measured.threadHeaps, measured.external, measured.rssBefore, measured.rss].map(megabytes),
      measured.descriptors,
      measured.sockets,
      measured.objects.all,
    ].join(" | ");
  });
  return [COLUMNS, COLUMNS.replaceAll(/[^|]+/g, " --- ").trim(), ...rows].map((row) => `| ${row} |`).join("\n");
}

export function growthText({ before, after, requests }: Growth): string {
  const [then, now] = [inUse(before), inUse(after)];
  const share = (100 * (now - then)) / then;
  return `In use after garbage collection: ${megabytes(then)} MB, and ${megabytes(now)} MB after ${requests} further requests: ${megabytes(now - then)} MB (${share.toFixed(1)} %) more. Process: ${megabytes(before.rss)} MB, then ${megabytes(after.rss)} MB. Descriptors: ${before.descriptors}, then ${after.descriptors}.`;
}
