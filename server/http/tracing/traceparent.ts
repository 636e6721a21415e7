import { type Context, createTraceState, ROOT_CONTEXT, trace } from "@opentelemetry/api";

/** What W3C's Trace Context says of the caller's span; the root where there is none, or none that can be read. */
export function parentOf(headers: Headers): Context {
  const [, version, traceId = "", spanId = "", flags = ""] =
    /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(?:-|$)/.exec(headers.get("traceparent") ?? "") ?? [];
  const state = headers.get("tracestate");
  const context = {
    traceId,
    spanId,
    traceFlags: Number.parseInt(flags, 16) & 1,
    isRemote: true,
    ...(state && { traceState: createTraceState(state) }),
  };
  return traceId === "" || version === "ff" ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, context);
}
