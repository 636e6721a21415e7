import type { Logger } from "pino";
import { shareFor } from "../../domain/shareFor.ts";
import { withTimeout } from "../../domain/withTimeout.ts";
import type { Store } from "../../store/db/database.ts";
import { StoreTimeoutError } from "../../store/db/storeFaults.ts";
import { storeAdvice } from "../errors/storeErrors.ts";
import type { Page } from "./usePages.ts";

/** In milliseconds. Load balancers do not wait longer for a health check either. */
const TIMEOUT = 2000;
/** In milliseconds: for how long one check of the database answers all who ask, since anybody may ask. */
const SHARED = 500;

/**
 * Whether the service is ready for requests. It is not ready if the database is not responding, if its file is gone, or if the
 * service is stopping.
 */
export function createReadiness(store: Store, log: Logger, isStopping: () => boolean): Page {
  const isResponding = shareFor(SHARED, async (): Promise<boolean> => {
    try {
      store.checkFile();
      await withTimeout(store.db.selectFrom("write").select("number").limit(1).execute(), TIMEOUT, () => {
        throw new StoreTimeoutError(TIMEOUT);
      });
      return true;
    } catch (err) {
      log.error({ err, advice: storeAdvice(err) }, "The database is not responding.");
      return false;
    }
  });
  return async () => {
    if (isStopping()) return notReady("The service is stopping.");
    return (await isResponding()) ? Response.json({ ready: true }) : notReady("The database is not responding.");
  };
}

const notReady = (reason: string): Response => Response.json({ ready: false, reason }, { status: 503 });
