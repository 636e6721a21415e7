import { setTimeout as sleep } from "node:timers/promises";
import { mutationOf, writesOf } from "../../faults/writes.ts";
import type { Recorder } from "../recorder.ts";
import { type KnownRecords, REFUSED, randomFile, randomPage, randomQuery, randomToll } from "./requests.ts";
import { openSocket } from "./sockets.ts";
import { openStream } from "./streams.ts";
import { failureOf, type Visitor } from "./visitor.ts";

/** Users of one kind. */
export interface Users {
  readonly count: number;
  /** Between two visits, on average, in milliseconds. */
  readonly pause: number;
  /** Whether each visit comes from another address, as that of another person. */
  readonly comesAndGoes?: boolean;
  /** The refusals that are expected. */
  readonly expected?: readonly string[];
  visit(visitor: Visitor): Promise<void>;
}

export interface UserSettings {
  readonly token: string;
  readonly known: KnownRecords;
  readonly newTexts: number;
  readonly recorder: Recorder;
}

const CHANGES = "subscription { changed: casualtyReportChanged(since: 0) { position record { id } } }";
const LIGHT = "{ casualtyReports(first: 5) { nodes { slug count { label } } } }";
/** Heavy operations and pages that somebody does not wait for. */
const ABANDONED = [
  {
    body: { query: "{ toll(harm: KILLED) { label positions { label } } widestDisagreements(harm: KILLED) { label } }" },
  },
  {
    body: {
      query: "{ articles(first: 100) { nodes { text casualtyReports(first: 20) { nodes { count { label } } } } } }",
    },
  },
  { body: { query: CHANGES }, headers: { accept: "text/event-stream" } },
  { method: "GET", path: "/tolls/killed.csv?recordedAsOf=2" },
] as const;

/** Everything that people do with a service, by kind. */
export function createUsers({
  token,
  recorder: { record },
  ...settings
}: UserSettings): Readonly<Record<string, Users>> {
  /** Records how long something takes, and the code of its failure. */
  const timed = async (kind: string, work: () => Promise<unknown>): Promise<void> => {
    const start = performance.now();
    const code = await work().then(
      () => null,
      (error: unknown) => failureOf(error),
    );
    record(kind, performance.now() - start, code);
  };
  const writes = writesOf(1);

  return {
    query: {
      count: 3,
      pause: 100,
      visit: async (visitor) => void (await visitor.ask("query", randomQuery(visitor.random, settings))),
    },
    // One user may not spend more than 2,000,000 units of cost a minute.
    toll: {
      count: 3,
      pause: 300,
      visit: async (visitor) => void (await visitor.ask("toll", randomToll(visitor.random, settings))),
    },
    page: {
      count: 2,
      pause: 150,
      visit: async (visitor) => void (await visitor.ask("page", randomPage(visitor.random, settings.known))),
    },
    file: {
      count: 1,
      pause: 500,
      visit: async (visitor) => void (await visitor.ask("file", randomFile(visitor.random))),
    },
    refused: {
      count: 1,
      pause: 200,
      expected: Object.keys(REFUSED),
      async visit(visitor) {
        await visitor.ask("refused", visitor.random.pick(Object.values(REFUSED)));
      },
    },
    stream: {
      count: 2,
      pause: 300,
      comesAndGoes: true,
      visit: (visitor) =>
        timed("stream", async () => {
          using stream = await openStream(visitor, CHANGES);
          await stream.received(1 + Math.floor(visitor.random.next() * 20));
          if (stream.hasEnded) throw new Error("THE STREAM ENDED");
        }),
    },
    socket: {
      count: 2,
      pause: 300,
      comesAndGoes: true,
      visit: (visitor) =>
        timed("socket", async () => {
          const socket = await openSocket(visitor.port, visitor.address);
          await socket.answered(socket.start(LIGHT), 1);
          const changes = socket.start(CHANGES);
          await socket.answered(changes, 1 + Math.floor(visitor.random.next() * 20));
          // Some say that they leave, some do not, and some leave in the middle of an operation.
          if (visitor.random.chance(0.5)) socket.start(ABANDONED[1].body.query);
          if (visitor.random.chance(0.5)) return socket.terminate();
          socket.complete(changes);
          await socket.close();
        }),
    },
    abandoned: {
      count: 1,
      pause: 200,
      comesAndGoes: true,
      visit: (visitor) =>
        timed("abandoned", async () => {
          const left = new AbortController();
          const answer = visitor.open(visitor.random.pick(ABANDONED), left.signal).then(
            // Without this, the response would be read to its end.
            (response) => response.on("error", () => {}),
            () => {},
          );
          await sleep(visitor.random.next() * 60);
          left.abort();
          await answer;
        }),
    },
    write: {
      count: 1,
      pause: 400,
      async visit(visitor) {
        const headers = { authorization: `Bearer ${token}` };
        const text = await visitor.ask("write", { headers, body: mutationOf(writes.next().value) });
        if (text.includes('"faults"')) record("write", 0, "FAULTS");
      },
    },
  };
}
