/** Places in which clients' work is done, for each client in its turn. */
export interface FairQueue {
  /**
   * Waits until there is one, and it is the client's turn.
   * @returns what makes room for the next
   */
  take(client: string): Promise<() => void>;
}

/** However much work one client brings at once, another waits for one piece of it at most. @param size how many there are */
export function createFairQueue(size: number): FairQueue {
  /** Clients in the order of their turns, each with those of its pieces of work that wait. */
  const waiting = new Map<string, (() => void)[]>();
  let taken = 0;
  const leave = (): void => {
    const [first] = waiting;
    if (first === undefined) {
      taken--;
      return;
    }
    const [client, pieces] = first;
    waiting.delete(client);
    pieces.shift()?.();
    if (pieces.length > 0) waiting.set(client, pieces);
  };
  return {
    async take(client) {
      if (taken === size)
        await new Promise<void>((resolve) => {
          const pieces = waiting.get(client);
          if (pieces) pieces.push(resolve);
          else waiting.set(client, [resolve]);
        });
      else taken++;
      return leave;
    },
  };
}
