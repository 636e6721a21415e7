import type { Connection, PageVariables } from "../connection.ts";
import { operationName } from "../document.ts";
import type { Methods, WritingMethods } from "../generated/methods.ts";
import { operations } from "../generated/operations.ts";
import type { ClientSettings } from "../request.ts";
import type { Subscription } from "../subscription.ts";
import { createWritingClient, type WritingClient } from "../writing.ts";
import { answerOf, Failure, failing, failureOf } from "./failure.ts";
import { pageOf } from "./page.ts";
import { streamOf } from "./stream.ts";

type Variables = PageVariables & { readonly since?: number };

/** An answer: as it is, a failure in its place, or a function of the variables that gives or throws either. */
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
 * What a mock client answers, by method: a value; all nodes of a list, which it pages; all events of a subscription, which it
 * streams. A failure among the events happens once. An own document's answer is its whole data, under the operation's name.
 */
export type Answers = { readonly [Name in keyof AllMethods]?: AnswerTo<AllMethods[Name]> };

type AllMethods = Methods & WritingMethods;

/** The answers to documents of your own, by the names of their operations. */
export type OwnAnswers = Readonly<Record<string, Answer<unknown, never>>>;

export interface MockClient extends WritingClient {
  /** Every request so far: its operation and variables, pages and repetitions each by itself. */
  readonly calls: readonly MockCall[];
}

export interface MockCall {
  readonly operation: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/**
 * A client without a service, for the tests of your app. It is the real client, with its paging, repetitions, aborts and
 * streams; only the answers are yours.
 * @param own the answers to documents of your own
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
    // Where it has no name, it goes by its field's.
    const operation = operationName(query) ?? /\{\s*(\w+)/.exec(query)?.[1] ?? "";
    calls.push({ operation, variables: { ...variables } });
    try {
      if (!Object.hasOwn(all, operation)) throw notThere(operation);
      const answer = all[operation];
      const given: unknown = await (typeof answer === "function" ? answer(variables) : answer);
      if (given instanceof Failure) throw given;
      const field = Object.hasOwn(own, operation) ? null : operation;
      if (new Headers(headers).get("accept") === "text/event-stream")
        return streamOf(given as Iterable<unknown>, variables, { field, met, signal });
      if (field === null) return Response.json({ data: given });
      const isList = operations.some((of) => of.field === field && of.document.includes("$after:"));
      return Response.json({ data: { [field]: isList ? pageOf(given as unknown[], variables) : given } });
    } catch (error) {
      return answerOf(failureOf(error));
    }
  };
  return { ...createWritingClient({ url: "http://mock.invalid/graphql", fetch, ...settings }), calls };
}

const notThere = (operation: string): Failure =>
  failing({
    code: "NO_ANSWER",
    message: `The mock client has no answer to “${operation}”: give createMockClient one under that name, or under \`own\` for a document of your own.`,
  });
