import { setImmediate } from "node:timers/promises";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Corpus } from "../../domain/records.ts";
import { readCorpus } from "../../ingest/readCorpus.ts";
import { newestPosition } from "../../store/changes/changes.ts";
import { writeCorpus } from "../../store/write/writeFolder.ts";
import { dialects } from "../../testing/dialects.ts";
import type { EventStream } from "../../testing/events.ts";
import { corpusFolder, SMALL_CORPUS, type TestApp, testApp } from "../../testing/testApp.ts";

// Each test opens its own store, which takes seconds on PGlite.
const PATIENT = { timeout: 120_000 };

const CLAIM = "{ position kind slug record { ... on CasualtyReport { count { label } } } }";

describe.each(dialects)("A subscription on %s", PATIENT, (dialect) => {
  it("that breaks off anywhere and continues from the last position gets each change exactly once", async () => {
    await using small = await corpusFolder(SMALL_CORPUS);
    const corpus = await readCorpus(small.path);
    await using app = await testApp(dialect, small.path);
    const runs = { SQLite: 25, PGlite: 8, PostgreSQL: 15 }[dialect];
    let run = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(states, { minLength: 1, maxLength: 8 }),
        fc.infiniteStream(breaks),
        async (written, breaking) => {
          const begin = await newestPosition(app.store);
          const sentinel = `last-${run++}`;
          const writing = write(app, corpus, [...written, {}, { [sentinel]: 1 }]);
          const received = await readWithBreaks(app, begin, sentinel, breaking);
          await writing;
          const { data } = await app.query(
            `{ changes(first: 100, since: ${begin}, filter: { types: [CasualtyReport] }) { totalCount nodes ${CLAIM} } }`,
          );
          expect(data.changes.totalCount).toBeLessThanOrEqual(100);
          expect(received).toEqual(data.changes.nodes);
          expect(app.changePoller.waiting).toBe(0);
        },
      ),
      { numRuns: runs },
    );
  });
});

/** All claims, each with its figure. */
const states = fc.dictionary(fc.constantFrom("a", "b", "c", "d"), fc.integer({ min: 1, max: 3 }), { maxKeys: 4 });
/** After how many changes the reader breaks off, and whether it breaks off while waiting for the next change. */
const breaks = fc.record({ after: fc.integer({ min: 0, max: 4 }), waiting: fc.boolean() });

async function write({ store }: TestApp, corpus: Corpus, states: readonly Record<string, number>[]): Promise<void> {
  const report = corpus.records.find((record) => record.type === "CasualtyReport" && record.partOf === null);
  if (report?.type !== "CasualtyReport") throw new Error("The small corpus must contain a claim that is not a part.");
  const rest = corpus.records.filter(({ type }) => type !== "CasualtyReport");
  for (const state of states) {
    const claims = Object.entries(state).map(([slug, min]) => ({ ...report, slug, count: { ...report.count, min } }));
    await writeCorpus(store, { ...corpus, records: [...rest, ...claims] }, { withdrawMissing: true });
    for (let turns = 0; turns < 5; turns++) await setImmediate();
  }
}

/** Reads up to the change of the last record. Keeps the changes that it got before each break. */
async function readWithBreaks(
  app: TestApp,
  begin: number,
  last: string,
  breaking: Iterable<{ after: number; waiting: boolean }>,
): Promise<{ position: number; slug: string }[]> {
  const received: { position: number; slug: string }[] = [];
  for (const { after, waiting } of breaking) {
    const since = received.at(-1)?.position ?? begin;
    await using events: EventStream = await app.subscribe(
      `subscription ($since: Int) { casualtyReportChanged(since: $since) ${CLAIM} }`,
      { since },
    );
    for (let count = 0; count < after; count++) {
      const event = await events.next();
      expect(event?.errors).toBeUndefined();
      received.push(event?.data.casualtyReportChanged);
      if (received.at(-1)?.slug === last) return received;
    }
    // The result is not kept: the next stream must deliver it again.
    const unread = waiting ? events.next().catch(() => null) : null;
    events.leave();
    await unread;
  }
  return received;
}
