import { createContext, type Extract } from "../schema/builder/context.ts";
import type { AppServices } from "./appServices.ts";
import { createCostMeter } from "./limits/costMeter.ts";
import { clientNameOf, stateOf } from "./request/requestState.ts";

/** Makes the context of an operation, with the meter of its cost. */
export const createOperationContext =
  ({ store, limits, publicUrl, changePoller, apiCorpusTitle, caches, pool }: AppServices) =>
  (request: Request) => {
    const work = createCostMeter(limits, request.signal);
    const { caller } = stateOf(request);
    const shared = { publicUrl, changePoller, apiCorpusTitle, caller, signal: work.signal, work, caches };
    const context = Object.assign(createContext(store, shared), { work, request });
    if (!pool) return context;
    const extract: Extract = (text) => pool.run(text, clientNameOf(request), work.signal, () => work.pause());
    return Object.assign(context, { extract });
  };
