import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { required } from "../../domain/required.ts";
import { RECORD_TYPES } from "../../domain/vocabulary.ts";
import { TABLE_OF } from "../../store/db/tables.ts";
import { recordsOf } from "../../store/read/records.ts";
import { visibleRows } from "../../store/read/visibleRows.ts";
import { existingBySlugs } from "../../store/write/existingRecords.ts";
import { referrersTo } from "../../store/write/referrers.ts";
import { dialects } from "../../testing/dialects.ts";
import { corpusFolder, type Folder, SMALL_CORPUS, type TestApp, testApp } from "../../testing/testApp.ts";
import { encodeGlobalId } from "../builder/globalId.ts";

const INGEST = `mutation ($input: IngestTextInput!) { ingestText(input: $input) { ... on IngestedArticle { article { slug } } } }`;
const MERGE = `mutation ($id: ID!, $into: ID!, $reason: String = "The same.") { merge(id: $id, into: $into, reason: $reason) {
  __typename
  ... on Merged { dataRevision record { __typename ... on Actor { slug aliases { name } } ... on Event { slug } } changes { kind recordType slug record { __typename ... on Tombstone { mergedInto { ... on Actor { slug } } } } } }
  ... on WriteFaults { faults { path message } }
} }`;
const text = (title: string, claimant: string) => ({
  source: { id: "archive", title: "An archive", licence: "CC-BY-4.0", showsText: true },
  title,
  text: `Nine people were killed in the hills on Monday, the ${claimant} said.`,
  publishedAt: "2021-06-08",
  publisher: "The Valley Post",
});

