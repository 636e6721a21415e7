/** How many keys are loaded at once: fewer than the bound values that both databases allow in one statement. */
const MOST_KEYS = 10_000;

/** Keys that are loaded together, and the end of that. */
class Batch<Key> {
  readonly keys: Key[] = [];
  readonly done: Promise<void>;
  constructor(load: (keys: readonly Key[]) => Promise<void>) {
    this.done = afterAllPromises().then(() => load(this.keys));
  }
}

/**
 * Loads values by their keys, for one request: all keys that are asked for before the event loop goes on are loaded at once,
 * and each key once. Unlike the package `dataloader`, it gives many values at once without a promise for each.
 */
export class Loader<Key, Value> {
  readonly name: string;
  readonly #load: (keys: readonly Key[]) => Promise<ReadonlyMap<Key, Value>>;
  /** The value of each key, or the batch that loads it. */
  readonly #entries = new Map<Key, Value | undefined | Batch<Key>>();
  #next: Batch<Key> | null = null;

  /** @param load keys without a value may be missing in its result */
  constructor(load: (keys: readonly Key[]) => Promise<ReadonlyMap<Key, Value>>, name: string) {
    this.#load = load;
    this.name = name;
  }

  async load(key: Key): Promise<Value | undefined> {
    const batch = this.#batchOf(key);
    if (batch) await batch.done;
    return this.#entries.get(key) as Value | undefined;
  }

  /** The values in the order of the keys. Not a promise if all of them are known. */
  loadMany(keys: readonly Key[]): (Value | undefined)[] | Promise<(Value | undefined)[]> {
    const all = () => keys.map((key) => this.#entries.get(key) as Value | undefined);
    let first: Batch<Key> | null = null;
    const others: Batch<Key>[] = [];
    for (const key of keys) {
      const batch = this.#batchOf(key);
      if (batch === null || batch === first) continue;
      if (first === null) first = batch;
      else if (!others.includes(batch)) others.push(batch);
    }
    if (first === null) return all();
    if (others.length === 0) return first.done.then(all);
    return Promise.all([first, ...others].map(({ done }) => done)).then(all);
  }

  /** The batch that loads the key; null if its value is known. */
  #batchOf(key: Key): Batch<Key> | null {
    const known = this.#entries.get(key);
    if (known instanceof Batch) return known;
    if (known !== undefined || this.#entries.has(key)) return null;
    this.#next ??= new Batch((keys) => this.#loadAll(keys));
    this.#next.keys.push(key);
    this.#entries.set(key, this.#next);
    return this.#next;
  }

  async #loadAll(keys: readonly Key[]): Promise<void> {
    this.#next = null;
    for (let start = 0; start < keys.length; start += MOST_KEYS) {
      const some = keys.length <= MOST_KEYS ? keys : keys.slice(start, start + MOST_KEYS);
      const found = await this.#load(some);
      for (const key of some) this.#entries.set(key, found.get(key));
    }
  }
}

/** Resolves after all promises that can be settled without the event loop, so that all resolvers have asked for their keys. */
const afterAllPromises = (): Promise<void> =>
  Promise.resolve().then(() => new Promise((done) => process.nextTick(done)));
