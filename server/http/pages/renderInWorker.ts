import type { Limits } from "../../config/limits.ts";
import type { PageContext } from "../../publish/query.ts";
import { timeLimit } from "../limits/costMeter.ts";
import type { Pool } from "../workers/pool.ts";
import { answerPage } from "./citationPages.ts";

interface Settings {
  readonly desk: PageContext;
  readonly pool: Pool | null;
  readonly limits: Limits;
  isLarge(): boolean;
  clientOf(request: Request): string;
}

/** Makes pages on threads of their own where the store is large, since a toll's page looks at all claims. */
export function renderInWorker({
  desk,
  pool,
  limits,
  isLarge,
  clientOf,
}: Settings): (request: Request) => Promise<Response> {
  return async (request) => {
    if (!pool || !isLarge()) return answerPage(desk, request);
    const time = timeLimit(limits);
    time.begin();
    try {
      const job = { page: request.url, known: request.headers.get("if-none-match") };
      const signal = AbortSignal.any([request.signal, time.signal]);
      const { body, status, headers } = await pool.run(job, clientOf(request), signal);
      return new Response(body, { status, headers: headers.map(([name, value]) => [name, value]) });
    } finally {
      time.end();
    }
  };
}
