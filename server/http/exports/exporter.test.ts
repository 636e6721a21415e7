import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { manyClaims } from "../../testing/corpora/manyClaims.ts";
import { collect, readTable } from "../../testing/readCsv.ts";
import { corpusFolder, type TestStore, testStore } from "../../testing/testApp.ts";
import { exportHere, exportInThreads } from "./exporter.ts";
import type { ExportJob } from "./exportJob.ts";

const JOB: ExportJob = { asked: { table: "claims", format: "csv" }, encoding: null };
const never = () => new AbortController().signal;

describe("An export in a thread of its own", { timeout: 60_000 }, () => {
  let folder: string;
  let file: string;
  let many: TestStore;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "conflict-graph-exporter-"));
    file = join(folder, "store.db");
    many = await testStore("SQLite", file);
    await using corpus = await corpusFolder(manyClaims(6000));
    await many.load(corpus.path);
  }, 60_000);
  afterAll(async () => {
    await many[Symbol.asyncDispose]();
    await rm(folder, { recursive: true });
  });
  const inThread = (job: ExportJob = JOB, signal = never()) =>
    exportInThreads({ databaseUrl: file, statementLimit: 10_000 })(job, signal);

  it("has the same bytes as one in this thread", async () => {
    const [here, there] = [await exportHere(many.store)(JOB, never()), await inThread()];
    expect(there.state).toEqual(here.state);
    const bytes = Buffer.concat(await collect(there.body));
    expect(bytes.equals(Buffer.concat(await collect(here.body)))).toBe(true);
    expect(readTable(bytes.toString())).toHaveLength(6000);
  });

  it("waits for its reader, and shows the state in which it began", async () => {
    const { body } = await inThread();
    const first = await body.next();
    await many.store.db.updateTable("casualtyReport").set({ note: "Later." }).execute();
    const rest = Buffer.concat([first.value as Uint8Array, ...(await collect(body))]).toString();
    expect(readTable(rest)).toHaveLength(6000);
    expect(rest).not.toContain("Later.");
  });

  it("ends when its reader leaves, or is told to stop", async () => {
    const left = await inThread();
    await left.body.next();
    await left.body.return(undefined);
    expect((await left.body.next()).done).toBe(true);

    const stop = new AbortController();
    const stopped = await inThread(JOB, stop.signal);
    await stopped.body.next();
    stop.abort(new Error("Enough."));
    await expect(collect(stopped.body)).rejects.toThrow("Enough.");
  });

  it("says what is wrong with the request, or with the database", async () => {
    const asked = { ...JOB.asked, filter: { event: "nowhere" } };
    await expect(inThread({ ...JOB, asked })).rejects.toMatchObject({
      message: "event names no Event: there is none with the slug or id “nowhere”",
      extensions: { code: "BAD_USER_INPUT", argument: "event" },
    });
    const nothing = exportInThreads({ databaseUrl: join(folder, "none.db"), statementLimit: 1000 });
    await expect(nothing(JOB, never())).rejects.toThrow();
  });
});
