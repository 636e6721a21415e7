/** Whose request is worked on next, by the one thread that all clients share. */
export interface Turns {
  /** Waits until it is this client's turn: at once while nobody else waits. */
  take(client: string): Promise<void>;
}

/**
 * One request is let through at a time, of each client in its turn. Then the event loop goes round once, so that whatever
 * else has come meanwhile is heard. However many requests one client sends at once, another waits for one of them at most.
 */
export function createTurns(): Turns {
  /** Clients in the order of their turns, each with those of its requests that wait. */
  const waiting = new Map<string, (() => void)[]>();
  let isTaken = false;
  const next = (): void => {
    const [first] = waiting;
    if (first === undefined) {
      isTaken = false;
      return;
    }
    const [client, requests] = first;
    waiting.delete(client);
    requests.shift()?.();
    if (requests.length > 0) waiting.set(client, requests);
    setImmediate(next);
  };
  return {
    async take(client) {
      if (isTaken)
        return new Promise<void>((resolve) => {
          const requests = waiting.get(client);
          if (requests) requests.push(resolve);
          else waiting.set(client, [resolve]);
        });
      isTaken = true;
      setImmediate(next);
    },
  };
}
