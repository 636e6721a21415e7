/** How many keys are loaded at once: fewer than the bound values that both databases allow in one statement. */
const MOST_KEYS = 10_000;

/**
 * Loads values by their keys, for one request: all keys that are asked for before the event loop goes on are loaded at once,
 * and each key once. Unlike the package `dataloader`, it gives many values at once without a promise for each.
 */
export class Loader<Key, Value> {
  readonly name: string;
  readonly #load: (keys: readonly Key[]) => Promise<ReadonlyMap<Key, Value>>;
  readonly #values = new Map<Key, Value | undefined>();
  /** The keys that are being loaded or will be, with the end of their batch. */
  readonly #pending = new Map<Key, Promise<void>>();
  #next: { readonly keys: Key[]; readonly done: Promise<void> } | null = null;

  /** @param load keys without a value may be missing in its result */
  constructor(load: (keys: readonly Key[]) => Promise<ReadonlyMap<Key, Value>>, name: string) {
    this.#load = load;
    this.name = name;
  }

  async load(key: Key): Promise<Value | undefined> {
    if (!this.#values.has(key)) await this.#loading(key);
    return this.#values.get(key);
  }

  /** The values in the order of the keys. Not a promise if all of them are known. */
  loadMany(keys: readonly Key[]): (Value | undefined)[] | Promise<(Value | undefined)[]> {
    const all = () => keys.map((key) => this.#values.get(key));
    const batches = new Set<Promise<void>>();
    for (const key of keys) if (!this.#values.has(key)) batches.add(this.#loading(key));
    return batches.size === 0 ? all() : Promise.all(batches).then(all);
  }

  #loading(key: Key): Promise<void> {
    const known = this.#pending.get(key);
    if (known) return known;
    this.#next ??= this.#schedule();
    this.#next.keys.push(key);
    this.#pending.set(key, this.#next.done);
    return this.#next.done;
  }

  #schedule() {
    const keys: Key[] = [];
    const done = afterAllPromises().then(async () => {
      this.#next = null;
      for (let start = 0; start < keys.length; start += MOST_KEYS) {
        const some = keys.slice(start, start + MOST_KEYS);
        const found = await this.#load(some);
        for (const key of some) {
          this.#values.set(key, found.get(key));
          this.#pending.delete(key);
        }
      }
    });
    return { keys, done };
  }
}

/** Resolves after all promises that can be settled without the event loop, so that all resolvers have asked for their keys. */
const afterAllPromises = (): Promise<void> =>
  Promise.resolve().then(() => new Promise((done) => process.nextTick(done)));
