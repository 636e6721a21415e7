import { afterAll, beforeAll, expect, test } from "vitest";
import { type SeedService, seedService } from "./seedService.ts";

let service: SeedService;
beforeAll(async () => {
  service = await seedService();
});
afterAll(() => service[Symbol.asyncDispose]());

test("the change log is read to its end, oldest first, each change with its record and revision", async () => {
  const { client } = service;
  const changes = await client.changes({ first: 100, filter: { types: ["Article", "CasualtyReport"] } }).toArray();
  const positions = changes.map(({ position }) => position);
  expect(positions).toEqual([...positions].sort((a, b) => a - b));
  expect(positions.at(-1)).toBe(await client.changePosition());
  expect(new Set(changes.map(({ id }) => id)).size).toBe(changes.length);
  for (const { recordId, kind, recordType, slug, record, revision, dataRevision } of changes) {
    expect(recordId).toBe(btoa(`${recordType}:${slug}`));
    const id = btoa(`${recordType}:${slug}:${dataRevision}`);
    expect(record).toMatchObject({ id, __typename: recordType, revision: { number: 1, dataRevision } });
    expect([kind, revision.number]).toEqual(["ADDED", 1]);
  }
});

test("after the last position there are no more changes", async () => {
  const { client } = service;
  expect(await client.changes({ since: await client.changePosition() }).toArray()).toEqual([]);
});
