import type { IncomingMessage, ServerResponse } from "node:http";
import { GraphQLError } from "graphql";
import { LRUCache } from "lru-cache";
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
  /** The same as JSON text. */
  readonly variablesText: string;
  readonly cost: Cost;
}

/** How a query ended, and what it cost. */
interface Outcome {
  readonly answer: Answer | "failed" | "needs a worker" | "stopped";
  /** Why it was stopped. */
  readonly reason?: unknown;
  readonly spent: number;
  /** The part of the estimate that was needed. */
  readonly used: number;
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

  function costOfKnown({ document, operation, costs }: KnownOperation, variables: Variables, text: string): Cost {
    const large = isLarge();
    const key = `${large} ${text}`;
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
    const variablesText = JSON.stringify(given);
    const cost = costOfKnown(known, given, variablesText);
    checkLimit(limits, "cost", cost.total);
    return { known, operationName: operationName ?? null, variables: given, variablesText, cost };
  }

  /** Executes a query, or takes its answer from the cache. */
  async function answerTo(request: Request, prepared: Prepared): Promise<Outcome> {
    const { known, operationName, variablesText, cost } = prepared;
    const event = recorder.addOperation(request, known.operation);
    const startedAt = performance.now();
    const { caller } = stateOf(request);
    const question = {
      query: known.query,
      operationName,
      variables: variablesText,
      caller,
      isSubgraph: false,
      event: null,
    };
    const key = answerCache && (await answerCache.keyOf(question, cost));
    const kept = key === null ? undefined : answerCache?.get(key);
    const outcome = kept
      ? { answer: kept, spent: cost.total, used: Math.min(cost.alone, cost.total) }
      : await executeKnown(request, prepared);
    if (key !== null && !kept && outcome.answer instanceof Answer) answerCache?.set(key, outcome.answer);
    if (event) {
      event.milliseconds = performance.now() - startedAt;
      event.cost = outcome.spent;
    }
    return outcome;
  }

  async function executeKnown(
    request: Request,
    { known: { document }, operationName, variables, cost }: Prepared,
  ): Promise<Outcome> {
    const contextValue = operationContext(request);
    const { work } = contextValue;
    work.begin(cost);
    try {
      return { answer: await result(), spent: work.spent, used: work.used };
    } catch (error) {
      if (!work.signal.aborted) throw error;
      return { answer: "stopped", reason: work.signal.reason, spent: work.spent, used: work.used };
    } finally {
      work.end();
    }

    async function result(): Promise<Outcome["answer"]> {
      if (services.pool && mayTakeLong(cost, isLarge())) return "needs a worker";
      const args = { schema, document, operationName, variableValues: variables, contextValue, signal: work.signal };
      const found = await executionQueue.run(request, work, () => execute(args));
      work.signal.throwIfAborted();
      return found.errors ? "failed" : new Answer(jsonOf(found));
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
    if (reason instanceof LimitError)
      sendRefusal(request, response, { ...common, "cache-control": "no-store" }, reason);
    else recorder.finish(request, request.method, CLIENT_CLOSED_REQUEST, true);
  }

  function sendRefusal(request: Request, response: ServerResponse, common: Headers, reason: LimitError): void {
    reportErrors(request, [reason]);
    const { status, headers, body } = httpError(reason);
    response
      .writeHead(status, {
        ...common,
        ...headers,
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
    if (response.destroyed) {
      sendStopped(request, response, headers, null);
      return true;
    }
    clients.chargeCost(request, cost.total);
    let outcome: Outcome;
    try {
      outcome = await answerTo(request, prepared);
    } catch (error) {
      clients.refundCost(request, cost.total);
      throw error;
    }
    const { answer, spent, used } = outcome;
    if (answer === "failed" || answer === "needs a worker") {
      // The full way charges the cost again.
      clients.refundCost(request, cost.total);
      if (answer === "failed") learned.operations.delete(nameOf(known.query, operationName));
      return false;
    }
    clients.refundCost(request, cost.total - used);
    stateOf(request).cost = Math.max(cost.total, spent);
    if (answer === "stopped") sendStopped(request, response, headers, outcome.reason);
    else await send(request, response, headers, answer);
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
      try {
        release = clients.countRequest(request, { req: incoming });
      } catch (error) {
        if (!(error instanceof LimitError)) throw error;
        // Refusals must be cheap, since a client that floods the service gets mostly refusals.
        const { "cache-control": _ofAnswers, ...others } = headers;
        sendRefusal(request, response, others, error);
        return true;
      }
      isAnswered = await runForRequest(request, () => answerCounted(request, response, headers, prepared));
    } catch (error) {
      if (response.headersSent) {
        log.error({ requestId: stateOf(request).requestId, err: error }, "A response could not be completed.");
        response.destroy();
        return true;
      }
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
  if (method === "GET") return knownQueryParams(url);
  const length = shortLength(incoming);
  const body = length === null ? null : await readAhead(incoming, length);
  return body && asParams(JSON.parse(body.toString()));
}

/** The parameters of recent URLs. Longer ones would fill the memory. */
const recentParams = new LRUCache<string, Params>({ max: 200 });
const LONGEST_RECENT = 4000;

function knownQueryParams(url: string): Params | null {
  const known = recentParams.get(url);
  if (known) return known;
  const params = queryParams(url);
  if (params && url.length <= LONGEST_RECENT) recentParams.set(url, params);
  return params;
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
