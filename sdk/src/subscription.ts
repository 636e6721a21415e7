import { rootValue, type TypedDocument } from "./document.ts";
import { isTransient } from "./errors.ts";
import type { CallOptions, Core } from "./request.ts";
import { operationError, orNetworkError, readResponse } from "./response.ts";
import { retryDelay, sleep, withTimeout } from "./retry.ts";

/**
 * The events of a subscription. Loop over them with `for await`. The connection opens when the loop starts. Leaving the
 * loop, or calling `return()`, closes the connection.
 * @example
 * for await (const { kind, slug } of client.casualtyReportChanged()) console.log(kind, slug);
 */
export interface Subscription<Event> extends AsyncIterableIterator<Event, undefined, undefined> {
  [Symbol.asyncIterator](): Subscription<Event>;
  return(): Promise<IteratorReturnResult<undefined>>;
}

/**
 * Subscribes with your own document, over server-sent events. If the document has `$since` and selects `position`, the
 * client reconnects when the connection breaks and continues after the last position: no change is lost or repeated.
 * @param pick returns the value to yield for an event's data; by default all data
 */
export function subscribe<Result, Of, Value = Result>(
  core: Core,
  document: TypedDocument<Result, Of>,
  variables?: Of,
  options?: CallOptions,
  pick: (data: Result) => Value = (data) => data as never,
): Subscription<Value> {
  const text = core.textOf(document);
  const { signal, timeoutMs, retries } = core.optionsOf(options);
  const left = new AbortController();
  const ended = signal ? AbortSignal.any([signal, left.signal]) : left.signal;
  const inTime = <T>(work: () => Promise<T>) => withTimeout(ended, timeoutMs, text, work);
  const read = <T>(work: () => Promise<T>) => inTime(() => orNetworkError(text, core.url, work));
  const canResume = text.includes("$since");
  let { since } = { ...(variables as { since?: unknown }) };

  async function* connect(): AsyncGenerator<Value, undefined> {
    for (let tries = 0, limit = retries, wait = 0; ; ) {
      const connection = new AbortController();
      try {
        await withTimeout(ended, 0, text, (over) => sleep(wait, over));
        if (canResume)
          since ??= rootValue(await core.query("{changePosition}", {}, { ...options, signal: ended, retries: 0 }));
        const response = await inTime(() => core.send(text, { ...variables, since }, STREAM, connection.signal));
        if (!response.headers.get("content-type")?.includes(STREAM)) {
          // An error, or the result of a query.
          yield pick(readResponse(response, await read(() => response.text()), text) as Result);
          return;
        }
        tries = 0;
        limit = 1 / 0;
        const { body } = response as { body: ReadableStream<BufferSource> };
        const reader = body.pipeThrough(new TextDecoderStream()).getReader();
        for (let rest = ""; ; ) {
          const { done, value: chunk } = await read(() => reader.read());
          if (done) break;
          const events = (rest + chunk).split(/\r\n\r\n|\n\n|\r\r/);
          rest = events.pop() ?? "";
          for (const event of events) {
            if (/^event: ?complete$/m.test(event)) return;
            if (!/^event: ?next$/m.test(event)) continue;
            // Lines that are not data become empty, which JSON ignores.
            const data = readResponse(response, event.replace(/^(?!data:).*$|^data: ?/gm, ""), text);
            since = rootValue(data)?.position ?? since;
            yield pick(data as Result);
          }
        }
        throw operationError(text, "NETWORK", "The stream broke.");
      } catch (error) {
        if (left.signal.aborted) return;
        if (!canResume || !isTransient(error) || tries >= limit) throw error;
        // Waits at least half a second, in case each connection breaks at once.
        wait = retryDelay(tries++ + 2, error);
      } finally {
        connection.abort();
      }
    }
  }

  const events = connect();
  const end = events.return.bind(events, undefined);
  const leave = () => {
    left.abort();
    return end();
  };
  return Object.assign(events, { return: leave }) as unknown as Subscription<Value>;
}

const STREAM = "text/event-stream";
