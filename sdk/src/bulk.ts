import type { Connection, Page } from "./connection.ts";
import { isConflictGraphError, isTransient } from "./errors.ts";
import type { Methods } from "./generated/methods.ts";
import type { CallOptions } from "./request.ts";
import { retryDelay, sleep, withTimeout } from "./retry.ts";

type Paging = "first" | "after" | "last" | "before" | "recordedAsOf";
type VariablesOf<Name extends keyof Methods> = NonNullable<Parameters<Methods[Name]>[0]>;

/** The lists that can be read as of a data revision. */
export type BulkList = {
  [Name in keyof Methods]: ReturnType<Methods[Name]> extends Connection<unknown>
    ? "recordedAsOf" extends keyof VariablesOf<Name>
      ? Name
      : never
    : never;
}[keyof Methods];

type NodeOf<Name extends BulkList> = ReturnType<Methods[Name]> extends Connection<infer Node> ? Node : never;

/** A page of a whole list. */
export interface BulkPage<Node> extends Page<Node> {
  /** The data revision that all pages are read at. */
  readonly dataRevision: number;
  /** Store it once you have stored the page. Give it as `resume` to continue after this page, also in another process. */
  readonly resume: string;
}

export interface BulkOptions extends Omit<CallOptions, "retries"> {
  /** `resume` of the last page that was stored. Default: from the start, at the newest data revision. */
  readonly resume?: string | null | undefined;
  /** How often a page may fail in a row, except because of a rate limit, before the error is thrown: 10 by default. */
  readonly retries?: number | undefined;
  /** Called before each wait, for a progress display: the milliseconds, and the error that is the reason, if there is one. */
  readonly onWait?: ((milliseconds: number, reason: unknown) => void) | undefined;
}

const LARGEST_PAGE = 100;
const MINUTE = 60_000;
/** A page with fewer records is within these limits. */
const TOO_MUCH = /^(PAGE_TOO_LARGE|COST_TOO_HIGH|ANSWER_TOO_LARGE|OUT_OF_TIME)$/;

/**
 * Reads all records of a list, page by page, at one data revision, so that changes in the meantime leave the selection
 * consistent. It stays within the limits of the service: it takes the largest pages that the limits allow, waits as long as the
 * service asks for, and then spreads its requests over the minute. It survives broken connections.
 * @throws {ConflictGraphError} if a page keeps failing; continue later with `resume` of the last page
 * @example
 * for await (const { nodes, resume } of bulk(client, "casualtyReports", { filter: { harm: ["KILLED"] } }, { resume: await load() }))
 *   await save(nodes, resume);
 */
export async function* bulk<Name extends BulkList>(
  client: Pick<Methods, Name | "dataRevision">,
  list: Name,
  variables: Omit<VariablesOf<Name>, Paging> = {} as never,
  { resume, retries = 10, onWait, ...options }: BulkOptions = {},
): AsyncGenerator<BulkPage<NodeOf<Name>>, void, undefined> {
  const { signal } = options;
  const call = { ...options, retries: 0 };
  const start = /^(\d+) (.+)$/.exec(resume ?? "");
  if (resume && !start) throw new TypeError("`resume` does not come from a page of `bulk`.");
  let first = LARGEST_PAGE;
  let failures = 0;
  let refusals = 0;
  // The requests since the service last asked to wait, and the milliseconds between pages that follow from them.
  let [requests, interval] = [0, 0];

  const wait = async (milliseconds: number, reason?: unknown) => {
    onWait?.(milliseconds, reason);
    await withTimeout(signal, 0, "", (ended) => sleep(milliseconds, ended));
  };

  /** Repeats a request until it succeeds. */
  const insist = async <Result>(request: () => PromiseLike<Result>): Promise<Result> => {
    for (;;) {
      try {
        const result = await request();
        requests++;
        failures = refusals = 0;
        return result;
      } catch (error) {
        if (!isConflictGraphError(error)) throw error;
        if (error.status === 429) {
          // If it is refused again after the wait, the page may cost more than the service allows in a minute.
          if (refusals++ > 0 && error.code === "COST_RATE_LIMITED") {
            if (first === 1) throw error;
            first = Math.ceil(first / 2);
          }
          if (requests > 0) interval = MINUTE / requests;
          requests = 0;
          await wait(retryDelay(refusals, error), error);
        } else if (TOO_MUCH.test(error.code) && first > 1) {
          first = Math.ceil(first / 2);
          requests++;
        } else if (isTransient(error) && ++failures <= retries) await wait(retryDelay(failures, error), error);
        else throw error;
      }
    }
  };

  const dataRevision = start ? Number(start[1]) : await insist(() => client.dataRevision({}, call));
  const read = client[list] as (variables: object, options: CallOptions) => Connection<NodeOf<Name>>;
  for (let after = start?.[2] ?? null; ; ) {
    const begin = Date.now();
    const page = await insist(() => read({ ...variables, first, after, recordedAsOf: dataRevision }, call));
    const { endCursor, hasNextPage } = page.pageInfo;
    if (endCursor) yield { ...page, dataRevision, resume: `${dataRevision} ${endCursor}` };
    if (!hasNextPage || !endCursor) return;
    after = endCursor;
    const rest = begin + interval - Date.now();
    if (rest > 0) await wait(rest);
  }
}
