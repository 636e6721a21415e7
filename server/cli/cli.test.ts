import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { outputOf, startCommand, startedService } from "../testing/commandLine.ts";
import { subscribe } from "../testing/events.ts";
import { corpusFolder, SMALL_CORPUS } from "../testing/testApp.ts";

const isLinux = process.platform === "linux";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "conflict-graph-cli-"));
});
afterAll(() => rm(folder, { recursive: true }));

const start = (args: readonly string[], env: Record<string, string> = {}) => startCommand(args, { cwd: folder, env });

const run = (...args: string[]) => outputOf(start(args));

const serving = (...args: string[]) => startedService(start(["serve", "--port", "0", ...args]));

async function ask(url: string, query: string) {
  const response = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query }),
  });
  return (await response.json()) as { data: Record<string, never> };
}

describe("The command line", () => {
  it("shows help for itself and for each command", async () => {
    const { code, out } = await run("--help");
    expect(code).toBe(0);
    for (const command of [
      "serve",
      "load",
      "validate",
      "extract",
      "ingest",
      "review",
      "draft",
      "export",
      "keys",
      "backup",
      "restore",
      "vacuum",
      "migrate",
      "schema",
    ]) {
      expect(out).toMatch(new RegExp(`^ {2}${command}\\b`, "m"));
      const help = await run(command, "--help");
      expect(help.code).toBe(0);
      expect(help.out).toContain("Usage: conflict-graph");
    }
  });

  it("ends with 2 for a wrong command, and with 1 for wrong input", async () => {
    expect(await run("srve")).toMatchObject({ code: 2, err: expect.stringContaining("Did you mean serve?") });
    expect(await run("load")).toMatchObject({
      code: 2,
      err: expect.stringContaining("missing required argument 'folder'"),
    });
    expect(await run("serve", "--port", "x")).toMatchObject({ code: 2, err: expect.stringContaining("--port is “x”") });
    expect(await run("validate", "nowhere")).toMatchObject({
      code: 1,
      err: expect.stringContaining("is not a folder"),
    });
  });

  it("creates keys that are shown once, and lists, rotates and revokes them", async () => {
    const on = ["--database", join(folder, "keys.db")];
    const made = await run("keys", "create", "--name", "A. Editor", "--scope", "review", "ingest", ...on);
    expect(made).toMatchObject({ code: 0, out: expect.stringMatching(/^cg_[0-9a-f]{8}_[\w-]{43}\n$/) });
    const id = made.out.slice(3, 11);
    const rotated = await run("keys", "rotate", id, "--until", "2999-01-01T00:00Z", ...on);
    expect([rotated.out.slice(0, 12), rotated.out === made.out]).toEqual([made.out.slice(0, 12), false]);
    const list = async () => (await run("keys", "list", ...on)).out;
    expect(await list()).toMatch(
      new RegExp(
        `^${id} {2}A\\. Editor {2}\\[ingest review\\] {2}created .*, rotated .*, old key valid until 2999-01-01`,
      ),
    );
    expect(await run("keys", "revoke", id, ...on)).toMatchObject({ code: 0 });
    expect(await list()).toContain("REVOKED");
    expect(await run("keys", "revoke", id, ...on)).toMatchObject({
      code: 1,
      err: expect.stringContaining("No valid key has the id"),
    });
    expect(await run("keys", "create", "--name", "x", "--scope", "all", ...on)).toMatchObject({ code: 2 });
    expect(await run("keys", "rotate", id, "--until", "2001-01-01T00:00Z", ...on)).toMatchObject({ code: 2 });
  });

  it("validates the seeds, and names every fault of a broken corpus", async () => {
    expect(await run("validate")).toMatchObject({ code: 0, out: expect.stringMatching(/is valid: .*5 articles/) });
    await using broken = await corpusFolder({
      ...SMALL_CORPUS,
      "records.yaml": SMALL_CORPUS["records.yaml"]
        .replace("harm: KILLED", "harm: DEAD")
        .replace("actor: southland,", "actor: suthland,"),
    });
    const { code, err } = await run("validate", broken.path);
    expect(code).toBe(1);
    expect(err).toMatch(/has \d+ faults/);
    expect(err).toContain("takes one of KILLED");
    expect(err).toContain("did you mean “southland”?");
  });

  it("loads a corpus, says what changed, and loads nothing of a broken one", async () => {
    await using corpus = await corpusFolder(SMALL_CORPUS);
    const database = join(folder, "load.db");
    const load = () => run("load", corpus.path, "--database", database);
    expect(await load()).toMatchObject({
      code: 0,
      out: expect.stringContaining("8 added, 0 revised, 0 withdrawn, 0 unchanged (data revision 1)"),
    });
    expect(await load()).toMatchObject({
      code: 0,
      out: expect.stringContaining("0 added, 0 revised, 0 withdrawn, 8 unchanged (data revision 1)"),
    });
    await corpus.write({ "records.yaml": SMALL_CORPUS["records.yaml"].replace("harm: KILLED", "harm: DEAD") });
    expect(await load()).toMatchObject({ code: 1, err: expect.stringContaining("nothing of it was loaded") });
    await corpus.write({ "records.yaml": SMALL_CORPUS["records.yaml"].replace("name: Southland", "name: South Land") });
    expect(await load()).toMatchObject({
      code: 0,
      out: expect.stringContaining("0 added, 1 revised, 0 withdrawn, 7 unchanged (data revision 2)"),
    });
  });

  it("rewrites the files of a database", async () => {
    await using corpus = await corpusFolder(SMALL_CORPUS);
    const database = join(folder, "vacuum.db");
    await run("load", corpus.path, "--database", database);
    expect(await run("vacuum", "--database", database)).toEqual({
      code: 0,
      out: `The files of ${database} were rewritten.\n`,
      err: "",
    });
  });

  it("validates and loads a corpus in which something is worth a look, and says so", async () => {
    const text = SMALL_CORPUS["articles/flood-of-reports.md"];
    await using corpus = await corpusFolder({ ...SMALL_CORPUS, "articles/reprint.md": text });
    const notice = {
      code: 0,
      err: expect.stringMatching(
        /^To look at \(these are not faults\):\narticles\/reprint\.md:2: .*copyOf: flood-of-reports;/,
      ),
    };
    expect(await run("validate", corpus.path)).toMatchObject(notice);
    expect(await run("load", corpus.path, "--database", join(folder, "notices.db"))).toMatchObject(notice);
  });

  it("loads a changed text around the words of reviewed claims once they are confirmed", async () => {
    await using corpus = await corpusFolder(SMALL_CORPUS);
    const article = "articles/flood-of-reports.md";
    const load = (...flags: string[]) => run("load", corpus.path, "--database", join(folder, "moved.db"), ...flags);
    expect(await load()).toMatchObject({ code: 0 });
    await corpus.write({
      [article]: SMALL_CORPUS[article].replace("Northland's ministry said", "Northland's ministry said,"),
    });
    expect(await load()).toMatchObject({
      code: 1,
      out: "",
      err: expect.stringMatching(/CasualtyReport twenty-killed quotes.*\n {2}earlier: .*\n {2}now: {5}/),
    });
    const confirmed = ["twenty-killed", "five-civilians"].flatMap((id) => ["--confirm-evidence", id]);
    expect(await load(...confirmed)).toMatchObject({ code: 0, out: expect.stringContaining("4 revised") });
  });

  it("migrates a database once", async () => {
    const database = join(folder, "migrate.db");
    expect(await run("migrate", "--database", database)).toMatchObject({
      code: 0,
      out: expect.stringContaining("001-records"),
    });
    expect(await run("migrate", "--database", database)).toMatchObject({
      code: 0,
      out: "The database is up to date.\n",
    });
  });

  it("prints the subgraph as it is served, also with other names", async () => {
    const renames = ["--rename", "Event=ConflictEvent", "Query.search=conflictSearch"];
    const { code, out } = await run("schema", "--subgraph", ...renames);
    expect(code).toBe(0);
    expect(out).toContain('type ConflictEvent implements Node @key(fields: "id") {');
    const service = await serving("--database", ":memory:", ...renames);
    const answer = await fetch(`${service.url}/subgraph`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query: "{ _service { sdl } }" }),
    });
    expect(((await answer.json()) as { data: { _service: { sdl: string } } }).data._service.sdl).toBe(out);
    expect((await ask(service.url, '{ event(slug: "clashes-september-2020") { __typename } }')).data).toEqual({
      event: { __typename: "Event" },
    });
    await service.stop();
  });

  it("refuses all names that the subgraph cannot have, at once", async () => {
    for (const command of [
      ["schema", "--subgraph"],
      ["serve", "--port", "0", "--database", ":memory:"],
    ]) {
      const { code, err } = await run(
        ...command,
        "--rename",
        "Evnt=ConflictEvent",
        "Actor=Place",
        "search",
        "Event=__Event",
      );
      expect(code).toBe(2);
      expect(err).toContain("there is no type Evnt to rename; did you mean Event?");
      expect(err).toContain("Actor and Place would both be called Place");
      expect(err).toContain("“search” is not a rename; it takes a form such as");
      expect(err).toContain("“Event=__Event” is not a rename");
    }
    expect(await run("schema", "--no-security")).toMatchObject({ code: 2, err: expect.stringContaining("--subgraph") });
  });

  it("prints the schema", async () => {
    const { code, out } = await run("schema");
    expect(code).toBe(0);
    expect(out).toContain("type CasualtyReport implements Node");
  });

  it("serves another corpus without the seeds, from its own database, and stops on a signal", async () => {
    await using corpus = await corpusFolder(SMALL_CORPUS);
    const service = await serving("--corpus", corpus.path);
    const { data } = await ask(service.url, "{ articles { nodes { slug } } corpora { slug } }");
    expect(data).toEqual({ articles: { nodes: [{ slug: "flood-of-reports" }] }, corpora: [{ slug: "small" }] });
    expect(await service.stop()).toBe(0);

    const again = await serving("--no-corpus", "--database", join(folder, "data/small.db"));
    expect((await ask(again.url, "{ articles { totalCount } }")).data).toEqual({ articles: { totalCount: 1 } });
    await again.stop();
  });

  it("tells subscribers that it stops, and does not wait for them", async () => {
    await using corpus = await corpusFolder(SMALL_CORPUS);
    const service = await serving("--corpus", corpus.path);
    const open = await Promise.all(
      [1, 2, 3].map(() =>
        subscribe(fetch, `${service.url}/graphql`, {
          query: "subscription { articleIngested(since: 0) { position } }",
        }),
      ),
    );
    for (const events of open) expect(await events.take(1)).toMatchObject([{ data: { articleIngested: {} } }]);
    // A client that keeps the connection when its stream is over.
    const { hostname, port } = new URL(service.url);
    const keeping = connect(Number(port), hostname);
    keeping.write(
      `GET /graphql?query=subscription{articleIngested{slug}} HTTP/1.1\r\nhost: ${hostname}\r\naccept: text/event-stream\r\n\r\n`,
    );
    await once(keeping, "data");
    keeping.resume();
    const stopped = service.stop();
    for (const events of open) {
      expect(await events.next()).toMatchObject({ errors: [{ extensions: { code: "SERVICE_STOPPING" } }] });
      expect(await events.next()).toBeNull();
    }
    expect(await stopped).toBe(0);
    expect(service.log()).not.toContain("Cut off");
  });

  it("refuses to serve a broken corpus, and says why", async () => {
    await using corpus = await corpusFolder({ ...SMALL_CORPUS, "corpus.yaml": "id: small" });
    const { code, err } = await run("serve", "--corpus", corpus.path, "--port", "0");
    expect(code).toBe(1);
    expect(err).toContain("corpus.yaml");
  });

  it("says that a port is in use", async () => {
    await using corpus = await corpusFolder(SMALL_CORPUS);
    const service = await serving("--corpus", corpus.path);
    const second = await run(
      "serve",
      "--corpus",
      corpus.path,
      "--database",
      ":memory:",
      "--port",
      new URL(service.url).port,
    );
    expect(second).toMatchObject({ code: 1, err: expect.stringMatching(/^Port \d+ of localhost is in use .*--port/m) });
    expect(second.err).not.toContain("    at ");
    await service.stop();
  });

  it("says that a host is not an address of this machine", async () => {
    for (const host of ["no-such-host.invalid", "203.0.113.1"]) {
      const refused = await run("serve", "--no-corpus", "--database", ":memory:", "--port", "0", "--host", host);
      expect(refused).toMatchObject({ code: 1, err: expect.stringMatching(/^--host is “.*”, .*\n$/) });
    }
  });

  it("loads and migrates one new file in several processes at once", async () => {
    await using corpus = await corpusFolder(SMALL_CORPUS);
    for (const name of ["at-once-1.db", "at-once-2.db"]) {
      const database = ["--database", join(folder, name)];
      const all = await Promise.all([
        ...[1, 2, 3].map(() => run("migrate", ...database)),
        ...[1, 2, 3].map(() => run("load", corpus.path, ...database)),
      ]);
      expect(all.map(({ code, err }) => ({ code, err }))).toEqual(all.map(() => ({ code: 0, err: "" })));
    }
  });

  it("waits while another process is loading", async () => {
    await using corpus = await corpusFolder(SMALL_CORPUS);
    const database = join(folder, "waits.db");
    await run("migrate", "--database", database);
    const other = new DatabaseSync(database);
    other.exec("begin immediate");
    const second = run("load", corpus.path, "--database", database);
    await setTimeout(7000);
    other.close();
    expect(await second).toMatchObject({ code: 0, err: "" });
  });

  it.skipIf(!isLinux)("stops the loading process on a signal", async () => {
    await using corpus = await corpusFolder(SMALL_CORPUS);
    const database = join(folder, "stopped.db");
    await run("migrate", "--database", database);
    for (const [signal, status] of [
      ["SIGTERM", 143],
      ["SIGINT", 130],
    ] as const) {
      // A lock, so that the loading process waits.
      using other = new DatabaseSync(database);
      other.exec("begin immediate");
      const service = start(["serve", "--port", "0", "--corpus", corpus.path, "--database", database]);
      const end = outputOf(service);
      const loader = await childOf(service);
      service.kill(signal);
      expect(await end).toMatchObject({ code: status, err: expect.stringContaining("Stopped while") });
      expect(() => process.kill(loader.pid, 0)).toThrow(/ESRCH/);
    }
  });

  it("explains in one line why a database cannot be used, and shows no password", async () => {
    await using corpus = await corpusFolder(SMALL_CORPUS);
    await writeFile(join(folder, "text.db"), "No database. ".repeat(100));
    for (const [database, shown] of [
      ["postgres://me:s3cret@127.0.0.1:1/db?password=s3cret", "postgres://…@127.0.0.1:1/db"],
      ["POSTGRES://me:s3cret@no-such-host.invalid/db", "POSTGRES://…@no-such-host.invalid/db"],
      ["text.db", "text.db"],
      [".", "."],
    ] as const) {
      for (const command of [["migrate"], ["load", corpus.path], ["serve", "--corpus", corpus.path, "--port", "0"]]) {
        const { code, err } = await run(...command, "--database", database);
        expect({ code, err }).toEqual({
          code: 1,
          err: expect.stringMatching(/^The database \S+ cannot be used: .+\.\n$/),
        });
        expect(err).toContain(`The database ${shown} cannot`);
        expect(err).not.toContain("s3cret");
      }
    }
    const help = await outputOf(start(["migrate", "--help"], { DATABASE_URL: "postgres://me:s3cret@host/db" }));
    expect(help.out).not.toContain("s3cret");
  });

  it.skipIf(!isLinux)(
    "does not pass a password to the loading process as an argument, which every user can list",
    async () => {
      const database = "postgres://me:s3cret@127.0.0.1:1/db";
      // Not a corpus: the loading process says so before it opens the database.
      await using corpus = await corpusFolder({ "corpus.yaml": "" });
      const service = start(["serve", "--port", "0", "--corpus", corpus.path, "--database", database]);
      const end = outputOf(service);
      expect((await childOf(service)).args).not.toContain("s3cret");
      expect(await end).toMatchObject({ code: 1, err: expect.stringContaining("corpus.yaml") });
    },
  );
});

/** The child of a process, with the child's arguments as Linux shows them to every user. */
async function childOf({ pid }: ChildProcess): Promise<{ pid: number; args: string }> {
  for (;;) {
    const [child] = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").split(" ");
    const args = child ? readFileSync(`/proc/${child}/cmdline`, "utf8").replaceAll("\0", " ") : "";
    if (args.includes(" load ")) return { pid: Number(child), args };
    await setTimeout(5);
  }
}
