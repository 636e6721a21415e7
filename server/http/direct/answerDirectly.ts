import type { IncomingMessage, ServerResponse } from "node:http";
import { GraphQLError } from "graphql";
import { jsonOf } from "../../execution/jsonResult.ts";
import { isNotModified } from "../../publish/etag.ts";
import { execute } from "../../schema/execute.ts";
import { schema } from "../../schema/schema.ts";
import type { AppServices } from "../appServices.ts";
import { httpError } from "../errors/errorResponse.ts";
import { Answer } from "../graphql/answerCache.ts";
import { encodeBody, encodingFor } from "../graphql/useCompression.ts";
import { type Cost, costOf, mayTakeLong } from "../limits/cost.ts";
import { checkLimit, LimitError } from "../limits/limitError.ts";
import type { Operation } from "../limits/operation.ts";
import { checkNesting } from "../limits/values.ts";
import { createOperationContext } from "../operationContext.ts";
import { runForRequest } from "../request/currentRequest.ts";
import { stateOf } from "../request/requestState.ts";
import { directRequest } from "./directRequest.ts";
import { type KnownOperation, nameOf } from "./learned.ts";
import { readAhead, shortLength } from "./readAhead.ts";
import { shapeOf } from "./requestShape.ts";

/** The status that proxies log for a client that left before it had the response. It is not sent. */
const CLIENT_CLOSED_REQUEST = 499;

type Variables = Readonly<Record<string, unknown>>;
type Headers = Readonly<Record<string, string>>;

/** The parameters of a GraphQL request. */
interface Params {
  readonly query?: unknown;
  readonly operationName?: unknown;
  readonly variables?: unknown;
  readonly extensions?: unknown;
}

/** A query that is known and within its limits. */
interface Prepared {
  readonly known: KnownOperation;
  readonly operationName: string | null;
  readonly variables: Variables;
  readonly cost: Cost;
}

/**
 * Answers requests of a known shape for known queries without the full way through Yoga: authentication, limits, costs, log
 * and metrics are the same, but nothing is parsed, validated or negotiated again. If the query is not known, or if there is a
 * problem, the request takes the full way, which reports the problem.
 * @returns a function that answers a request, or returns false if the request needs the full way
 */