describe.each(dialects)("Merging on %s", { timeout: 90_000 }, (dialect) => {
  let folder: Folder;
  let app: TestApp;
  let token: string;
  beforeAll(async () => {
    folder = await corpusFolder(SMALL_CORPUS);
    app = await testApp(dialect, folder.path);
    token = await app.key("A. Reviewer", "ingest", "review", "admin");
    for (const [title, claimant] of [
      ["One report", "Valley Observatory"],
      ["Another report", "Observatory of the Valleys"],
    ] as const)
      await app.query(INGEST, { input: text(title, claimant) }, token);
  }, 90_000);
  afterAll(async () => {
    await app[Symbol.asyncDispose]();
    await folder[Symbol.asyncDispose]();
  });
  const actor = (slug: string) => encodeGlobalId("Actor", slug);
  const merge = async (id: string, into: string, reason?: string) =>
    (await app.query(MERGE, { id, into, ...(reason !== undefined && { reason }) }, token)).data.merge;
  const claimants = async (revision?: number) => {
    const at = revision === undefined ? "" : `, recordedAsOf: ${revision}`;
    const { data } = await app.query(
      `{ casualtyReports(filter: { review: EXTRACTED }${at}) { nodes { attributedTo { actor { slug } words } revision { number reason } } } }`,
    );
    return data.casualtyReports.nodes.map(
      ({ attributedTo }: { attributedTo: { actor: { slug: string }; words: string } }) => attributedTo.actor.slug,
    );
  };

  it("refuses what cannot be merged, and says why", async () => {
    const observatory = actor("valley-observatory-provisional");
    for (const [id, into, reason, path, message] of [
      [observatory, observatory, "x", "into", "the same record"],
      [observatory, encodeGlobalId("Place", "somewhere"), "x", "into", "of the type Place"],
      [encodeGlobalId("Article", "x"), encodeGlobalId("Article", "y"), "x", "id", "only these types"],
      [observatory, actor("nobody"), "x", "into", "is not the id of a record"],
      [observatory, actor("observatory-of-the-valleys-provisional"), " ", "reason", "is empty"],
    ] as const) {
      const { __typename, faults } = await merge(id, into, reason);
      expect(__typename, message).toBe("WriteFaults");
      expect(faults).toContainEqual({ path, message: expect.stringContaining(message) });
    }
    const [held] = (await app.query("{ actors(first: 1) { nodes { id slug } } }")).data.actors.nodes;
    expect(held).toBeDefined();
    const loaded = (
      await app.query("{ corpora { slug } actors { nodes { id slug revision { recordedBy } } } }")
    ).data.actors.nodes.find(({ revision }: { revision: { recordedBy: string } }) =>
      revision.recordedBy.startsWith("corpus"),
    );
    expect(await merge(loaded.id, observatory)).toMatchObject({
      faults: [{ path: "id", message: expect.stringContaining("the next load would restore it") }],
    });
  });

  it("revises every record that refers to the merged one, and keeps its name, its id and its history", async () => {
    expect((await claimants()).toSorted()).toEqual([
      "observatory-of-the-valleys-provisional",
      "valley-observatory-provisional",
    ]);
    const before = (await app.query("{ dataRevision }")).data.dataRevision;
    const { record, changes } = await merge(
      actor("observatory-of-the-valleys-provisional"),
      actor("valley-observatory-provisional"),
    );
    expect(record).toMatchObject({
      __typename: "Actor",
      slug: "valley-observatory-provisional",
      aliases: [{ name: "Observatory of the Valleys" }],
    });
    expect(
      changes.map(({ kind, recordType }: { kind: string; recordType: string }) => `${kind} ${recordType}`),
    ).toEqual(expect.arrayContaining(["REVISED CasualtyReport", "REVISED Actor", "WITHDRAWN Actor"]));
    const gone = changes.find(({ kind }: { kind: string }) => kind === "WITHDRAWN");
    expect(gone.record).toEqual({ __typename: "Tombstone", mergedInto: { slug: "valley-observatory-provisional" } });
    expect(await claimants()).toEqual(["valley-observatory-provisional", "valley-observatory-provisional"]);
    expect((await claimants(before)).toSorted()).toEqual([
      "observatory-of-the-valleys-provisional",
      "valley-observatory-provisional",
    ]);
    const old = actor("observatory-of-the-valleys-provisional");
    const { data } = await app.query(
      `query ($id: ID!, $ids: [ID!]!) {
        node(id: $id) { ... on Actor { slug } }
        nodes(ids: $ids) { ... on Actor { slug } }
        actor(slug: "observatory-of-the-valleys-provisional") { slug }
        casualtyReports(filter: { attributedTo: ["observatory-of-the-valleys-provisional"] }) { totalCount nodes { revision { number reason recordedBy } } }
        search(query: "Observatory of the Valleys", types: [Actor]) { nodes { record { ... on Actor { slug } } } }
      }`,
      { id: old, ids: [old] },
    );
    expect(data).toMatchObject({
      node: { slug: "valley-observatory-provisional" },
      nodes: [{ slug: "valley-observatory-provisional" }],
      actor: { slug: "valley-observatory-provisional" },
      casualtyReports: { totalCount: 2 },
      search: { nodes: [{ record: { slug: "valley-observatory-provisional" } }] },
    });
    expect(data.casualtyReports.nodes).toContainEqual({
      revision: { number: 2, reason: "The same.", recordedBy: "A. Reviewer" },
    });
    const { data: earlier } = await app.query(
      `query ($id: ID!) { node(id: $id, recordedAsOf: ${before}) { ... on Actor { slug } } }`,
      { id: old },
    );
    expect(earlier.node).toEqual({ slug: "observatory-of-the-valleys-provisional" });
  });

  it("is not applied twice", async () => {
    const before = (await app.query("{ dataRevision }")).data.dataRevision;
    const again = await merge(actor("observatory-of-the-valleys-provisional"), actor("valley-observatory-provisional"));
    expect(again.dataRevision).toBe(before);
    expect((await app.query("{ dataRevision }")).data.dataRevision).toBe(before);
  });

  it("links the next text by the merged name, and follows chains of merges", async () => {
    await app.query(INGEST, { input: text("A third report", "Observatory of the Valleys") }, token);
    expect(await claimants()).toEqual(Array(3).fill("valley-observatory-provisional"));
    await app.query(INGEST, { input: text("A fourth report", "Highland Observatory") }, token);
    await merge(actor("valley-observatory-provisional"), actor("highland-observatory-provisional"));
    expect(await claimants()).toEqual(Array(4).fill("highland-observatory-provisional"));
    const { data } = await app.query('{ actor(slug: "observatory-of-the-valleys-provisional") { slug } }');
    expect(data.actor.slug).toBe("highland-observatory-provisional");
  });

  it("merges events with their claims", async () => {
    const { data } = await app.query(
      "{ events { nodes { id slug revision { recordedBy } casualtyReports { totalCount } } } }",
    );
    const made = data.events.nodes.filter(
      ({ revision }: { revision: { recordedBy: string } }) => revision.recordedBy === "A. Reviewer",
    );
    const [one, other] = made;
    expect(await merge(one.id, other.id)).toMatchObject({ record: { slug: other.slug } });
    const after = await app.query(`{ event(slug: "${one.slug}") { slug casualtyReports { totalCount } } }`);
    expect(after.data.event).toEqual({
      slug: other.slug,
      casualtyReports: { totalCount: one.casualtyReports.totalCount + other.casualtyReports.totalCount },
    });
  });

  it("requires the scope “review”", async () => {
    const writer = await app.key("A. Writer", "ingest");
    const { errors } = await app.query(MERGE, { id: actor("a"), into: actor("b") }, writer);
    expect(errors).toMatchObject([{ extensions: { code: "FORBIDDEN" } }]);
  });
});

