import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import type { Random } from "../../benchmarks/random.ts";
import { readCorpus } from "../../ingest/readCorpus.ts";
import { createKey } from "../../store/auth/apiKeys.ts";
import { openStore, type Store } from "../../store/db/database.ts";
import { openMigrated } from "../../store/db/migrate.ts";
import { inSnapshot } from "../../store/db/snapshot.ts";
import { writeCorpus } from "../../store/write/writeFolder.ts";
import type { ServiceProcess } from "../commandLine.ts";
import { findInconsistencies } from "./inconsistencies.ts";
import { startService } from "./process.ts";
import { type Acknowledged, acknowledged, send, type Write, writesOf } from "./writes.ts";

const WRITERS = 3;
/** The largest number of acknowledged writes before a kill, and the time limit for them in milliseconds. */
const MAX_ACKNOWLEDGED = 15;
const WRITE_TIMEOUT = 20_000;
const WRITER_NAME = "A. Writer";

interface Settings {
  readonly databaseUrl: string;
  /** The folder with SMALL_CORPUS, which the writes refer to. */
  readonly corpus: string;
  readonly rounds: number;
  readonly random: Random;
  readonly onRound?: (round: number, figures: KillFigures) => void;
}

export interface KillFigures {
  readonly acknowledged: number;
  /**
   * The number of writes without an answer, because they were in progress at a kill, and the number that were stored.
   */
  readonly unanswered: number;
  readonly unansweredButStored: number;
}

/** A store with the folder's corpus, and a key with all scopes. */
export async function prepareStore(databaseUrl: string, corpus: string): Promise<string> {
  await using store = await openMigrated(databaseUrl);
  await writeCorpus(store, await readCorpus(corpus));
  return (await createKey(store, { name: WRITER_NAME, scopes: ["ingest", "review", "admin"], now: Date.now() })).token;
}

/**
 * Repeatedly kills a service at random moments while it writes.
 * @throws if writes were lost, partly stored or applied twice; the message lists them
 */
export async function killWhileWriting({
  databaseUrl,
  corpus,
  rounds,
  random,
  onRound,
}: Settings): Promise<KillFigures> {
  const token = await prepareStore(databaseUrl, corpus);
  const streams = Array.from({ length: WRITERS }, (_, writer) => writesOf(writer + 1));
  /** The next write of each writer. A write without an answer is sent again unchanged. */
  const next: Write[] = streams.map((stream) => stream.next().value);
  const all: Acknowledged[] = [];
  let [unanswered, unansweredButStored] = [0, 0];

  for (let round = 1; round <= rounds; round++) {
    const service = await startService({ databaseUrl });
    const heard: Acknowledged[] = [];
    const writers = streams.map((stream, writer) => writeUntilKilled(service, token, stream, next, writer, heard));
    // The kill comes after none or many acknowledged writes, whatever their speed, and at any moment within a write.
    const many = Math.floor(random.next() * MAX_ACKNOWLEDGED);
    for (const begun = performance.now(); heard.length < many && performance.now() - begun < WRITE_TIMEOUT; )
      await sleep(5);
    await sleep(random.next() * 80);
    await service.kill();
    await Promise.all(writers);
    all.push(...heard);

    await using store = await openStore(databaseUrl);
    const faults = await findFaults(store, all);
    if (faults.length > 0) throw new Error(`After kill ${round}:\n${faults.join("\n")}`);
    const done = await countRequests(store, next);
    unanswered += next.length;
    unansweredButStored += done.filter((count) => count > 0).length;
    onRound?.(round, { acknowledged: all.length, unanswered, unansweredButStored });
  }
  await resendAll(databaseUrl, token, all, next);
  return { acknowledged: all.length, unanswered, unansweredButStored };
}

async function writeUntilKilled(
  service: ServiceProcess,
  token: string,
  stream: Generator<Write, never>,
  next: Write[],
  writer: number,
  heard: Acknowledged[],
): Promise<void> {
  for (;;) {
    const write = next[writer];
    if (!write) return;
    // The only expected failure is that the service is gone.
    const answer = await send(service.url, token, write).catch((error: unknown) => {
      if (isConnectionLost(error)) return null;
      throw error;
    });
    if (!answer) return;
    heard.push(acknowledged(write, answer));
    next[writer] = stream.next().value;
  }
}

/** Whether fetch could not connect, or the connection broke, possibly within an answer. */
const isConnectionLost = (error: unknown): boolean =>
  error instanceof TypeError || (error instanceof SyntaxError && /end of JSON/.test(error.message));

/** Reads in one transaction: the database server may still be committing a write of the killed service. */
const findFaults = (store: Store, all: readonly Acknowledged[]): Promise<string[]> =>
  inSnapshot(store, async (state) => [...(await findInconsistencies(state)), ...(await findMissing(state, all))]);

/** Acknowledged writes that are not complete: the write, its author, its change log entries, its key. */
async function findMissing({ db }: Store, all: readonly Acknowledged[]): Promise<string[]> {
  const { rows } = await sql<{ key: string; write: number; by: string; changes: number }>`
    select request."clientKey" as "key", request.write as "write", write."recordedBy" as "by",
      (select count(*) from "change" where change.write = request.write) as "changes"
    from "request" join "write" on write.number = request.write where request."clientKey" is not null`.execute(db);
  const held = Map.groupBy(rows, ({ key }) => key);
  return all.flatMap(({ key, dataRevision }) => {
    const [found, ...more] = held.get(key) ?? [];
    if (!found) return [`“${key}” was acknowledged as data revision ${dataRevision}, but is missing.`];
    const isRight = found.write === dataRevision && found.by === WRITER_NAME && Number(found.changes) > 0;
    return isRight && more.length === 0
      ? []
      : [`“${key}” was acknowledged as data revision ${dataRevision}: ${JSON.stringify([found, ...more])}`];
  });
}

async function countRequests({ db }: Store, writes: readonly Write[]): Promise<number[]> {
  return Promise.all(
    writes.map(async ({ key }) => {
      const found = await db.selectFrom("request").select("write").where("clientKey", "=", key).execute();
      return found.length;
    }),
  );
}

/** Sends all writes again: acknowledged writes return their first result, and the other writes are applied once now. */
async function resendAll(
  databaseUrl: string,
  token: string,
  all: readonly Acknowledged[],
  unanswered: readonly Write[],
): Promise<void> {
  await using service = await startService({ databaseUrl });
  for (const write of all) {
    const { dataRevision } = acknowledged(write, await send(service.url, token, write));
    if (dataRevision !== write.dataRevision)
      throw new Error(
        `The write “${write.key}” returned data revision ${write.dataRevision} first, but ${dataRevision} when sent again.`,
      );
  }
  const last: Acknowledged[] = [];
  for (const write of unanswered) last.push(acknowledged(write, await send(service.url, token, write)));
  await service.kill();
  await using store = await openStore(databaseUrl);
  const faults = await findFaults(store, [...all, ...last]);
  if (faults.length > 0) throw new Error(`After all writes were sent again:\n${faults.join("\n")}`);
}
