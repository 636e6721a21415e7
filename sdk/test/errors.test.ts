import { readFileSync } from "node:fs";
import type { IncomingMessage, RequestListener } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ERROR_CODES } from "../../server/http/errors/errorCodes.ts";
import { type ClientSettings, ConflictGraphError, createClient, isConflictGraphError } from "../src/index.ts";
import { type SeedService, seedService } from "./seedService.ts";
import { failure, json, serverThat } from "./server.ts";

let service: SeedService;

beforeAll(async () => {
  service = await seedService();
});
afterAll(() => service[Symbol.asyncDispose]());

describe("a refused request rejects with an error that has", () => {
  test("the code, the argument, the operation, the status and the request's id", async () => {
    const error = await failure(service.client.casualtyReports({ after: "nonsense" }));
    expect(error).toBeInstanceOf(ConflictGraphError);
    expect(error).toMatchObject({
      code: "BAD_USER_INPUT",
      argument: "after",
      operation: "casualtyReports",
      status: 200,
      requestId: expect.stringMatching(/./),
    });
    expect((error as Error).message).toMatch(/^casualtyReports: after “nonsense” is not a cursor/);
  });

  test("the field of a filter", async () => {
    expect(await failure(service.client.events({ filter: { place: ["atlantis"] } }))).toMatchObject({
      code: "BAD_USER_INPUT",
      argument: "filter.place",
    });
  });

  test("all errors, and the partial data", async () => {
    const document = `{ corpora { slug } a: event { slug } b: node(id: "x") { id } }`;
    const error = await failure(service.client.query(document));
    expect(error).toMatchObject({
      operation: null,
      errors: [{ extensions: { argument: "id" } }, { extensions: { argument: "id" } }],
      data: { corpora: [{ slug: "armenia-azerbaijan-clashes" }], a: null, b: null },
    });
    expect((error as ConflictGraphError).errors.map(({ path }) => path?.join()).sort()).toEqual(["a", "b"]);
  });

  test("the code of a query that is not valid for the schema", async () => {
    expect(await failure(service.client.query("query Deaths { deaths }"))).toMatchObject({
      code: "GRAPHQL_VALIDATION_FAILED",
      operation: "Deaths",
      status: 400,
    });
  });

  test("the code, also when looping over a list", async () => {
    expect(await failure(service.client.events({ first: 101 }).toArray())).toMatchObject({
      code: "PAGE_TOO_LARGE",
      argument: "first",
    });
  });
});

describe("a response", () => {
  test("that is GraphQL is read with any status", async () => {
    await using fine = await serverThat(json(500, { data: { corpora: [] } }));
    expect(await fine.client.corpora()).toEqual([]);
    await using failed = await serverThat(
      json(503, { errors: [{ message: "Too busy.", extensions: { code: "BUSY" } }] }),
    );
    expect(await failure(failed.client.corpora())).toMatchObject({
      code: "BUSY",
      message: "corpora: Too busy.",
      status: 503,
      requestId: "request-1",
    });
  });

  test("with an error without a code gets GRAPHQL_ERROR", async () => {
    await using server = await serverThat(json(200, { data: null, errors: [{ message: "No." }] }));
    expect(await failure(server.client.corpora())).toMatchObject({ code: "GRAPHQL_ERROR", data: null, argument: null });
  });

  test.each([
    ["not JSON", 502, "text/html", "<h1>Bad Gateway</h1>"],
    ["JSON of another kind", 500, "application/json", `{"error":"oh"}`],
    ["without data and errors", 200, "application/json", `{"data":null}`],
    ["empty", 200, "text/plain", ""],
  ])("that is %s becomes BAD_RESPONSE, and the message shows how it starts", async (_name, status, type, body) => {
    await using server = await serverThat((_request, response) =>
      response.writeHead(status, { "content-type": type, "x-request-id": "request-2" }).end(body),
    );
    const error = await failure(server.client.corpora());
    expect(error).toMatchObject({ code: "BAD_RESPONSE", operation: "corpora", status, requestId: "request-2" });
    expect((error as Error).message).toBe(
      `corpora: Not a GraphQL response. Check the URL. Status ${status}, ${type}: ${body}`,
    );
  });

  test("that never comes becomes NETWORK, without the URL's query", async () => {
    const server = await serverThat(json(200, {}));
    await server.close();
    const error = await failure(createClient({ url: `${server.url}?key=secret` }).corpora());
    expect(error).toMatchObject({
      code: "NETWORK",
      operation: "corpora",
      status: null,
      requestId: null,
      cause: expect.any(Error),
    });
    expect((error as Error).message).toContain(server.url);
    expect((error as Error).message).not.toContain("secret");
  });

  test("that breaks becomes NETWORK", async () => {
    await using server = await serverThat((_request, response) => {
      response.writeHead(200, { "content-type": "application/json", "content-length": "100" });
      response.write(`{"data":`, () => response.destroy());
    });
    expect(await failure(server.client.corpora())).toMatchObject({ code: "NETWORK" });
  });
});

