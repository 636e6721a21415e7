import { type Client, createClient } from "../client.ts";
import type { Connection, PageVariables } from "../connection.ts";
import type { Methods } from "../generated/methods.ts";
import { operations } from "../generated/operations.ts";
import type { ClientSettings } from "../request.ts";
import type { Subscription } from "../subscription.ts";
import { answerOf, Failure, failing } from "./failure.ts";
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
          ? Iterable<Event> | AsyncIterable<Event>
          : Awaited<Given>,
      NonNullable<Args[0]>
    >
  : never;

/**
 * What a mock client answers, by method: a value; all nodes of a list, which it pages; all events of a subscription, which it
 * streams. An own document's answer is its whole data, under the operation's name.
 */
export type Answers = { readonly [Name in keyof Methods]?: AnswerTo<Methods[Name]> };

/** The answers to documents of your own, by the names of their operations. */
export type OwnAnswers = Readonly<Record<string, Answer<unknown, never>>>;

export interface MockClient extends Client {
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
  const fetch = async (_url: string, { body, signal }: RequestInit): Promise<Response> => {
    const { query, variables = {} } = JSON.parse(String(body)) as { query: string; variables?: Variables };
    const operation = /\w+/.exec(query.replace(/^\s*(query|mutation|subscription)\b/, ""))?.[0] ?? "";
    calls.push({ operation, variables: { ...variables } });
    try {
      if (!Object.hasOwn(all, operation)) throw notThere(operation);
      const answer = all[operation];
      const given: unknown = await (typeof answer === "function" ? answer(variables) : answer);
      if (given instanceof Failure) throw given;
      const isOwn = Object.hasOwn(own, operation);
      if (/^\s*subscription\b/.test(query))
        return streamOf(given as Iterable<unknown>, variables, signal, isOwn ? null : operation);
      if (isOwn) return Response.json({ data: given });
      const isList = operations.some(({ field, document }) => field === operation && document.includes("$after:"));
      return Response.json({ data: { [operation]: isList ? pageOf(given as unknown[], variables) : given } });
    } catch (error) {
      if (error instanceof Failure) return answerOf(error);
      throw error;
    }
  };
  return { ...createClient({ url: "http://mock.invalid/graphql", fetch, ...settings }), calls };
}

const notThere = (operation: string): Failure =>
  failing({
    code: "NO_ANSWER",
    message: `The mock client has no answer to “${operation}”: give createMockClient one under that name, or under \`own\` for a document of your own.`,
  });
