import { AsyncLocalStorage } from "node:async_hooks";

const current = new AsyncLocalStorage<Request>();
const listeners = new WeakMap<Request, (code: string) => void>();

/** The request on whose behalf something is done; undefined where it is nobody's, as of what is done at a start. */
export const currentRequest = (): Request | undefined => current.getStore();

export const onBehalfOf = <Result>(request: Request, work: () => Result): Result => current.run(request, work);

/** Tells whoever watches a request of an error that its answer holds, by the error's code. */
export const noteError = (request: Request, code: string): void => listeners.get(request)?.(code);

export const listenForErrors = (request: Request, listener: (code: string) => void): void => {
  listeners.set(request, listener);
};
