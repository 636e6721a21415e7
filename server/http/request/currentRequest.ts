import { AsyncLocalStorage } from "node:async_hooks";

const current = new AsyncLocalStorage<Request>();

/** The request for which code is running; undefined if it runs for none, for example at the start. */
export const currentRequest = (): Request | undefined => current.getStore();

export const runForRequest = <Result>(request: Request, work: () => Result): Result => current.run(request, work);
