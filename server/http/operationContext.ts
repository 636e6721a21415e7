import { createContext } from "../schema/builder/context.ts";
import type { AppServices } from "./appServices.ts";
import { createCostMeter } from "./limits/costMeter.ts";
import { stateOf } from "./request/requestState.ts";

/** Makes the context of an operation, with the meter of its cost. */
export const createOperationContext =
  ({ store, limits, publicUrl, changePoller, apiCorpusTitle, caches }: AppServices) =>
  (request: Request) => {
    const work = createCostMeter(limits, request.signal);
    const { caller } = stateOf(request);
    const shared = { publicUrl, changePoller, apiCorpusTitle, caller, signal: work.signal, work, caches };
    return Object.assign(createContext(store, shared), { work, request });
  };
