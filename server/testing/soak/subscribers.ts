import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { seededRandom } from "../../benchmarks/random.ts";
import { DEFAULT_LIMITS } from "../../config/limits.ts";
import { required } from "../../domain/required.ts";
import { ask } from "../faults/ask.ts";
import { acknowledged, articleOf, send, type Write } from "../faults/writes.ts";
import { openSocket } from "./load/sockets.ts";
import { openStream } from "./load/streams.ts";
import { createVisitor, type Visitor } from "./load/visitor.ts";
import { createRecorder } from "./recorder.ts";
import type { MeasuredService } from "./service.ts";

export interface DeliverySettings {
  readonly service: MeasuredService;
  readonly token: string;
  readonly subscribers: number;
  /** What subscribers ask for of each event: only its position, or everything that the client SDK asks for. */
  readonly selects: "position" | "record";
  readonly writes: number;
  readonly signal: AbortSignal;
}

/** When an event had reached the subscribers, in milliseconds after the write was answered. */
export interface Delivery {
  readonly half: number;
  readonly all: number;
}

const MANIFEST = new URL("../../../sdk/persisted-operations.json", import.meta.url);

/** Half of the subscribers use streams, and half sockets: each client as many as it may. */
const addressOf = (at: number): string => `127.0.8.${1 + Math.floor(at / DEFAULT_LIMITS.streams)}`;

/** How many are opened at the same time. */
const OPENED_AT_ONCE = 20;
const PAUSE = 1000;

/**
 * Opens subscriptions, and measures for some writes how long after its answer the last subscriber has the event.
 * @throws Error if a subscription is refused or ends
 */
export async function measureDelivery(settings: DeliverySettings): Promise<Delivery[]> {
  const { service, token, subscribers, selects, writes, signal } = settings;
  /** When each subscriber got its last event, and how many it has got. */
  const received = Array.from({ length: subscribers }, () => ({ at: 0, events: 0 }));
  await using stack = new AsyncDisposableStack();
  const { data } = await ask(service.url, "{ changePosition }");
  // Each subscription begins with this one, so that we know when it has started.
  let number = 900_000 + data.changePosition;
  const write = async () => acknowledged(ingestOf(++number), await send(service.url, token, ingestOf(number)));
  await write();
  const text = await subscription(selects, data.changePosition);
  const ignored = createRecorder({});
  const visitors = new Map<string, Visitor>();
  const visitorAt = (address: string): Visitor => {
    const known = visitors.get(address);
    if (known) return known;
    const made = stack.use(createVisitor(service.port, address, seededRandom(1), ignored));
    visitors.set(address, made);
    return made;
  };
  const open = async (at: number) => {
    const mine = required(received[at], "A subscriber");
    const onEvent = () => {
      mine.at = performance.now();
      mine.events++;
    };
    const address = addressOf(at);
    if (at % 2 === 0) {
      const stream = stack.use(await openStream(visitorAt(address), text, onEvent));
      await stream.received(1);
    } else {
      const socket = await openSocket(service.port, address, onEvent);
      stack.defer(() => socket.close());
      await socket.answered(socket.start(text), 1);
    }
  };
  for (let first = 0; first < subscribers && !signal.aborted; first += OPENED_AT_ONCE)
    await Promise.all(received.slice(first, first + OPENED_AT_ONCE).map((_, at) => open(first + at)));

  const deliveries: Delivery[] = [];
  while (deliveries.length < writes && !signal.aborted) {
    await sleep(PAUSE);
    await write();
    const answeredAt = performance.now();
    await allHave(deliveries.length + 2, received, signal);
    // An event may come before the answer.
    const waited = received.map(({ at }) => Math.max(0, at - answeredAt)).sort((a, b) => a - b);
    deliveries.push({ half: waited[Math.floor(waited.length / 2)] ?? 0, all: waited.at(-1) ?? 0 });
  }
  return deliveries;
}

async function subscription(selects: DeliverySettings["selects"], since: number): Promise<string> {
  if (selects === "position") return `subscription { articleIngested(since: ${since}) { position } }`;
  const texts = Object.values(JSON.parse(await readFile(MANIFEST, "utf8")) as Record<string, string>);
  const text = required(
    texts.find((candidate) => /^subscription articleIngested\b/i.test(candidate)),
    "The client's subscription",
  );
  return text.replace(/^subscription \w+\(\$since: ?Int\)/, "subscription").replace("$since", String(since));
}

const ingestOf = (article: number): Write => ({
  key: `delivered-${article}`,
  operation: "ingestArticle",
  variables: { input: articleOf(article) },
  article,
});

/** How long an event may take, in milliseconds. */
const MOST_WAITED = 60_000;

async function allHave(events: number, received: readonly { events: number }[], signal: AbortSignal): Promise<void> {
  const end = performance.now() + MOST_WAITED;
  while (!signal.aborted && received.some((one) => one.events < events)) {
    if (performance.now() > end) {
      const missing = received.filter((one) => one.events < events).length;
      throw new Error(
        `${missing} of ${received.length} subscribers did not get an event within ${MOST_WAITED / 1000} s.`,
      );
    }
    await sleep(10);
  }
}
