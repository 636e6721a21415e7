import { readFileSync } from "node:fs";
import { parse, validate } from "graphql";
import pino from "pino";
import { beforeAll, describe, expect, it } from "vitest";
import { deriveConfig } from "../../config/deriveConfig.ts";
import { schema } from "../../schema/schema.ts";
import { testStore } from "../../testing/testApp.ts";
import { createApp } from "../app.ts";
import { hashOf, type Manifest, readManifests } from "./trustedDocuments.ts";

const file = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), "utf8");
/** The first release whose client has a manifest. */
const FIRST = "0.3.0";

describe("The operations of earlier clients", () => {
  let manifest: Manifest;
  beforeAll(() => {
    manifest = readManifests(deriveConfig({}, {}).manifests);
  });

  const { version } = JSON.parse(file("package.json")) as { version: string };
  const released = [...file("CHANGELOG.md").matchAll(/^## (\d+\.\d+\.\d+) /gm)].flatMap(([, found = ""]) => found);
  const earlier = released.slice(0, released.indexOf(FIRST) + 1).filter((release) => release !== version);

  it.skipIf(earlier.length === 0).each(earlier)(
    "(%s) are kept, and the schema still accepts each of them",
    (release) => {
      const operations = Object.entries(JSON.parse(file(`sdk/released-operations/${release}.json`)) as object);
      expect(operations.length).toBeGreaterThan(10);
      for (const [hash, text] of operations) {
        expect(manifest.get(hash)).toBe(text);
        expect(validate(schema, parse(text))).toEqual([]);
      }
    },
  );

  it("are served by their hash when only trusted documents are served", async () => {
    await using test = await testStore("SQLite");
    const { manifests } = deriveConfig({}, {});
    const settings = { corsOrigins: "local", manifests, onlyTrustedDocuments: true } as const;
    const app = createApp(test.store, settings, pino({ level: "silent" }));
    const ask = async (body: object): Promise<unknown> => {
      const headers = { "content-type": "application/json" };
      const init = { method: "POST", headers, body: JSON.stringify(body) };
      return (await app.fetch("http://localhost/graphql", init)).json();
    };
    const kept = Object.entries(JSON.parse(file(`sdk/released-operations/${FIRST}.json`)) as Record<string, string>);
    const [sha256Hash] = kept.find(([, text]) => text.startsWith("query dataRevision")) ?? [];
    expect(await ask({ extensions: { persistedQuery: { version: 1, sha256Hash } } })).toEqual({
      data: { dataRevision: 0 },
    });
    expect(await ask({ query: "{ dataRevision }" })).toMatchObject({
      errors: [{ extensions: { code: "DOCUMENT_NOT_TRUSTED" } }],
    });
  });
});

it("Of the texts that clients send with their hashes, the latest are kept, up to 16 MB", async () => {
  await using test = await testStore("SQLite");
  const app = createApp(test.store, { corsOrigins: "local" }, pino({ level: "silent" }));
  const textOf = (at: number) => `{ dataRevision } # ${at} ${"x".repeat(16_000)}`;
  const codeOf = async (at: number, sendsText: boolean): Promise<string | undefined> => {
    const persistedQuery = { version: 1, sha256Hash: hashOf(textOf(at)) };
    const response = await app.fetch("http://localhost/graphql", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ ...(sendsText && { query: textOf(at) }), extensions: { persistedQuery } }),
    });
    return (await response.json()).errors?.[0].extensions.code;
  };
  // At most 500 texts of 32 KB fit.
  for (let at = 0; at < 510; at++) await codeOf(at, true);
  expect(await codeOf(5, false)).toBe("PERSISTED_QUERY_NOT_FOUND");
  expect(await codeOf(509, false)).toBeUndefined();
});
