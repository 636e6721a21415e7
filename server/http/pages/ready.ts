import type { Logger } from "pino";
import { withTimeout } from "../../domain/withTimeout.ts";
import type { Store } from "../../store/db/database.ts";
import { StoreTimeoutError } from "../../store/db/storeFaults.ts";
import { storeAdvice } from "../errors/storeErrors.ts";

/** In milliseconds. Load balancers do not wait longer for a health check either. */
const TIMEOUT = 2000;

/**
 * Whether the service is ready for requests. It is not ready if the database is not responding, if its file is gone, or if the
 * service is stopping.
 */
export async function ready(store: Store, log: Logger, isStopping: boolean): Promise<Response> {
  if (isStopping) return Response.json({ ready: false, reason: "The service is stopping." }, { status: 503 });
  try {
    store.checkFile();
    await withTimeout(store.db.selectFrom("write").select("number").limit(1).execute(), TIMEOUT, () => {
      throw new StoreTimeoutError(TIMEOUT);
    });
    return Response.json({ ready: true });
  } catch (err) {
    log.error({ err, advice: storeAdvice(err) }, "The database is not responding.");
    return Response.json({ ready: false, reason: "The database is not responding." }, { status: 503 });
  }
}
