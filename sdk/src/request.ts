import type { TypedDocument } from "./document.ts";
import { orNetworkError, readResponse } from "./response.ts";
import { withRetries, withTimeout } from "./retry.ts";

/** The settings of a client. Only `url` is required. */
export interface ClientSettings extends Omit<CallOptions, "signal"> {
  /** The GraphQL endpoint, such as `http://localhost:4000/graphql`. */
  readonly url: string | URL;
  /** A function to use instead of the platform's `fetch`. */
  readonly fetch?: ((url: string, init: RequestInit) => Response | Promise<Response>) | undefined;
  /** Sent with every request. A function is called before each request, and may be async. */
  readonly headers?: RequestHeaders | (() => RequestHeaders | Promise<RequestHeaders>) | undefined;
  /** Prints a parsed document: `print` from `graphql`. Needed for gql.tada; not for strings. */
  readonly print?: ((document: never) => string) | undefined;
}

export type RequestHeaders = Readonly<Record<string, string>>;

/** The options of one call. Except for `signal`, the client's settings are the defaults. */
export interface CallOptions {
  /** Aborts the call, which then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /**
   * Milliseconds after which a call, including retries, rejects with the code `TIMEOUT`: 30,000 by default, 0 for no timeout.
   * A subscription reconnects after this many milliseconds of silence; the service sends a heartbeat every 12,000 ms.
   */
  readonly timeoutMs?: number | undefined;
  /**
   * The number of retries of a query after a network error or status 429, 502, 503 or 504: 2 by default. Mutations are
   * never retried.
   */
  readonly retries?: number | undefined;
}

/** The arguments of a call. Variables may be left out if no variable is required. */
export type Arguments<Variables> =
  Record<never, never> extends Variables
    ? [variables?: Variables, options?: CallOptions]
    : [variables: Variables, options?: CallOptions];

/** Either `id`, the record's global id, or `slug`. */
export type ByIdOrSlug<Variables> = Variables &
  (
    | { readonly id: string; readonly slug?: null | undefined }
    | { readonly slug: string; readonly id?: null | undefined }
  );

interface Options {
  readonly signal: AbortSignal | undefined;
  readonly timeoutMs: number;
  readonly retries: number;
}

/** The client without a method per operation. */
export interface Core {
  readonly url: string;
  /**
   * Sends your own query or mutation and resolves to its `data`. A typed document brings its types; for a plain string, name
   * the type of the result.
   * @throws {ConflictGraphError} (as a rejection) even if only some fields failed; `data` then has the other fields
   * @example
   * const { actor } = await client.query<{ actor: { name: string } | null }>('{ actor(slug: "armenia") { name } }');
   */
  query<Result = unknown, Variables = Readonly<Record<string, unknown>>>(
    document: TypedDocument<Result, Variables>,
    ...args: Arguments<Variables>
  ): Promise<Result>;
  /** Sends one request and resolves to the unread response. */
  send(text: string, variables: object | undefined, accept: string, signal: AbortSignal): Promise<Response>;
  /**
   * The document as a string.
   * @throws {TypeError} for a parsed document, if the client has no `print`
   */
  textOf(document: TypedDocument<unknown, never>): string;
  /** A call's options, with the client's settings as defaults. */
  optionsOf(options: CallOptions | undefined): Options;
}

const JSON_TYPES = "application/graphql-response+json,application/json";

/**
 * Creates a client without methods. You import the operations that you need and pass the client to them, so that a bundler
 * leaves out all other operations.
 * @example
 * const core = createCore({ url: "http://localhost:4000/graphql" });
 * const { nodes } = await casualtyReports(core, { first: 20 });
 */
export function createCore(settings: ClientSettings): Core {
  const { url, headers, print, timeoutMs: usualTimeout = 30_000, retries: usualRetries = 2 } = settings;
  const core: Core = {
    url: String(url),
    async query(document, ...[variables, options]) {
      const text = core.textOf(document);
      const { signal, timeoutMs, retries } = core.optionsOf(options);
      return withTimeout(signal, timeoutMs, text, (ended) => {
        const attempt = async () => {
          const response = await core.send(text, variables as object | undefined, JSON_TYPES, ended);
          return readResponse(response, await orNetworkError(text, core.url, () => response.text()), text) as never;
        };
        // If the response was lost, a mutation may have been applied.
        return withRetries(attempt, /\bmutation\b/.test(text) ? 0 : retries, timeoutMs, ended);
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
      return orNetworkError(query, core.url, () => (settings.fetch ?? fetch)(core.url, init));
    },
    textOf(document) {
      const text = document.valueOf();
      if (typeof text === "string") return text;
      if (print) return print(text as never);
      throw new TypeError("Parsed documents need `print`.");
    },
    optionsOf: ({ signal, timeoutMs = usualTimeout, retries = usualRetries } = {}) => ({ signal, timeoutMs, retries }),
  };
  return core;
}