export function createDirectAnswers(services: AppServices) {
  const { learned, limits, isLarge, clients, authenticator, recorder, answerCache, executionQueue } = services;
  const { log, reportErrors } = services;
  const operationContext = createOperationContext(services);
  // Spans are made around the steps of the full way.
  const isOff = services.tracing !== null;

  function costOfKnown({ document, operation, costs }: KnownOperation, variables: Variables): Cost {
    const large = isLarge();
    const key = `${large} ${JSON.stringify(variables)}`;
    const cost = costs.get(key) ?? costOf(schema, document, operation, variables, { limits, isLarge: large });
    // Long texts would fill the memory.
    if (key.length <= 1000) costs.set(key, cost);
    return cost;
  }

  /** Null if the query is not known. @throws LimitError */
  function prepare({ query, operationName, variables, extensions }: Params): Prepared | null {
    if (operationName != null && typeof operationName !== "string") return null;
    const text = textOf(query, extensions);
    const known = text === null ? undefined : learned.operations.get(nameOf(text, operationName));
    if (!known || (variables != null && (typeof variables !== "object" || Array.isArray(variables)))) return null;
    checkNesting(variables, limits);
    const given = (variables ?? {}) as Variables;
    const cost = costOfKnown(known, given);
    checkLimit(limits, "cost", cost.total);
    return { known, operationName: operationName ?? null, variables: given, cost };
  }

  /** Executes a query, or takes its answer from the cache. */
  async function answerTo(
    request: Request,
    { known, operationName, variables, cost }: Prepared,
    contextValue: ReturnType<typeof operationContext>,
  ): Promise<Answer | "failed" | "needs a worker"> {
    const { work } = contextValue;
    const args = { schema, document: known.document, operationName, variableValues: variables, contextValue };
    const operation = args as unknown as Operation;
    const event = recorder.addOperation(operation);
    const startedAt = performance.now();
    try {
      const key = answerCache && (await answerCache.keyOf(operation, known.query));
      const kept = key === null ? undefined : answerCache?.get(key);
      if (kept) return kept;
      if (services.pool && mayTakeLong(cost, isLarge())) return "needs a worker";
      const result = await executionQueue.run(request, work, () => execute({ ...args, signal: work.signal }));
      if (result.errors) return "failed";
      const answer = new Answer(jsonOf(result));
      if (key !== null) answerCache?.set(key, answer);
      return answer;
    } finally {
      if (event) {
        event.milliseconds = performance.now() - startedAt;
        event.cost = work.spent;
      }
    }
  }

  async function send(request: Request, response: ServerResponse, common: Headers, answer: Answer): Promise<void> {
    const { requestId, cost } = stateOf(request);
    const headers: Record<string, string | number> = {
      ...common,
      "x-cost": `${Math.ceil(cost ?? 0)}; limit=${limits.cost}`,
      "x-request-id": requestId,
    };
    if (request.method === "GET") {
      headers.etag = answer.etag;
      if (isNotModified(request, answer.etag)) {
        delete headers["content-type"];
        response.writeHead(304, headers).end();
        return recorder.finish(request, request.method, 304, true);
      }
    }
    let body = answer.sent;
    const encoding = encodingFor(request, body.length);
    if (encoding !== null) {
      body = answer.encoded.get(encoding) ?? (await encodeBody(answer.body, encoding));
      answer.encoded.set(encoding, body);
      headers["content-encoding"] = encoding;
    }
    headers["content-length"] = Buffer.byteLength(body);
    response.writeHead(200, headers).end(body);
    recorder.finish(request, request.method, 200, true);
  }

  /** The query was stopped: its time or its cost was up, or the client has left. It is not executed again. */
  function sendStopped(request: Request, response: ServerResponse, common: Headers, reason: unknown): void {
    if (!(reason instanceof LimitError)) {
      recorder.finish(request, request.method, CLIENT_CLOSED_REQUEST, true);
      return;
    }
    reportErrors(request, [reason]);
    const { status, headers, body } = httpError(reason);
    response
      .writeHead(status, {
        ...common,
        ...headers,
        "cache-control": "no-store",
        "content-length": Buffer.byteLength(body),
        "x-request-id": stateOf(request).requestId,
      })
      .end(body);
    recorder.finish(request, request.method, status, true);
  }

  /** @returns false if the full way must answer */
  async function answerCounted(
    request: Request,
    response: ServerResponse,
    headers: Headers,
    prepared: Prepared,
  ): Promise<boolean> {
    const { cost, known, operationName } = prepared;
    await clients.waitForTurn(request);
    clients.chargeCost(request, cost.total);
    const context = operationContext(request);
    const { work } = context;
    work.begin(cost);
    let answer: Awaited<ReturnType<typeof answerTo>> = "failed";
    try {
      answer = await answerTo(request, prepared, context);
    } catch (error) {
      if (!work.signal.aborted) {
        clients.refundCost(request, cost.total);
        throw error;
      }
    } finally {
      work.end();
    }
    if (!(answer instanceof Answer) && !work.signal.aborted) {
      // The full way charges the cost again.
      clients.refundCost(request, cost.total);
      if (answer === "failed") learned.operations.delete(nameOf(known.query, operationName));
      return false;
    }
    clients.refundCost(request, cost.total - work.used);
    stateOf(request).cost = Math.max(cost.total, work.spent);
    if (answer instanceof Answer) await send(request, response, headers, answer);
    else sendStopped(request, response, headers, work.signal.reason);
    return true;
  }

  return async (incoming: IncomingMessage, response: ServerResponse): Promise<boolean> => {
    if (isOff) return false;
    const request = directRequest(incoming, response);
    const shape = shapeOf(request);
    const headers = shape === null ? undefined : learned.headers.get(shape);
    if (!headers) return false;
    let release: (() => void) | null = null;
    let isAnswered = false;
    try {
      const params = await paramsOf(incoming, request);
      const prepared = params && prepare(params);
      if (!prepared) return false;
      recorder.start(request);
      await authenticator.authenticate(request);
      release = clients.countRequest(request, { req: incoming });
      isAnswered = await runForRequest(request, () => answerCounted(request, response, headers, prepared));
    } catch (error) {
      if (response.headersSent) throw error;
      // The full way meets the same problem, and reports it. A fault of the short way itself would not show otherwise.
      if (!(error instanceof GraphQLError || error instanceof SyntaxError))
        log.warn({ requestId: stateOf(request).requestId, err: error }, "The short way of a request failed.");
    } finally {
      release?.();
    }
    // The full way counts the request again.
    if (release && !isAnswered) clients.uncountRequest(request);
    return isAnswered;
  };
}

/** The text of a query, or the name of its hash. Null if the request has neither, or asks for anything else. */
function textOf(query: unknown, extensions: unknown): string | null {
  if (extensions == null) return typeof query === "string" ? query : null;
  const { persistedQuery, ...others } = extensions as { persistedQuery?: { version?: unknown; sha256Hash?: unknown } };
  const { version, sha256Hash } = persistedQuery ?? {};
  if (Object.keys(others).length > 0 || query != null || version !== 1 || typeof sha256Hash !== "string") return null;
  return `sha256:${sha256Hash}`;
}

/** Null if the request has no valid parameters, is a batch, or is too long to read ahead. */
async function paramsOf(incoming: IncomingMessage, { method, url }: Request): Promise<Params | null> {
  if (method === "GET") return queryParams(url);
  const length = shortLength(incoming);
  const body = length === null ? null : await readAhead(incoming, length);
  return body && asParams(JSON.parse(body.toString()));
}

const PARAMS = ["query", "operationName", "variables", "extensions"];

function queryParams(url: string): Params | null {
  const { searchParams } = new URL(url);
  // Each parameter once, and no others.
  if ([...searchParams.keys()].some((name, at, all) => !PARAMS.includes(name) || all.indexOf(name) !== at)) return null;
  const json = (name: string) => JSON.parse(searchParams.get(name) || "null");
  return {
    query: searchParams.get("query"),
    operationName: searchParams.get("operationName"),
    variables: json("variables"),
    extensions: json("extensions"),
  };
}

const asParams = (body: unknown): Params | null =>
  typeof body === "object" && body !== null && !Array.isArray(body) ? body : null;
