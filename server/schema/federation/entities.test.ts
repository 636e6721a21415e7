import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Answer } from "../../testing/answer.ts";
import { dialects } from "../../testing/dialects.ts";
import { corpusFolder, type Folder, SMALL_CORPUS, type TestApp, testApp } from "../../testing/testApp.ts";
import { encodeGlobalId } from "../builder/globalId.ts";
import { MAX_REPRESENTATIONS } from "./maxRepresentations.ts";

/** The small corpus with natural keys, one of which two people share. */
const CORPUS = {
  ...SMALL_CORPUS,
  "articles/flood-of-reports.md": SMALL_CORPUS["articles/flood-of-reports.md"].replace(
    "published:",
    "url: https://news.example/flood\npublished:",
  ),
  "records.yaml": SMALL_CORPUS["records.yaml"]
    .replace("isoAlpha2: NL }", "isoAlpha2: NL, isoAlpha3: NLD, wikidataId: Q101 }")
    .replace("kind: STATE }", "kind: STATE, wikidataId: Q102 }")
    .replace(
      "places:",
      "  - { id: then, name: Then, kind: PERSON, wikidataId: Q103 }\n  - { id: now, name: Now, kind: PERSON, wikidataId: Q103 }\nplaces:",
    )
    .replace("latitude: 10", "wikidataId: Q101, latitude: 10"),
};

const ENTITIES = `query($representations: [_Any!]!) {
  _entities(representations: $representations) {
    __typename
    ... on Article { slug }
    ... on Event { slug }
    ... on Actor { slug }
    ... on Place { slug }
    ... on CasualtyReport { slug }
  }
}`;

const byId = (type: string, slug: string) => ({ __typename: type, id: encodeGlobalId(type, slug) });

