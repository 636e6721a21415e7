import { shareFor } from "./shareFor.ts";

/** Computes a value once, on first use: most requests select only some of an answer's fields. */
export function lazy<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** In milliseconds: how soon what failed is tried again. */
const RETRY = 10_000;

/** Makes a value once, on first use. If that fails, it is made again, but not at every use. */
export function lazyAsync<Value>(make: () => Promise<Value>): () => Promise<Value> {
  const attempt = shareFor(RETRY, make);
  let made: { readonly value: Value } | null = null;
  return async () => {
    made ??= { value: await attempt() };
    return made.value;
  };
}

type Makers = Readonly<Record<string, (source: never) => unknown>>;
type SourceOf<All extends Makers> = Parameters<All[keyof All]>[0];
type Made<All extends Makers> = { readonly [Name in keyof All]: ReturnType<All[Name]> };

/**
 * Makes objects whose properties are computed once, on first use. All objects share the getters. If each object
 * had its own getters, V8 would keep the object in memory until the next full garbage collection, and all that it refers to.
 */
export function lazyProperties<All extends Makers>(makers: All): (source: SourceOf<All>) => Made<All> {
  class Lazy {
    readonly #source: SourceOf<All>;
    readonly #made = new Map<string, unknown>();
    constructor(source: SourceOf<All>) {
      this.#source = source;
    }
    static read(lazy: Lazy, name: string, make: (source: never) => unknown): unknown {
      if (!lazy.#made.has(name)) lazy.#made.set(name, make(lazy.#source as never));
      return lazy.#made.get(name);
    }
  }
  for (const [name, make] of Object.entries(makers))
    Object.defineProperty(Lazy.prototype, name, {
      get(this: Lazy) {
        return Lazy.read(this, name, make);
      },
    });
  return (source) => new Lazy(source) as unknown as Made<All>;
}
