import type { IncomingMessage } from "node:http";

/** Longer bodies take the full way, which reads them piece by piece up to the limit. */
const LONGEST = 16_384;

/** The declared length of a body that can be read ahead; null if there is none. */
export function shortLength({ headers }: IncomingMessage): number | null {
  const declared = headers["content-length"];
  if (declared === undefined || headers["transfer-encoding"] !== undefined) return null;
  const length = Number(declared);
  return length > 0 && length <= LONGEST ? length : null;
}

/**
 * Reads a body of a known length, and puts it back, so that it can be read again as if nothing had happened. Null if the
 * connection ends before the body is complete.
 */
export function readAhead(request: IncomingMessage, length: number): Promise<Buffer | null> {
  const { promise, resolve } = Promise.withResolvers<Buffer | null>();
  const chunks: Buffer[] = [];
  let read = 0;
  const finish = (isComplete: boolean) => {
    for (const [event, listener] of Object.entries(listeners)) request.off(event, listener);
    const body = Buffer.concat(chunks);
    if (body.length > 0 && !request.destroyed) request.unshift(body);
    resolve(isComplete ? body : null);
  };
  const listeners = {
    readable: () => {
      // The length is never exceeded: Node.js does not give more of a body than was declared.
      for (let chunk = next(); chunk !== null; chunk = next()) {
        chunks.push(chunk);
        read += chunk.length;
        if (read === length) return finish(true);
      }
    },
    close: () => finish(false),
    error: () => finish(false),
  };
  // Once the stream has ended, nothing can be put back. Thus it is not read after its last byte.
  const next = (): Buffer | null => request.read();
  for (const [event, listener] of Object.entries(listeners)) request.on(event, listener);
  return promise;
}
