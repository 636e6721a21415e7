import {
  type Context,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  type TextMapGetter,
  type Tracer,
  trace,
} from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { W3CTraceContextPropagator } from "@opentelemetry/core";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { defaultResource, resourceFromAttributes } from "@opentelemetry/resources";
import { BatchSpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";
import type { TraceSettings } from "../../config/traces.ts";
import { withTimeout } from "../../domain/withTimeout.ts";
import type { StatementWatcher } from "../watch/statements.ts";
import { samplerOf } from "./samplers.ts";

/** Nested spans around work. */
export interface Tracing extends AsyncDisposable {
  /** A span around all work for a request, below the caller's span if the request names one. */
  request<Result>(request: Request, name: string, work: (span: Span) => Result): Result;
  /** A span around one step of a request. */
  step<Result>(name: string, work: () => Result): Result;
  /** Adds a span for an SQL statement, below the step that executed the statement. */
  readonly onStatement: StatementWatcher;
}

/** In milliseconds: how long an unresponsive collector may delay the service's shutdown. */
const EXPORT_TIMEOUT = 2000;

const propagator = new W3CTraceContextPropagator();
const HEADERS: TextMapGetter<Headers> = {
  get: (headers, name) => headers.get(name) ?? undefined,
  keys: (headers) => [...headers.keys()],
};

/** Sends spans to a collector in the background. If the collector is not reachable, spans are dropped; no request waits. */
export function startTracing(settings: TraceSettings, version: string): Tracing {
  const exporter = new OTLPTraceExporter({ url: settings.url, timeoutMillis: EXPORT_TIMEOUT });
  const provider = new TracerProvider({
    resource: defaultResource().merge(
      resourceFromAttributes({ "service.name": settings.serviceName, "service.version": version }),
    ),
    sampler: samplerOf(settings.sampler),
    spanLimits: { attributeValueLengthLimit: 2000 },
    spanProcessors: [
      new BatchSpanProcessor({ exporter, scheduledDelayMillis: settings.delay, exportTimeoutMillis: EXPORT_TIMEOUT }),
    ],
  });
  const tracer = provider.getTracer("conflict-graph", version);
  const contexts = new AsyncLocalStorageContextManager();
  return {
    request(request, name, work) {
      const parent = propagator.extract(ROOT_CONTEXT, request.headers, HEADERS);
      return withSpan(tracer, contexts, parent, name, SpanKind.SERVER, work);
    },
    step: (name, work) => withSpan(tracer, contexts, contexts.active(), name, SpanKind.INTERNAL, work),
    onStatement({ sql, milliseconds, endedAt }) {
      const parent = contexts.active();
      // Work without a request, such as polling the change log, would make a separate trace each time.
      if (parent === ROOT_CONTEXT) return;
      const attributes = { "db.system.name": settings.database, "db.query.text": sql };
      const startTime = endedAt - milliseconds;
      tracer.startSpan(`SQL ${verbOf(sql)}`, { kind: SpanKind.CLIENT, startTime, attributes }, parent).end(endedAt);
    },
    async [Symbol.asyncDispose]() {
      // Spans that the collector does not accept are lost, as they are while the service runs.
      await withTimeout(provider.shutdown(), EXPORT_TIMEOUT + 500, () => {}).catch(() => {});
    },
  };
}

/** Runs the work in a span. The span ends with the work, and is marked if the work fails. */
function withSpan<Result>(
  tracer: Tracer,
  contexts: AsyncLocalStorageContextManager,
  parent: Context,
  name: string,
  kind: SpanKind,
  work: (span: Span) => Result,
): Result {
  const span = tracer.startSpan(name, { kind }, parent);
  const failed = (error: unknown): never => {
    span.setStatus({ code: SpanStatusCode.ERROR }).end();
    throw error;
  };
  return contexts.with(trace.setSpan(parent, span), () => {
    try {
      const result = work(span);
      if (result instanceof Promise)
        return result.then((value) => {
          span.end();
          return value;
        }, failed) as Result;
      span.end();
      return result;
    } catch (error) {
      return failed(error);
    }
  });
}

const verbOf = (sql: string): string => /^\s*(\w+)/.exec(sql)?.[1]?.toLowerCase() ?? "";
