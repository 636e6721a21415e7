/** Connections that have arrived. */
export interface Arrivals {
  /** Called for each new connection. */
  add(): void;
  /** Calls a function once no further connection is waiting to be accepted. */
  waitOut(then: () => void): void;
}

/** In a flood, connections arrive without end. */
const MOST_TURNS = 200;

/**
 * Lets all connections be accepted between two pieces of work. In each turn of the event loop, Node.js accepts one: a new
 * client would wait for as many pieces of work as there are connections before its own.
 */
export function createArrivals(): Arrivals {
  let count = 0;
  return {
    add() {
      count++;
    },
    waitOut(then) {
      let turns = 0;
      const turn = () => {
        const before = count;
        setImmediate(() => (count === before || ++turns >= MOST_TURNS ? then() : turn()));
      };
      turn();
    },
  };
}
