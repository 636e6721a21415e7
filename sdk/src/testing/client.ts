import type { Connection, PageVariables } from "../connection.ts";
import { operationName } from "../document.ts";
import type { Methods, WritingMethods } from "../generated/methods.ts";
import { operations } from "../generated/operations.ts";
import type { ClientSettings } from "../request.ts";
import type { Subscription } from "../subscription.ts";
import { createWritingClient, type WritingClient } from "../writing.ts";
import { errorResponse, Failure, failing, toFailure } from "./failure.ts";
import { pageOfList } from "./page.ts";
import { eventStream } from "./stream.ts";

type Variables = PageVariables & { readonly since?: number };

/** A value, a failure, or a function of the variables that returns either or throws a failure. */
export type Answer<Value, Variables> =
  | Value
  | Failure
  | ((variables: Variables) => Value | Failure | Promise<Value | Failure>);

type AnswerTo<Method> = Method extends (...args: infer Args) => infer Given
  ? Answer<
      Given extends Connection<infer Node>
        ? readonly Node[]
        : Given extends Subscription<infer Event>
          ? Iterable<Event | Failure> | AsyncIterable<Event | Failure>
          : Awaited<Given>,
      NonNullable<Args[0]>
    >
  : never;

/**
 * The answers of a mock client, by method. For a list, give all nodes; the client pages through them. For a subscription,
 * give all events; a failure among them happens once, so that you can test reconnecting.
 */
export type Answers = { readonly [Name in keyof AllMethods]?: AnswerTo<AllMethods[Name]> };

type AllMethods = Methods & WritingMethods;

/** The answers to your own documents, by operation name. Each answer is the whole `data`. */
export type OwnAnswers = Readonly<Record<string, Answer<unknown, never>>>;

/** A client with the answers that you gave it. */
export interface MockClient extends WritingClient {
  /** Every request so far. Each page and each retry is a separate request. */
  readonly calls: readonly MockCall[];
}

/** One request to a mock client. */
export interface MockCall {
  readonly operation: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/**
 * Creates a client without a service, for tests. Paging, retries, aborts and streams work as in the real client. A method
 * without an answer rejects with the code `NO_ANSWER`.
 * @param own the answers to your own documents
 * @example
 * const client = createMockClient({ event: anEvent({ title: "A meeting" }), articles: [anArticle(), anArticle()] });
 */
export function createMockClient(
  answers: Answers = {},
  { own = {}, ...settings }: Partial<ClientSettings> & { readonly own?: OwnAnswers } = {},
): MockClient {
  const calls: MockCall[] = [];
  const all: Readonly<Record<string, unknown>> = { changePosition: 0, ...own, ...answers };
  const met = new WeakSet<Failure>();
  const fetch = async (_url: string, { body, headers, signal }: RequestInit): Promise<Response> => {
    const { query, variables = {} } = JSON.parse(String(body)) as { query: string; variables?: Variables };
    // An operation without a name is identified by its root field.
    const operation = operationName(query) ?? /\{\s*(\w+)/.exec(query)?.[1] ?? "";
    calls.push({ operation, variables: { ...variables } });
    try {
      if (!Object.hasOwn(all, operation)) throw noAnswerFor(operation);
      const answer = all[operation];
      const given: unknown = await (typeof answer === "function" ? answer(variables) : answer);
      if (given instanceof Failure) throw given;
      const field = Object.hasOwn(own, operation) ? null : operation;
      if (new Headers(headers).get("accept") === "text/event-stream")
        return eventStream(given as Iterable<unknown>, variables, { field, met, signal });
      if (field === null) return Response.json({ data: given });
      const isList = operations.some((of) => of.field === field && of.document.includes("$after:"));
      return Response.json({ data: { [field]: isList ? pageOfList(given as unknown[], variables) : given } });
    } catch (error) {
      return errorResponse(toFailure(error));
    }
  };
  return { ...createWritingClient({ url: "http://mock.invalid/graphql", fetch, ...settings }), calls };
}

const noAnswerFor = (operation: string): Failure =>
  failing({
    code: "NO_ANSWER",
    message: `The mock client has no answer for “${operation}”. Pass createMockClient one under that name, or in \`own\` for your own document.`,
  });
