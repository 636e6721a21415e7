import { AsyncLocalStorage } from "node:async_hooks";

const current = new AsyncLocalStorage<Request>();

/** The request for which the current code runs; undefined if the code runs for no request, for example at startup. */
export const currentRequest = (): Request | undefined => current.getStore();

export const runForRequest = <Result>(request: Request, work: () => Result): Result => current.run(request, work);
