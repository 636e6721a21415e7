import { createSchema, createYoga, type Plugin } from "graphql-yoga";
import pino from "pino";
import { expect, it } from "vitest";
import { guardHooks } from "./guardHooks.ts";
import { createErrorReporter } from "./reportErrors.ts";
import { requestError } from "./requestError.ts";

const schema = createSchema({ typeDefs: "type Query { a: Int }" });

it.each<[when: string, plugin: Plugin]>([
  ["before GraphQL", { onRequest: () => Promise.reject(new Error("an internal detail")) }],
  [
    "before GraphQL, at once",
    {
      onRequest() {
        throw new Error("an internal detail");
      },
    },
  ],
  ["after GraphQL", { onResponse: () => Promise.reject(new Error("an internal detail")) }],
])("An unexpected error of a step %s is logged, and the response does not contain it", async (_when, plugin) => {
  const lines: string[] = [];
  const report = createErrorReporter(pino({ level: "error" }, { write: (line: string) => lines.push(line) }));
  const yoga = createYoga({ schema, plugins: guardHooks([plugin], report) });
  const response = await yoga.fetch("http://localhost/graphql?query={a}", { headers: { "x-request-id": "find-me" } });
  const text = await response.text();
  expect([response.status, JSON.parse(text).errors[0].extensions]).toEqual([
    500,
    { code: "INTERNAL_SERVER_ERROR", requestId: "find-me" },
  ]);
  expect(text).not.toMatch(/an internal detail| at /);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain("an internal detail");
});

it("A deliberate error keeps its status, message and headers", async () => {
  const refusal = requestError("RATE_LIMITED", "Wait.", { status: 429, headers: { "retry-after": "1" } });
  const plugins = guardHooks(
    [{ onRequest: () => Promise.reject(refusal) }],
    createErrorReporter(pino({ level: "silent" })),
  );
  const response = await createYoga({ schema, plugins }).fetch("http://localhost/graphql?query={a}");
  expect([response.status, response.headers.get("retry-after"), await response.json()]).toEqual([
    429,
    "1",
    { errors: [{ message: "Wait.", extensions: { code: "RATE_LIMITED" } }] },
  ]);
});
