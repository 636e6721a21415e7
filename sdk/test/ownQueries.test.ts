import { afterAll, beforeAll, beforeEach, describe, expect, expectTypeOf, test } from "vitest";
import type { Client, Connection, TypedDocument } from "../src/index.ts";
import { type SeedService, seedService } from "./seedService.ts";
import { failure } from "./server.ts";

let service: SeedService;
let client: Client;

beforeAll(async () => {
  service = await seedService();
  client = service.client;
});
afterAll(() => service[Symbol.asyncDispose]());
beforeEach(() => {
  service.requests.length = 0;
});

describe("your own query gives its data", () => {
  test("for a plain string, with the type that you name", async () => {
    const text = "query Name($slug: String) { actor(slug: $slug) { name } }";
    const unsaid = await client.query(text, { slug: "armenia" });
    expectTypeOf(unsaid).toBeUnknown();
    const said = await client.query<{ actor: { name: string } | null }>(text, { slug: "armenia" });
    expectTypeOf(said).toEqualTypeOf<{ actor: { name: string } | null }>();
    expect([unsaid, said]).toEqual(Array(2).fill({ actor: { name: "Armenia" } }));
  });

  test("for a typed string, whose types are checked", async () => {
    const Name: TypedDocument<{ readonly actor: { readonly name: string } | null }, { readonly slug: string }> =
      "query Name($slug: String!) { actor(slug: $slug) { name } }";
    const { actor } = await client.query(Name, { slug: "armenia" });
    expectTypeOf(actor).toEqualTypeOf<{ readonly name: string } | null>();
    expect(actor?.name).toBe("Armenia");
    // @ts-expect-error `slug` is missing.
    expect(await failure(client.query(Name))).toMatchObject({ operation: "Name" });
    // @ts-expect-error A slug is a string.
    expect(await failure(client.query(Name, { slug: 7 }))).toMatchObject({ operation: "Name" });
  });

  test("for a parsed document only if the client has `print`", async () => {
    const parsed = { kind: "Document", valueOf: () => ({}) };
    const error = await failure(client.query(parsed));
    expect(error).toBeInstanceOf(TypeError);
    expect((error as Error).message).toMatch(/`print`/);
  });
});

type Claim = { readonly slug: string; readonly count: { readonly label: string } };
interface Claims {
  readonly nodes: readonly Claim[];
  readonly totalCount: number;
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly endCursor: string | null;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
  };
}
type Cursors = { readonly first?: number; readonly after?: string; readonly last?: number; readonly before?: string };

const EventClaims: TypedDocument<
  { readonly event: { readonly casualtyReports: Claims } | null },
  Cursors & { readonly slug: string }
> = `
  query EventClaims($slug: String!, $first: Int, $after: String, $last: Int, $before: String) {
    event(slug: $slug) {
      casualtyReports(first: $first, after: $after, last: $last, before: $before) {
        nodes { slug count { label } }
        totalCount
        pageInfo { hasNextPage endCursor hasPreviousPage startCursor }
      }
    }
  }
`;

describe("a list inside a record", () => {
  const slug = "clashes-september-2020";
  const listIn = ({ event }: { readonly event: { readonly casualtyReports: Claims } | null }) => event?.casualtyReports;
  const slugs = (claims: readonly Claim[]) => claims.map((claim) => claim.slug);
  let all: readonly string[];

  beforeAll(async () => {
    const { event } = await client.query(EventClaims, { slug, first: 100 });
    all = slugs(event?.casualtyReports.nodes ?? []);
    expect(all.length).toBe(event?.casualtyReports.totalCount);
    expect(all.length).toBeGreaterThan(10);
  });

  test("is awaited for one page, with all selected fields", async () => {
    const list = client.connection(EventClaims, { slug, first: 3 }, listIn);
    expectTypeOf(list).toEqualTypeOf<Connection<Claim, Claims>>();
    const page = await list;
    expect(page.totalCount).toBe(all.length);
    expect(slugs(page.nodes)).toEqual(all.slice(0, 3));
    expect(service.requests).toEqual([{ slug, first: 3 }]);
  });

  test("is looped over to its end, with one request per page", async () => {
    const claims = await client.connection(EventClaims, { slug, first: 4 }, listIn).toArray();
    expect(slugs(claims)).toEqual(all);
    expect(service.requests).toHaveLength(Math.ceil(all.length / 4));
  });

  test("continues from a given page without requesting it again", async () => {
    const { event } = await client.query(EventClaims, { slug, first: 4 });
    service.requests.length = 0;
    const startFrom = event?.casualtyReports as Claims;
    const list = client.connection(EventClaims, { slug, first: 4 }, listIn, { startFrom });
    expect(await list).toBe(startFrom);
    expect(service.requests).toEqual([]);
    expect(slugs(await list.toArray())).toEqual(all);
    expect(service.requests[0]).toMatchObject({ after: startFrom.pageInfo.endCursor });
    expect(service.requests).toHaveLength(Math.ceil(all.length / 4) - 1);
  });

  test("is read backwards, also from a given page", async () => {
    const backwards = all.toReversed();
    expect(slugs(await client.connection(EventClaims, { slug, last: 4 }, listIn).toArray())).toEqual(backwards);
    const { event } = await client.query(EventClaims, { slug, last: 3 });
    const startFrom = event?.casualtyReports as Claims;
    const list = client.connection(EventClaims, { slug, last: 4 }, listIn, { startFrom });
    expect(slugs(await list.toArray())).toEqual(backwards);
  });

  test("fails if the record is missing, at once or later", async () => {
    const missing = { code: "NO_LIST", operation: "EventClaims" };
    const list = client.connection(EventClaims, { slug: "there-is-none" }, listIn);
    expect(await failure(list)).toMatchObject(missing);
    expect(await failure(list.toArray())).toMatchObject(missing);
    const first = client.connection(EventClaims, { slug, first: 4 }, listIn);
    let asked = 0;
    const lost = client.connection(EventClaims, { slug, first: 4 }, (data) => (asked++ ? null : listIn(data)));
    expect(slugs(await lost.toArray({ limit: 4 }))).toEqual(slugs(await first.toArray({ limit: 4 })));
    expect(await failure(lost.toArray())).toMatchObject(missing);
  });

  test("fails instead of repeating its first page for ever if the document does not take a cursor", async () => {
    const document =
      "query Endless($slug: String!) { event(slug: $slug) { casualtyReports(first: 2) { nodes { slug } pageInfo { hasNextPage endCursor } } } }";
    const list = client.connection(document, { slug }, listIn);
    expect((await list).nodes).toHaveLength(2);
    expect(await failure(list.toArray())).toMatchObject({ code: "NO_LIST", operation: "Endless" });
    expect(service.requests).toHaveLength(1);
  });

  test("can be aborted between two pages", async () => {
    const [controller, reason] = [new AbortController(), new Error("The reader has left.")];
    const loop = async () => {
      const list = client.connection(EventClaims, { slug, first: 2 }, listIn, { signal: controller.signal });
      for await (const _claim of list) controller.abort(reason);
    };
    expect(await failure(loop())).toBe(reason);
    expect(service.requests).toHaveLength(1);
  });
});
