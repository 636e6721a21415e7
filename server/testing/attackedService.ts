import { afterAll, beforeAll, expect } from "vitest";
import { createKey } from "../store/auth/apiKeys.ts";
import { type ServiceWithStore, shippedService } from "./service.ts";

/** Tools for tests that attack the shipped service with one client while another sends ordinary requests. */

export const times = (count: number, part: (at: number) => string): string =>
  Array.from({ length: count }, (_, at) => part(at)).join(" ");

export const CONTROL = { query: "{ casualtyReports(first: 20) { nodes { slug count { label } } } }" };

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly data: unknown;
  readonly errors: readonly { message: string; extensions: { code: string; limit?: string } }[];
}

export async function answerOf(response: Response): Promise<Answer> {
  const { status, headers } = response;
  const text = await response.text();
  const isJson = /json/.test(headers.get("content-type") ?? "");
  const { data = null, errors = [] } = isJson ? JSON.parse(text) : {};
  return { status, headers, text, data, errors };
}

export interface AttackedService extends ServiceWithStore {
  /** Sends something to a path and checks that another client is still served and that the service does not fail. */
  asks(path: string, init?: RequestInit): Promise<Answer>;
  /** Sends an operation or a raw body. */
  sends(body: object | string, headers?: Record<string, string>): Promise<Answer>;
  /** Checks that another client is still served. */
  serves(): Promise<void>;
}

/** A service for the tests of a file. Settings can shorten slow tests. */
export function attackedService(...settings: Parameters<typeof shippedService>): () => AttackedService {
  let service: AttackedService;
  beforeAll(async () => {
    const shipped = await shippedService(...settings);
    const key = await createKey(shipped.store, { name: "another", scopes: [], now: Date.now() });
    const serves = async () => {
      const answer = await answerOf(await shipped.post(CONTROL, { authorization: `Bearer ${key.token}` }));
      expect([answer.status, answer.errors]).toEqual([200, []]);
    };
    const asks = async (path: string, init: RequestInit = {}) => {
      const [answer] = await Promise.all([
        fetch(shipped.url + path, { redirect: "manual", ...init }).then(answerOf),
        serves(),
      ]);
      expect(answer.status).toBeLessThan(500);
      expect(answer.text).not.toContain('"INTERNAL_SERVER_ERROR"');
      expect(shipped.failures).toEqual([]);
      return answer;
    };
    const sends = (body: object | string, headers: Record<string, string> = {}) =>
      asks("/graphql", {
        method: "POST",
        headers: { "content-type": "application/json", ...headers },
        body: typeof body === "string" ? body : JSON.stringify(body),
      });
    service = { ...shipped, asks, sends, serves };
  }, 60_000);
  afterAll(() => service[Symbol.asyncDispose]());
  return () => service;
}
