import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { ConflictGraphError } from "../src/index.ts";
import { type SeedService, seedService } from "./seedService.ts";

let service: SeedService;

beforeAll(async () => {
  service = await seedService();
});
afterAll(() => service[Symbol.asyncDispose]());
beforeEach(() => {
  service.requests.length = 0;
});

/** Reads an iterable to its end. */
async function count(items: AsyncIterable<unknown>, most = Number.POSITIVE_INFINITY): Promise<number> {
  let seen = 0;
  for await (const _item of items) if (++seen >= most) break;
  return seen;
}

describe("looping over a list", () => {
  test.each(["actors", "articles", "casualtyReports", "events", "places"] as const)(
    "yields every record of %s once, with ceil(n / 7) requests",
    async (method) => {
      const { totalCount } = await service.client[method]({ first: 0 });
      service.requests.length = 0;
      const slugs: string[] = [];
      for await (const { slug } of service.client[method]({ first: 7 })) slugs.push(slug);
      expect(slugs).toHaveLength(totalCount);
      expect(new Set(slugs).size).toBe(totalCount);
      expect(service.requests).toHaveLength(Math.ceil(totalCount / 7));
    },
  );

  test("yields every mention and every search hit, which have no slug", async () => {
    const mentions = await service.client.mentions({ first: 100 }).toArray();
    const places = mentions.map(({ article, start, end, actor, place }) =>
      [article.slug, start, end, actor?.slug, place?.slug].join(),
    );
    expect(new Set(places).size).toBe((await service.client.mentions()).totalCount);

    const hits = await service.client.search({ query: "Armenia", first: 7 }).toArray();
    expect(new Set(hits.map(({ record }) => record.id)).size).toBe(
      (await service.client.search({ query: "Armenia" })).totalCount,
    );
  });

  test("keeps filter and order on every page", async () => {
    const claims = await service.client
      .casualtyReports({ first: 3, filter: { harm: ["KILLED"] }, orderBy: { field: "COUNT", direction: "DESC" } })
      .toArray();
    expect(claims).toHaveLength(
      (await service.client.casualtyReports({ first: 0, filter: { harm: ["KILLED"] } })).totalCount,
    );
    const lower = claims.flatMap(({ count }) => count.lower ?? []);
    expect(lower).toEqual(lower.toSorted((a, b) => b - a));
  });

  test("requests no more pages after the loop is left", async () => {
    expect(await count(service.client.events({ first: 7 }), 7)).toBe(7);
    expect(service.requests).toHaveLength(1);
    await count(service.client.events({ first: 7 }), 8);
    expect(service.requests).toHaveLength(3);
  });

  test("with `last` goes backwards, the last record first", async () => {
    const forwards = await service.client.places({ first: 100 }).toArray();
    const backwards = await service.client.places({ last: 7 }).toArray();
    expect(backwards.map(({ slug }) => slug)).toEqual(forwards.map(({ slug }) => slug).toReversed());
  });

  test("stops at `before` and starts at `after`", async () => {
    const { pageInfo, nodes } = await service.client.places({ first: 9 });
    const between = await service.client.places({ first: 2, before: pageInfo.endCursor }).toArray();
    expect(between.map(({ slug }) => slug)).toEqual(nodes.slice(0, 8).map(({ slug }) => slug));
    const { totalCount } = await service.client.places({ first: 0 });
    expect(await service.client.places({ after: pageInfo.endCursor, first: 7 }).toArray()).toHaveLength(totalCount - 9);
  });

  test("fails instead of requesting empty pages for ever", async () => {
    const empty = count(service.client.events({ first: 0 }));
    await expect(empty).rejects.toThrow(ConflictGraphError);
    await expect(empty).rejects.toMatchObject({ code: "NO_LIST", operation: "events" });
  });
});

describe("a list", () => {
  test("requests nothing until it is awaited or looped over", async () => {
    service.client.events();
    await Promise.resolve();
    expect(service.requests).toEqual([]);
  });

  test("requests its first page once, however it is read", async () => {
    const articles = service.client.articles({ first: 2 });
    const [page, again] = [await articles, await articles];
    expect(again).toBe(page);
    expect(await articles.toArray()).toHaveLength(5);
    expect(service.requests).toHaveLength(3);
  });

  test("yields pages with their records", async () => {
    const sizes: number[] = [];
    for await (const { nodes, totalCount } of service.client.articles({ first: 2 }).pages()) {
      sizes.push(nodes.length);
      expect(totalCount).toBe(5);
    }
    expect(sizes).toEqual([2, 2, 1]);
  });

  test("fills an array up to a limit, and requests only the pages needed for it", async () => {
    expect(await service.client.events({ first: 7 }).toArray({ limit: 14 })).toHaveLength(14);
    expect(service.requests).toHaveLength(2);
    expect(await service.client.events().toArray({ limit: 0 })).toEqual([]);
    expect(service.requests).toHaveLength(2);
  });

  test("continues from the last cursor of the previous page", async () => {
    const pages = service.client.articles({ first: 3 }).pages();
    const first = (await pages.next()).value;
    await pages.next();
    expect(service.requests).toEqual([{ first: 3 }, { first: 3, after: first?.pageInfo.endCursor }]);
  });
});
