import { readAnswer, underway } from "./answer.ts";
import type { TypedDocument } from "./document.ts";
import { repeating, within } from "./wait.ts";

export interface ClientSettings extends Omit<CallOptions, "signal"> {
  /** The GraphQL endpoint, such as `http://localhost:4000/graphql`. */
  readonly url: string | URL;
  /** Instead of the platform's `fetch`. */
  readonly fetch?: ((url: string, init: RequestInit) => Response | Promise<Response>) | undefined;
  /** Sent with every request; a function is asked before each. */
  readonly headers?: RequestHeaders | (() => RequestHeaders | Promise<RequestHeaders>) | undefined;
  /** Gives the text of a parsed document, as `print` of `graphql` does. Documents of gql.tada need it, texts do not. */
  readonly print?: ((document: never) => string) | undefined;
}

export type RequestHeaders = Readonly<Record<string, string>>;

export interface CallOptions {
  /** Ends the call, which then rejects with the signal's own reason, at once. */
  readonly signal?: AbortSignal | undefined;
  /**
   * After how many milliseconds the call fails with the code `TIMEOUT`, its repetitions included: 30,000 by default, 0 for
   * never. Of a subscription, the longest silence before it connects anew; the service gives a sign of life every 12,000.
   */
  readonly timeoutMs?: number | undefined;
  /** How often a query that failed on its way is repeated: 2 by default. Mutations never are. */
  readonly retries?: number | undefined;
}

/** What a call takes: variables may be left out only where none is required. */
export type Arguments<Variables> =
  Record<never, never> extends Variables
    ? [variables?: Variables, options?: CallOptions]
    : [variables: Variables, options?: CallOptions];

/** A record is named by its global id or by its slug: by one of them. */
export type ByIdOrSlug<Variables> = Variables &
  (
    | { readonly id: string; readonly slug?: null | undefined }
    | { readonly slug: string; readonly id?: null | undefined }
  );

interface Limits {
  readonly signal: AbortSignal | undefined;
  readonly timeoutMs: number;
  readonly retries: number;
}

/** Where the service is and how it is asked: what every operation needs, and the smallest client there is. */
export interface Core {
  readonly url: string;
  /** Sends a document of your own, and gives its `data`. Typed documents bring their types; for a plain text, name the result's. */
  query<Result = unknown, Variables = Readonly<Record<string, unknown>>>(
    document: TypedDocument<Result, Variables>,
    ...args: Arguments<Variables>
  ): Promise<Result>;
  /** Sends a text once, and gives the answer unread. */
  send(text: string, variables: object | undefined, accept: string, signal: AbortSignal): Promise<Response>;
  /** The text of a document. */
  textOf(document: TypedDocument<unknown, never>): string;
  /** A call's options, where they are left out the client's. */
  optionsOf(options: CallOptions | undefined): Limits;
}

const JSON_ANSWER = "application/graphql-response+json,application/json";

/** The client without its methods. Operations are imported one by one and given it: `casualtyReports(core, { first: 20 })`. */
export function createCore(settings: ClientSettings): Core {
  const { url, headers, print, timeoutMs: usualTimeout = 30_000, retries: usualRetries = 2 } = settings;
  const core: Core = {
    url: String(url),
    async query(document, ...[variables, options]) {
      const text = core.textOf(document);
      const { signal, timeoutMs, retries } = core.optionsOf(options);
      return within(signal, timeoutMs, text, (ended) => {
        const attempt = async () => {
          const response = await core.send(text, variables as object | undefined, JSON_ANSWER, ended);
          return readAnswer(response, await underway(text, core.url, () => response.text()), text) as never;
        };
        // A mutation may have been done although its answer was lost.
        return repeating(attempt, /\bmutation\b/.test(text) ? 0 : retries, timeoutMs, ended);
      });
    },
    async send(query, variables, accept, signal) {
      const own = typeof headers === "function" ? await headers() : headers;
      const init = {
        method: "POST",
        headers: { accept, "content-type": "application/json", ...own },
        body: JSON.stringify({ query, variables }),
        signal,
      };
      return underway(query, core.url, () => (settings.fetch ?? fetch)(core.url, init));
    },
    textOf(document) {
      const text = document.valueOf();
      if (typeof text === "string") return text;
      if (print) return print(text as never);
      throw new TypeError("A parsed document needs the client's `print`.");
    },
    optionsOf: ({ signal, timeoutMs = usualTimeout, retries = usualRetries } = {}) => ({ signal, timeoutMs, retries }),
  };
  return core;
}
