/** How many values are kept from batch to batch. */
const MOST = 20_000;

/**
 * Values that many rows of an export share, by key. They are loaded for a whole batch of rows, and kept for the following batches
 * as long as they are not too many: an export needs the same memory for any number of rows.
 */
export class RowCache<Key extends number | string, Value> {
  readonly #values = new Map<Key, Value | null>();
  readonly #load: (keys: readonly Key[]) => Promise<Iterable<readonly [Key, Value]>>;

  constructor(load: (keys: readonly Key[]) => Promise<Iterable<readonly [Key, Value]>>) {
    this.#load = load;
  }

  /** Loads what a batch needs. Null keys are skipped. */
  async load(wanted: Iterable<Key | null>): Promise<void> {
    const keys = new Set(wanted);
    if (this.#values.size + keys.size > MOST) this.#values.clear();
    const missing: Key[] = [];
    for (const key of keys) if (key !== null && !this.#values.has(key)) missing.push(key);
    if (missing.length === 0) return;
    for (const key of missing) this.#values.set(key, null);
    for (const [key, value] of await this.#load(missing)) this.#values.set(key, value);
  }

  /** Null if there is no such value, or if the key is null. */
  get(key: Key | null): Value | null {
    return key === null ? null : (this.#values.get(key) ?? null);
  }
}
