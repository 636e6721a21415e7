import { expect, it } from "vitest";
import type { ActorRecord } from "../../domain/records.ts";
import { emptyStore } from "../../testing/dialects.ts";
import { migrate } from "../db/migrate.ts";
import { RecordImport } from "./importRecords.ts";

const actor = (slug: string, name: string): ActorRecord => ({
  type: "Actor",
  slug,
  name,
  kind: "ORGANISATION",
  aliases: [],
  isoAlpha2: null,
  isoAlpha3: null,
  wikidataId: null,
  ucdpActorId: null,
  office: null,
  affiliations: [],
  note: null,
  revised: null,
});

/** The hash of a corpus after the import of some batches into a new store. */
async function hashAfter(...batches: readonly (readonly ActorRecord[])[]): Promise<string> {
  await using store = await emptyStore("SQLite");
  await migrate(store);
  const source = { slug: "table", title: "A table", licence: "CC0-1.0", licenceUrl: null, attribution: null };
  const records = new RecordImport(
    store,
    { slug: "table", title: "A table", version: "1", description: "", source: { ...source, showsText: true } },
    { by: "a test", reason: "A test.", now: Date.now },
  );
  for (const batch of batches) await records.write(batch);
  const { hash } = await store.db.selectFrom("corpus").select("hash").executeTakeFirstOrThrow();
  return hash;
}

it("The hash of an imported corpus is equal for equal content only", async () => {
  const first = await hashAfter([actor("a", "A"), actor("b", "B")]);
  expect(await hashAfter([actor("a", "A"), actor("b", "B")])).toBe(first);
  expect(await hashAfter([actor("a", "A"), actor("b", "C")])).not.toBe(first);
  expect(await hashAfter([actor("a", "A"), actor("b", "B")], [actor("c", "C")])).not.toBe(first);
});