const ARTICLE = {
  source: { id: "archive", title: "An archive", licence: "CC-BY-4.0", showsText: true },
  article: {
    id: "strike-on-the-mill",
    title: "Strike on the mill",
    wording: "VERBATIM",
    language: "en",
    publisher: "old",
    agencies: ["old", "kept"],
    text: "The Old Council said three guards died in the strike on the mill. The Old Council denied it had fired.",
  },
  actors: [
    { id: "old", name: "The Old Council", kind: "ORGANISATION", aliases: [{ name: "OC" }] },
    { id: "kept", name: "The Council", kind: "ORGANISATION" },
    { id: "speaker", name: "The speaker", kind: "PERSON", affiliations: [{ to: "old" }, { to: "kept" }] },
  ],
  places: [{ id: "mill", name: "The mill" }],
  events: [
    {
      id: "strike",
      title: "Strike on the mill",
      type: "ASSAULT",
      assertion: "CLAIMED",
      claimedBy: "old",
      place: "mill",
      participants: [
        { actor: "old", role: "RECIPIENT", assertedBy: "old" },
        { actor: "kept", role: "RECIPIENT", assertedBy: "old" },
      ],
      denials: [
        {
          by: { actor: "old", words: "The Old Council" },
          of: "RESPONSIBILITY",
          evidence: [{ quote: "denied it had fired" }],
        },
      ],
      evidence: [{ quote: "strike on the mill" }],
    },
  ],
  casualtyReports: [
    {
      id: "three-guards",
      event: "strike",
      harm: "KILLED",
      count: { qualifier: "EXACTLY", value: 3, text: "three" },
      side: "old",
      place: "mill",
      attributedTo: { actor: "old", words: "The Old Council" },
      via: { actor: "old" },
      blamed: { actor: "old" },
      scope: "NEW",
      evidence: [{ quote: "three guards died" }],
      denials: [{ by: { actor: "old" }, of: "COUNT", evidence: [{ quote: "The Old Council denied" }] }],
    },
  ],
  mentions: [{ actor: "old", words: { quote: "The Old Council", occurrence: 1 }, voice: "old" }],
};

describe.each(dialects)("A merge on %s", { timeout: 90_000 }, (dialect) => {
  it("changes every kind of reference, and nothing else", async () => {
    await using folder = await corpusFolder(SMALL_CORPUS);
    await using app = await testApp(dialect, folder.path);
    const token = await app.key("A. Reviewer", "ingest", "review");
    const ingested = await app.query(
      `mutation ($input: IngestArticleInput!) { ingestArticle(input: $input) { __typename ... on IngestFaults { faults { path message } } } }`,
      { input: ARTICLE },
      token,
    );
    expect(ingested.errors ?? []).toEqual([]);
    expect(ingested.data.ingestArticle).toEqual({ __typename: "IngestedArticle" });
    const on = { ...app.store, revision: null };
    const all = async () => {
      const found: Record<string, unknown> = {};
      for (const type of RECORD_TYPES) {
        const rows = await visibleRows(on, TABLE_OF[type], "slug", [
          "strike-on-the-mill",
          "speaker",
          "strike",
          "three-guards",
        ]);
        for (const record of await recordsOf(on, type, rows)) found[record.slug] = record;
      }
      return found;
    };
    const before = await all();
    const { key } = required((await existingBySlugs(app.store.db, ["old"])).get("Actor/old"), "The actor");
    expect(new Set((await referrersTo(app.store.db, [key])).map(({ slug }) => slug))).toEqual(
      new Set(Object.keys(before)),
    );
    const { data } = await app.query(
      MERGE,
      { id: encodeGlobalId("Actor", "old"), into: encodeGlobalId("Actor", "kept") },
      token,
    );
    expect(data.merge).toMatchObject({
      __typename: "Merged",
      record: { aliases: [{ name: "The Old Council" }, { name: "OC" }] },
    });
    expect(await referrersTo(app.store.db, [key])).toEqual([]);
    const renamed = JSON.parse(JSON.stringify(before).replaceAll('"old"', '"kept"'));
    // Named twice in one list, an actor is named once.
    renamed["strike-on-the-mill"].agencies = ["kept"];
    renamed.speaker.affiliations = renamed.speaker.affiliations.slice(0, 1);
    renamed.strike.participants = renamed.strike.participants.slice(0, 1);
    expect(JSON.parse(JSON.stringify(await all()))).toEqual(renamed);
  });

  it("is refused if a record would belong to itself", async () => {
    await using folder = await corpusFolder(SMALL_CORPUS);
    await using app = await testApp(dialect, folder.path);
    const token = await app.key("A. Reviewer", "ingest", "review");
    await app.query(
      `mutation ($input: IngestArticleInput!) { ingestArticle(input: $input) { __typename } }`,
      { input: ARTICLE },
      token,
    );
    const { data } = await app.query(
      MERGE,
      { id: encodeGlobalId("Actor", "old"), into: encodeGlobalId("Actor", "speaker") },
      token,
    );
    expect(data.merge.faults).toEqual([{ path: "into", message: expect.stringContaining("belong to itself") }]);
  });
});
