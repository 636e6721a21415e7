/** A limited number of places to work in, given to clients in turn. */
export interface FairQueue {
  /**
   * Waits for a place and for the client's turn.
   * @returns a function that gives the place back; to be called once
   * @throws the signal's reason if the signal is aborted while waiting
   */
  take(client: string, signal?: AbortSignal): Promise<() => void>;
  readonly load: { readonly taken: number; readonly waiting: number };
}

/**
 * However much work one client brings, another client waits for at most one piece of that work.
 * @param size the number of places
 * @param perClient how many places one client may have at once
 */
export function createFairQueue(size: number, perClient: number = size): FairQueue {
  /** The clients in the order of their turns, each with the functions that start its waiting pieces of work. */
  const waiting = new Map<string, Set<() => void>>();
  const taken = new Map<string, number>();
  let free = size;

  const placesOf = (client: string): number => taken.get(client) ?? 0;
  const mayStart = (client: string): boolean => free > 0 && placesOf(client) < perClient;
  const occupy = (client: string): void => {
    free--;
    taken.set(client, placesOf(client) + 1);
  };
  const leave = (client: string): void => {
    free++;
    if (placesOf(client) === 1) taken.delete(client);
    else taken.set(client, placesOf(client) - 1);
    startNext();
  };
  const startNext = (): void => {
    for (const [client, pieces] of waiting) {
      if (!mayStart(client)) continue;
      const [start] = pieces;
      if (!start) throw new Error("The queue contains a client that has no waiting work.");
      pieces.delete(start);
      // The client's other work waits until every other client has had a turn.
      waiting.delete(client);
      if (pieces.size > 0) waiting.set(client, pieces);
      start();
      return;
    }
  };
  const turnOf = (client: string, signal: AbortSignal | undefined): Promise<void> =>
    new Promise((resolve, reject) => {
      const pieces = waiting.get(client) ?? new Set();
      const start = () => {
        signal?.removeEventListener("abort", giveUp);
        occupy(client);
        resolve();
      };
      const giveUp = () => {
        pieces.delete(start);
        if (pieces.size === 0) waiting.delete(client);
        reject(signal?.reason);
      };
      signal?.addEventListener("abort", giveUp);
      waiting.set(client, pieces.add(start));
    });

  return {
    async take(client, signal) {
      signal?.throwIfAborted();
      if (mayStart(client)) occupy(client);
      else await turnOf(client, signal);
      return () => leave(client);
    },
    get load() {
      return { taken: size - free, waiting: [...waiting.values()].reduce((sum, pieces) => sum + pieces.size, 0) };
    },
  };
}