describe("a request", () => {
  async function headersOf(headers: ClientSettings["headers"]): Promise<IncomingMessage["headers"]> {
    let seen: IncomingMessage["headers"] = {};
    const answer: RequestListener = (request, response) => {
      seen = request.headers;
      json(200, { data: { corpora: [] } })(request, response);
    };
    await using server = await serverThat(answer, headers === undefined ? {} : { headers });
    await server.client.corpora();
    return seen;
  }

  test("prefers GraphQL's media type", async () => {
    expect(await headersOf(undefined)).toMatchObject({
      "content-type": "application/json",
      accept: expect.stringMatching(/^application\/graphql-response\+json,/),
    });
  });

  test("has the given headers, or those that a function returns each time", async () => {
    expect(await headersOf({ authorization: "Bearer 1" })).toMatchObject({ authorization: "Bearer 1" });
    expect(await headersOf(async () => ({ authorization: "Bearer 2" }))).toMatchObject({
      authorization: "Bearer 2",
      "content-type": "application/json",
    });
  });

  test("does not become NETWORK if the headers function fails", async () => {
    const client = createClient({ url: "http://127.0.0.1:9/", headers: () => Promise.reject(new Error("No token.")) });
    const error = await failure(client.corpora());
    expect(error).toMatchObject({ message: "No token." });
    expect(isConflictGraphError(error)).toBe(false);
  });
});

describe("an abort rejects with the signal's own reason", () => {
  const reason = new Error("The reader has left.");

  test("before the request, which is not sent", async () => {
    service.requests.length = 0;
    expect(await failure(service.client.corpora({}, { signal: AbortSignal.abort(reason) }))).toBe(reason);
    expect(service.requests).toEqual([]);
  });

  test("while waiting for the response, and aborts the request", async () => {
    const controller = new AbortController();
    const ended = Promise.withResolvers<void>();
    await using server = await serverThat((_request, response) => {
      response.on("close", ended.resolve);
      controller.abort(reason);
    });
    expect(await failure(server.client.event({ slug: "war-2020" }, { signal: controller.signal }))).toBe(reason);
    await ended.promise;
  });

  test("while the body is read", async () => {
    const controller = new AbortController();
    await using server = await serverThat((_request, response) => {
      response.writeHead(200, { "content-type": "application/json" });
      response.write(`{"data":`, () => setTimeout(() => controller.abort(reason), 20));
    });
    expect(await failure(server.client.corpora({}, { signal: controller.signal }))).toBe(reason);
  });

  test("even if the fetch function ignores the signal", async () => {
    const controller = new AbortController();
    const client = createClient({
      url: "http://localhost/",
      fetch: () => new Promise<Response>(() => controller.abort(reason)),
    });
    expect(await failure(client.query("{ corpora { slug } }", {}, { signal: controller.signal }))).toBe(reason);
  });

  test("between two pages", async () => {
    const controller = new AbortController();
    const list = service.client.events({ first: 7 }, { signal: controller.signal });
    let seen = 0;
    const loop = async () => {
      for await (const _event of list) if (++seen === 3) controller.abort(reason);
    };
    service.requests.length = 0;
    expect(await failure(loop())).toBe(reason);
    expect([seen, service.requests.length]).toEqual([7, 1]);
  });

  test("with a TimeoutError for AbortSignal.timeout", async () => {
    await using server = await serverThat(() => {});
    expect(await failure(server.client.corpora({}, { signal: AbortSignal.timeout(20) }))).toMatchObject({
      name: "TimeoutError",
    });
  });
});

test("isConflictGraphError recognises our errors, also from another copy of the package", () => {
  const ours = new ConflictGraphError("Oh.", { code: "NETWORK" });
  const copy = Object.assign(new Error("Oh."), { name: "ConflictGraphError", code: "NETWORK" });
  expect([ours, copy, new Error("Oh."), { name: "ConflictGraphError" }, null].map(isConflictGraphError)).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
});

test("ErrorCode includes every code of the service", () => {
  const source = readFileSync(new URL("../src/errors.ts", import.meta.url), "utf8");
  const known = [...source.matchAll(/^ {2}\| "([A-Z_]+)"$/gm)].map(([, code]) => code);
  expect([...ERROR_CODES].filter((code) => !known.includes(code as string))).toEqual([]);
});
