/** A place in which one operation at a time is worked on, for clients in turn. */
export interface Place {
  /**
   * Waits until it is the client's turn.
   * @returns what makes room for the next
   */
  take(client: string): Promise<() => void>;
}

/** However many operations one client sends at once, another waits for one of them at most. */
export function createPlace(): Place {
  /** Clients in the order of their turns, each with those of its operations that wait. */
  const waiting = new Map<string, (() => void)[]>();
  let isTaken = false;
  const leave = (): void => {
    const [first] = waiting;
    if (first === undefined) {
      isTaken = false;
      return;
    }
    const [client, operations] = first;
    waiting.delete(client);
    const begin = operations.shift();
    if (operations.length > 0) waiting.set(client, operations);
    // Whatever came meanwhile is heard first.
    setImmediate(() => begin?.());
  };
  return {
    async take(client) {
      if (isTaken) {
        await new Promise<void>((resolve) => {
          const operations = waiting.get(client);
          if (operations) operations.push(resolve);
          else waiting.set(client, [resolve]);
        });
      }
      isTaken = true;
      return leave;
    },
  };
}
