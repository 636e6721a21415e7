import { describe, expect, it } from "vitest";
import { SEEDS } from "../../config/config.ts";
import { canonicalJson } from "../../domain/text.ts";
import { RECORD_TYPES } from "../../domain/vocabulary.ts";
import { readCorpus } from "../../ingest/readCorpus.ts";
import { dialects } from "../../testing/dialects.ts";
import { testStore } from "../../testing/testApp.ts";
import { TABLE_OF } from "../db/tables.ts";
import { contentHash } from "../write/changeSet.ts";
import { recordsOf } from "./records.ts";
import { visibleRows } from "./visibleRows.ts";

describe.each(dialects)("Records that are read back on %s", { timeout: 90_000 }, (dialect) => {
  it("are those that were loaded, with the same hashes", async () => {
    await using base = await testStore(dialect);
    await base.load(SEEDS);
    const corpus = await readCorpus(SEEDS);
    for (const type of RECORD_TYPES) {
      const loaded = new Map(
        corpus.records.filter((record) => record.type === type).map((record) => [record.slug, record]),
      );
      const on = { ...base.store, revision: null };
      const rows = await visibleRows(on, TABLE_OF[type], "slug", [...loaded.keys()]);
      expect(rows).toHaveLength(loaded.size);
      for (const [at, record] of (await recordsOf(on, type, rows)).entries()) {
        expect(JSON.parse(canonicalJson(record)), record.slug).toEqual(
          JSON.parse(canonicalJson(loaded.get(record.slug))),
        );
        expect(contentHash(record, new Set()), record.slug).toBe(rows[at]?.contentHash);
      }
    }
  });
});
