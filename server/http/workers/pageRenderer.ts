import type { Limits } from "../../config/limits.ts";
import type { PageContext } from "../../publish/query.ts";
import { createTimeLimit } from "../limits/costMeter.ts";
import { renderCitation } from "../pages/renderCitation.ts";
import { clientNameOf } from "../request/requestState.ts";
import { PAGE_HEADERS } from "./messages.ts";
import type { Pool } from "./pool.ts";

interface Settings {
  readonly context: PageContext;
  readonly pool: Pool | null;
  readonly limits: Limits;
  isLarge(): boolean;
}

/** Renders citation pages; in worker threads if the store is large, since a toll's page reads all claims. */
export function createPageRenderer({ context, pool, limits, isLarge }: Settings) {
  return async (request: Request): Promise<Response> => {
    if (!pool || !isLarge()) return renderCitation(context, request);
    const stop = new AbortController();
    const time = createTimeLimit(limits, (reason) => stop.abort(reason));
    // AbortSignal.any is not used: afterwards, a request's signal would not say that it is aborted.
    const leave = () => stop.abort(request.signal.reason);
    request.signal.addEventListener("abort", leave, { once: true });
    time.begin();
    try {
      const asked = PAGE_HEADERS.map((name) => [name, request.headers.get(name)] as const);
      const job = {
        page: request.url,
        headers: asked.flatMap(([name, value]) => (value === null ? [] : [[name, value] as const])),
      };
      const { body, status, headers } = await pool.run(job, clientNameOf(request), stop.signal, time.pause);
      return new Response(body, { status, headers: headers.map(([name, value]) => [name, value]) });
    } finally {
      time.end();
      request.signal.removeEventListener("abort", leave);
    }
  };
}
