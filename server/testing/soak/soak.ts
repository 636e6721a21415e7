import { setTimeout as sleep } from "node:timers/promises";
import { type Random, seededRandom } from "../../benchmarks/random.ts";
import { withTimeout } from "../../domain/withTimeout.ts";
import type { Answer } from "../answer.ts";
import { KNOWN_RECORDS, type KnownRecords } from "./load/requests.ts";
import { createStayers } from "./load/stayers.ts";
import { createUsers, type Users } from "./load/users.ts";
import { createVisitor, type Visitor } from "./load/visitor.ts";
import { descriptorsOf, type Measured, measure } from "./measure.ts";
import { createRecorder, type Recorded } from "./recorder.ts";
import type { MeasuredService } from "./service.ts";

/** A time of load, and what the service holds when the load has paused. */
export interface Round {
  readonly recorded: readonly Recorded[];
  readonly measured: Measured;
}

/** How long a round takes, or how often each user visits in it, as fast as possible. */
export type Length = { readonly seconds: number } | { readonly visits: number };

export interface SoakSettings {
  readonly service: MeasuredService;
  /** A key with all scopes. The service must have the records of SMALL_CORPUS, which the writes refer to. */
  readonly token: string;
  readonly rounds: readonly Length[];
  /** The share of queries that nobody has sent before. The service keeps them, so its caches grow until they are full. */
  readonly newTexts: number;
  readonly seed: number;
  /** Ends the load. The round that it interrupts is not measured: Ctrl+C reaches the service too. */
  readonly signal: AbortSignal;
  readonly onRound?: (round: Round) => void | Promise<void>;
}

/** How long one visit may take, in milliseconds. */
const MOST_PER_VISIT = 60_000;

/**
 * Users who stay have an address each. Users who come and go have one of some, not too many: the service remembers for each
 * address what it may still spend in a minute.
 */
const ADDRESSES = 64;
const STAYER = "127.0.2.1";
const addressOf = (number: number): string => `127.0.2.${number + 2}`;
const someAddress = (random: Random): string => `127.0.3.${1 + Math.floor(random.next() * ADDRESSES)}`;

/** Puts a service under mixed load, and measures after each round what it holds. @throws Error if the service exits */
export async function soak(settings: SoakSettings): Promise<Round[]> {
  const { service, token, rounds, newTexts, seed, signal, onRound } = settings;
  const random = seededRandom(seed);
  const expected: Record<string, readonly string[]> = {};
  const recorder = createRecorder(expected);
  const enter = (address: string) => createVisitor(service.port, address, random, recorder);
  using stayer = enter(STAYER);
  const shared = { token, known: await knownRecords(stayer), newTexts, recorder };
  const users = Object.entries(createUsers(shared));
  for (const [kind, { expected: codes = [] }] of users) expected[kind] = codes;
  await using stayers = await createStayers(stayer, shared);
  const all = [...users.map(([, of]) => of), stayers.users].flatMap((of) => Array<Users>(of.count).fill(of));

  /** One user, until the end of the round. */
  const use = async (of: Users, number: number, length: Length): Promise<void> => {
    using regular = enter(addressOf(number));
    const goesOn = limitOf(length, signal);
    for (let visits = 0; goesOn(visits) && !service.hasExited(); visits++) {
      using other = of.comesAndGoes ? enter(someAddress(random)) : null;
      const late = () => recorder.record("late", MOST_PER_VISIT, "A VISIT DID NOT END");
      await withTimeout(of.visit(other ?? regular), MOST_PER_VISIT, late);
      // As fast as possible if visits are counted.
      const pause = "visits" in length ? 0 : of.pause * (0.5 + random.next());
      await sleep(pause, undefined, { signal }).catch(() => {});
    }
  };

  const done: Round[] = [];
  for (const length of rounds) {
    await Promise.all(all.map((of, number) => use(of, number, length)));
    if (signal.aborted) break;
    if (service.hasExited()) throw new Error(`The service has ended:\n${service.log().slice(-5000)}`);
    await untilQuiet(service);
    const round = { recorded: recorder.take(), measured: await measure(service) };
    done.push(round);
    await onRound?.(round);
  }
  return done;
}

async function knownRecords(visitor: Visitor): Promise<KnownRecords> {
  const { data } = JSON.parse(await visitor.ask("start", { body: { query: KNOWN_RECORDS } })) as Answer;
  const slugs = (list: { nodes: { slug: string }[] }) => list.nodes.map(({ slug }) => slug);
  return { claims: slugs(data.claims), events: slugs(data.events), actors: slugs(data.actors) };
}

/** @returns whether a user who has visited so many times visits once more */
function limitOf(length: Length, signal: AbortSignal): (visits: number) => boolean {
  if ("visits" in length) return (visits) => !signal.aborted && visits < length.visits;
  const until = performance.now() + length.seconds * 1000;
  return () => !signal.aborted && performance.now() < until;
}

/** In milliseconds. */
const QUIET = { interval: 250, atLeast: 1000, atMost: 10_000 };

/** Waits until the service has closed what the load has left. */
async function untilQuiet({ pid, databasePort }: MeasuredService): Promise<void> {
  const end = performance.now() + QUIET.atMost;
  let [before, since] = [-1, performance.now()];
  while (performance.now() < end && performance.now() - since < QUIET.atLeast) {
    const { descriptors } = await descriptorsOf(pid, databasePort);
    if (descriptors !== before) [before, since] = [descriptors, performance.now()];
    await sleep(QUIET.interval);
  }
}
