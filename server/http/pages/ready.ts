import type { Logger } from "pino";
import type { Store } from "../../store/db/database.ts";
import { StoreTimeoutError } from "../../store/db/storeFaults.ts";
import { storeAdvice } from "../errors/storeErrors.ts";

/** How long the database has to answer, in milliseconds: whoever asks whether it does waits no longer either. */
const READY_IN = 2000;

/** Whether requests may be sent here: not while the database does not answer, nor once the service is told to stop. */
export async function ready(store: Store, log: Logger, isStopping: boolean): Promise<Response> {
  if (isStopping) return Response.json({ ready: false, reason: "The service is stopping." }, { status: 503 });
  const { promise: late, reject } = Promise.withResolvers<never>();
  const clock = setTimeout(() => reject(new StoreTimeoutError(READY_IN)), READY_IN);
  try {
    await Promise.race([store.db.selectFrom("write").select("number").limit(1).execute(), late]);
    return Response.json({ ready: true });
  } catch (err) {
    log.error({ err, advice: storeAdvice(err) }, "The database does not answer.");
    return Response.json({ ready: false, reason: "The database does not answer." }, { status: 503 });
  } finally {
    clearTimeout(clock);
  }
}
