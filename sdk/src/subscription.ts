import { failure, readAnswer, underway } from "./answer.ts";
import { rootOf, type TypedDocument } from "./document.ts";
import { isPassing } from "./errors.ts";
import type { CallOptions, Core } from "./request.ts";
import { delay, sleep, within } from "./wait.ts";

/**
 * What happens, as it happens: loop over it. Nothing is sent before the first step, and leaving the loop ends it at the
 * service too, as does `return()` while the next event is awaited.
 */
export interface Subscription<Event> extends AsyncIterableIterator<Event, undefined, undefined> {
  [Symbol.asyncIterator](): Subscription<Event>;
  return(): Promise<IteratorReturnResult<undefined>>;
}

/**
 * Subscribes by a document of your own, over server-sent events. Where it takes `$since` and selects each change's
 * `position`, a connection that breaks is made anew from the last one: no change is lost, and none comes twice.
 * @param pick what to give of each event's data; by default all of it
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
  const inTime = <T>(work: () => Promise<T>) => within(ended, timeoutMs, text, work);
  const read = <T>(work: () => Promise<T>) => inTime(() => underway(text, core.url, work));
  const goesOn = text.includes("$since");
  let { since } = { ...(variables as { since?: unknown }) };

  /** Connects, and connects again where the way broke, as long as it is known from which position to go on. */
  async function* follow(): AsyncGenerator<Value, undefined> {
    for (let tries = 0, limit = retries, wait = 0; ; ) {
      const connection = new AbortController();
      try {
        await within(ended, 0, text, (over) => sleep(wait, over));
        if (goesOn)
          since ??= rootOf(await core.query("{changePosition}", {}, { ...options, signal: ended, retries: 0 }));
        const response = await inTime(() => core.send(text, { ...variables, since }, STREAM, connection.signal));
        if (!response.headers.get("content-type")?.includes(STREAM)) {
          // An error, or what is no subscription.
          yield pick(readAnswer(response, await read(() => response.text()), text) as Result);
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
            // What is no data becomes empty lines, which JSON does not mind.
            const data = readAnswer(response, event.replace(/^(?!data:).*$|^data: ?/gm, ""), text);
            since = rootOf(data)?.position ?? since;
            yield pick(data as Result);
          }
        }
        throw failure(text, "NETWORK", "The stream broke off.");
      } catch (error) {
        if (left.signal.aborted) return;
        if (!goesOn || !isPassing(error) || tries >= limit) throw error;
        // Half a second at least, also where connections come about and break at once.
        wait = delay(tries++ + 2, error);
      } finally {
        connection.abort();
      }
    }
  }

  const events = follow();
  const end = events.return.bind(events, undefined);
  const leave = () => {
    left.abort();
    return end();
  };
  return Object.assign(events, { return: leave }) as unknown as Subscription<Value>;
}

const STREAM = "text/event-stream";