describe.each(dialects)("Entities on %s", (dialect) => {
  let folder: Folder;
  let app: TestApp;
  beforeAll(async () => {
    folder = await corpusFolder(CORPUS);
    app = await testApp(dialect, folder.path);
  });
  afterAll(async () => {
    await app[Symbol.asyncDispose]();
    await folder[Symbol.asyncDispose]();
  });

  async function ask(query: string, variables?: object): Promise<Answer & { status: number }> {
    const response = await app.fetch("/subgraph", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query, variables }),
    });
    return { ...((await response.json()) as Answer), status: response.status };
  }
  const entities = (...representations: unknown[]) => ask(ENTITIES, { representations });
  const slugs = async (...representations: unknown[]) => {
    const { data, errors } = await entities(...representations);
    expect(errors).toBeUndefined();
    return data._entities.map((found: { slug: string } | null) => found?.slug ?? null);
  };

  it("are found by id, with any type", async () => {
    const { data } = await entities(
      byId("Article", "flood-of-reports"),
      byId("Event", "fighting"),
      byId("Actor", "ministry"),
      byId("Place", "riverton"),
      byId("CasualtyReport", "twenty-killed"),
    );
    expect(data._entities).toEqual([
      { __typename: "Article", slug: "flood-of-reports" },
      { __typename: "Event", slug: "fighting" },
      { __typename: "Actor", slug: "ministry" },
      { __typename: "Place", slug: "riverton" },
      { __typename: "CasualtyReport", slug: "twenty-killed" },
    ]);
  });

  it("are found by their natural keys", async () => {
    expect(
      await slugs(
        { __typename: "Actor", wikidataId: "Q101" },
        { __typename: "Place", wikidataId: "Q101" },
        { __typename: "Actor", isoAlpha2: "NL" },
        { __typename: "Actor", isoAlpha3: "NLD" },
        { __typename: "Article", url: "https://news.example/flood" },
      ),
    ).toEqual(["northland", "riverton", "northland", "northland", "flood-of-reports"]);
  });

  it("come in the requested order, with repeats, and with null if no record has the key", async () => {
    expect(
      await slugs(
        byId("Actor", "southland"),
        byId("Actor", "nobody"),
        byId("Actor", "northland"),
        { __typename: "Actor", wikidataId: "Q999" },
        byId("Actor", "southland"),
        { __typename: "Actor", wikidataId: "Q101" },
      ),
    ).toEqual(["southland", null, "northland", null, "southland", "northland"]);
  });

  it("are null for a null key, and for a key that several records have", async () => {
    expect(
      await slugs(
        { __typename: "Actor", wikidataId: null },
        { __typename: "Actor", wikidataId: "Q103" },
        { __typename: "Actor", id: null, wikidataId: "Q102" },
        byId("Actor", "now"),
      ),
    ).toEqual([null, null, "southland", "now"]);
  });

  it("need one statement for each type and key, for any number of entities", async () => {
    const actors = ["northland", "southland", "ministry", "then", "now"].map((slug) => byId("Actor", slug));
    const places = Array.from({ length: 50 }, (_, at) => ({ __typename: "Place", wikidataId: `Q${100 + at}` }));
    const byCode = ["NL", "AM", "AZ"].map((isoAlpha2) => ({ __typename: "Actor", isoAlpha2 }));
    app.statements.length = 0;
    await entities(...actors, ...places, ...byCode, byId("Event", "fighting"), ...actors);
    expect(app.statements).toHaveLength(4);
  });

  it.each([
    ["a number", 7, "representations[1]", /takes an object/],
    ["a list", [byId("Actor", "now")], "representations[1]", /takes an object/],
    [
      "without a type",
      { id: "x" },
      "representations[1].__typename",
      /is missing; the entities here are Article, Event/,
    ],
    ["of an unknown type", { __typename: "Banana", id: "x" }, "representations[1].__typename", /is "Banana"/],
    ["of a type that is no entity", { __typename: "Count" }, "representations[1].__typename", /is "Count"/],
    ["of a built-in name", { __typename: "constructor" }, "representations[1].__typename", /is "constructor"/],
    [
      "without a key",
      { __typename: "Actor", name: "Now" },
      "representations[1]",
      /give one of id, wikidataId, isoAlpha2/,
    ],
    ["with a key of another type", { __typename: "Event", wikidataId: "Q1" }, "representations[1]", /give one of id/],
    [
      "with a number for a key",
      { __typename: "Actor", wikidataId: 101 },
      "representations[1].wikidataId",
      /takes a text/,
    ],
    ["with an object for an id", { __typename: "Actor", id: {} }, "representations[1].id", /takes a text or null/],
    ["with an empty key", { __typename: "Actor", wikidataId: "" }, "representations[1].wikidataId", /such as Q399/],
    ["with a code in small letters", { __typename: "Actor", isoAlpha2: "nl" }, "representations[1].isoAlpha2", /as AM/],
    ["with U+0000", { __typename: "Article", url: "https://a\u0000" }, "representations[1].url", /takes an http/],
    ["with a slug for an id", { __typename: "Actor", id: "now" }, "representations[1].id", /not a global id/],
    ["with another type's id", { ...byId("Event", "fighting"), __typename: "Actor" }, "representations[1].id", /Event/],
  ])(
    "answer the representation %s with an error in its place, and the others as usual",
    async (_what, wrong, argument, says) => {
      const { data, errors, status } = await entities(byId("Actor", "now"), wrong, byId("Actor", "then"));
      expect(status).toBe(200);
      expect(data._entities.map((found: { slug: string } | null) => found?.slug)).toEqual(["now", undefined, "then"]);
      expect(errors).toEqual([
        expect.objectContaining({
          message: expect.stringMatching(says),
          path: ["_entities", 1],
          extensions: { code: "BAD_USER_INPUT", argument },
        }),
      ]);
    },
  );

  it("refuse more than the limit at once", async () => {
    const many = Array.from({ length: MAX_REPRESENTATIONS + 1 }, () => byId("Actor", "now"));
    expect(await slugs(...many.slice(1))).toHaveLength(MAX_REPRESENTATIONS);
    expect((await entities(...many)).errors).toEqual([
      expect.objectContaining({
        message: expect.stringContaining("at most 1000"),
        extensions: expect.objectContaining({ code: "TOO_MANY_ENTITIES" }),
      }),
    ]);
  });

  it("give access to everything below them in the schema", async () => {
    const { data } = await ask(
      `query($id: String!) { _entities(representations: [{ __typename: "Event", id: $id }]) {
        ... on Event { toll(harm: KILLED) { label } casualtyReports(first: 1) { pageInfo { endCursor } nodes { slug } } }
      } }`,
      { id: encodeGlobalId("Event", "fighting") },
    );
    const [{ toll, casualtyReports }] = data._entities;
    expect(toll.label).toMatch(/^at least 20/);
    expect(casualtyReports.nodes).toHaveLength(1);
  });

  it("are read at the data revision in their ids, with everything below them, even if the ids contain different revisions", async () => {
    await using own = await corpusFolder(CORPUS);
    await using other = await testApp(dialect, own.path);
    await own.write({ "records.yaml": CORPUS["records.yaml"].replace("AT_LEAST, value: 20", "ABOUT, value: 20") });
    await other.load(own.path);
    const response = await other.fetch("/subgraph", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        query: `query($representations: [_Any!]!) { _entities(representations: $representations) {
          ... on CasualtyReport { id count { label } }
          ... on Event { id casualtyReports(first: 1) { nodes { id count { label } } } }
        } }`,
        variables: {
          representations: [null, 1, 2, 3].flatMap((revision) => [
            { __typename: "CasualtyReport", id: encodeGlobalId("CasualtyReport", "twenty-killed", revision) },
            { __typename: "Event", id: encodeGlobalId("Event", "fighting", revision) },
          ]),
        },
      }),
    });
    const { data, errors } = (await response.json()) as Answer;
    const expected = (revision: number | null, label: string) => {
      const claim = { id: encodeGlobalId("CasualtyReport", "twenty-killed", revision), count: { label } };
      return [claim, { id: encodeGlobalId("Event", "fighting", revision), casualtyReports: { nodes: [claim] } }];
    };
    expect(data._entities).toEqual([
      ...expected(null, "about 20"),
      ...expected(1, "at least 20"),
      ...expected(2, "about 20"),
      null,
      null,
    ]);
    expect(errors?.map(({ message }) => message)).toEqual(
      [6, 7].map(
        (at) =>
          `representations[${at}].id contains the data revision 3, but the newest data revision is 2; give 2 or less`,
      ),
    );
  });

  it("are not visible to clients", async () => {
    const { errors } = await app.query("{ _service { sdl } }");
    expect(errors?.[0]?.message).toMatch(/Cannot query field "_service"/);
    const { data } = await app.query("{ __schema { types { name } } }");
    expect(data.__schema.types.map(({ name }: { name: string }) => name)).not.toContain("_Entity");
  });

  it("are null after they are withdrawn", async () => {
    const withdrawn = CORPUS["records.yaml"].replace(/ {2}- \{ id: now.*\n/, "");
    await using changed = await corpusFolder({ ...CORPUS, "records.yaml": withdrawn });
    await app.load(changed.path, { withdrawMissing: true });
    expect(await slugs(byId("Actor", "now"), { __typename: "Actor", wikidataId: "Q103" })).toEqual([null, "then"]);
  });
});
