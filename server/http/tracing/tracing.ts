import {
  type Context,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { defaultResource, resourceFromAttributes } from "@opentelemetry/resources";
import { BatchSpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";
import type { TraceSettings } from "../../config/traces.ts";
import type { StatementWatcher } from "../watch/statements.ts";
import { samplerOf } from "./samplers.ts";
import { parentOf } from "./traceparent.ts";

/** Spans around work, the one inside the other. */
export interface Tracing extends AsyncDisposable {
  /** Around all that is done for a request, beneath the caller's span where the request names one. */
  request<Result>(request: Request, name: string, work: (span: Span) => Result): Result;
  /** Around a step of it. */
  step<Result>(name: string, work: () => Result): Result;
  /** Of a statement that was run, beneath the step that it was run for. */
  readonly onStatement: StatementWatcher;
}

/** How long a collector that does not answer may keep a stop waiting, in milliseconds. */
const LAST_WORDS = 2000;

/** Sends spans to a collector, in the background: where there is none, they are dropped, and nothing waits for it. */
export function startTracing(settings: TraceSettings, version: string): Tracing {
  const exporter = new OTLPTraceExporter({ url: settings.url, timeoutMillis: LAST_WORDS });
  const provider = new TracerProvider({
    resource: defaultResource().merge(
      resourceFromAttributes({ "service.name": settings.serviceName, "service.version": version }),
    ),
    sampler: samplerOf(settings.sampler),
    spanLimits: { attributeValueLengthLimit: 2000 },
    spanProcessors: [
      new BatchSpanProcessor({ exporter, scheduledDelayMillis: settings.delay, exportTimeoutMillis: LAST_WORDS }),
    ],
  });
  const tracer = provider.getTracer("conflict-graph", version);
  const contexts = new AsyncLocalStorageContextManager();
  return {
    request: (request, name, work) => within(tracer, contexts, parentOf(request.headers), name, SpanKind.SERVER, work),
    step: (name, work) => within(tracer, contexts, contexts.active(), name, SpanKind.INTERNAL, work),
    onStatement({ sql, milliseconds, endedAt }) {
      const parent = contexts.active();
      // What is done for nobody, such as looking at the change log, would be a trace of its own each time.
      if (parent === ROOT_CONTEXT) return;
      const attributes = { "db.system.name": settings.database, "db.query.text": sql };
      const startTime = endedAt - milliseconds;
      tracer.startSpan(`SQL ${verbOf(sql)}`, { kind: SpanKind.CLIENT, startTime, attributes }, parent).end(endedAt);
    },
    async [Symbol.asyncDispose]() {
      const { promise, resolve } = Promise.withResolvers<void>();
      const enough = setTimeout(resolve, LAST_WORDS + 500);
      // Spans that no collector takes are lost, as they would be while the service runs.
      await Promise.race([provider.shutdown().catch(() => {}), promise]);
      clearTimeout(enough);
    },
  };
}

/** Runs the work in a span, which ends when the work does, and says where it failed. */
function within<Result>(
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
