import { chmod, mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openMigrated } from "../store/db/migrate.ts";
import { outputOf, startCommand, startedService } from "../testing/commandLine.ts";
import { deriveConfig } from "./deriveConfig.ts";
import { UNSAFE, unsafeFiles } from "./unsafe.ts";

let folder: string;
let jwks: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "conflict-graph-unsafe-"));
  jwks = join(folder, "jwks.json");
  await writeFile(jwks, '{"keys":[]}', { mode: 0o600 });
});
afterAll(() => rm(folder, { recursive: true }));

const found = (env: Record<string, string>) => deriveConfig({}, env).unsafe.map(({ name }) => name);
const withTokens = (env: Record<string, string>) =>
  found({ JWT_ISSUER: "https://id.example", JWT_AUDIENCE: "conflict-graph", JWT_JWKS: jwks, ...env });

describe("An unsafe setting is found:", () => {
  it.each([
    ["open-cors", { CORS_ORIGINS: "*", READ: "closed" }],
    ["open-metrics", { METRICS_PORT: "9090", METRICS_HOST: "0.0.0.0" }],
    ["open-metrics", { METRICS_PORT: "9090", METRICS_HOST: "metrics.example" }],
    ["trust-everyone", { TRUSTED_PROXIES: "10.0.0.1, 0.0.0.0/0" }],
    ["trust-everyone", { TRUSTED_PROXIES: "::/0" }],
    ["trust-everyone", { TRUSTED_PROXIES: "128.0.0.0/1" }],
    ["trust-everyone", { TRUSTED_PROXIES: "::ffff:0.0.0.0/96" }],
    ["no-limits", { LIMIT_COST: "9999999999" }],
  ] as const)("%s by %o, and the message begins with a setting of its rule", (name, env) => {
    const { unsafe } = deriveConfig({}, env as unknown as Record<string, string>);
    expect(unsafe.map(({ name }) => name)).toEqual([name]);
    expect(UNSAFE[name].settings).toContain(unsafe[0]?.message.replace(/ .*/, ""));
  });

  it.each([
    ["plain-issuer", { JWT_ISSUER: "http://id.example" }],
    ["any-audience", { JWT_AUDIENCE: "*" }],
    ["open-writes", { JWT_SCOPES: "ingest=openid" }],
    ["open-writes", { JWT_SCOPES: "admin=email,review=claims:review" }],
  ])("%s for tokens, by %o", (name, env) => {
    expect(withTokens(env as unknown as Record<string, string>)).toEqual([name]);
  });

  it.each([
    [{}],
    [{ CORS_ORIGINS: "*" }],
    [{ CORS_ORIGINS: "https://app.example", READ: "closed" }],
    [{ HOST: "0.0.0.0" }],
    [{ METRICS_PORT: "9090" }],
    [{ METRICS_PORT: "9090", METRICS_HOST: "10.1.2.3" }],
    [{ TRUSTED_PROXIES: "10.0.0.0/8,192.168.1.1,fd00::/64" }],
    [{ LIMIT_COST: "1000000" }],
    [{ INTROSPECTION: "on", GRAPHIQL: "on" }],
    [{ JWT_ISSUER: "https://id.example", JWT_AUDIENCE: "conflict-graph", JWT_JWKS: "https://id.example/jwks" }],
    [{ JWT_ISSUER: "http://localhost:8080", JWT_AUDIENCE: "conflict-graph", JWT_JWKS: "http://localhost:8080/jwks" }],
  ])("none by %o", (env) => {
    expect(found(env as unknown as Record<string, string>)).toEqual([]);
  });

  it.skipIf(process.platform === "win32")(
    "files that every user may change, or that every user may read although reading is closed",
    async () => {
      const database = join(folder, "modes.db");
      await writeFile(database, "");
      const names = async (mode: number, read: "open" | "closed") => {
        await chmod(database, mode);
        return unsafeFiles(database, { read, jwt: null }).map(({ name, message }) => [
          name,
          / may (\w+) /.exec(message)?.[1],
        ]);
      };
      expect(await names(0o644, "open")).toEqual([]);
      expect(await names(0o640, "closed")).toEqual([]);
      expect(await names(0o646, "open")).toEqual([["open-files", "change"]]);
      expect(await names(0o644, "closed")).toEqual([["open-files", "read"]]);
      const { jwt } = deriveConfig({}, { JWT_ISSUER: "https://id.example", JWT_AUDIENCE: "a", JWT_JWKS: jwks });
      await chmod(jwks, 0o602);
      expect(unsafeFiles(":memory:", { read: "open", jwt })).toMatchObject([{ name: "open-files" }]);
      await chmod(jwks, 0o600);
      expect(unsafeFiles("postgres://host/db", { read: "closed", jwt })).toEqual([]);
      expect(unsafeFiles(join(folder, "none.db"), { read: "closed", jwt: null })).toEqual([]);
    },
  );

  it.skipIf(process.platform === "win32")("but not in a new database", async () => {
    const database = join(folder, "new.db");
    await using _store = await openMigrated(database);
    expect((await stat(database)).mode & 0o007).toBe(0);
  });
});

describe("A service with an unsafe setting", () => {
  const start = (env: Record<string, string>) =>
    startCommand(["serve", "--port", "0", "--no-corpus", "--database", ":memory:"], { cwd: folder, env });
  const both = { TRUSTED_PROXIES: "0.0.0.0/0", LIMIT_COST: "9999999999" };

  it("does not start, and says for each setting why not and what to use", async () => {
    const { code, err } = await outputOf(start(both));
    expect(code).toBe(2);
    expect(err).toMatch(
      /TRUSTED_PROXIES contains 0\.0\.0\.0\/0: .* Name only the proxies\. .*ALLOW_UNSAFE=trust-everyone/,
    );
    expect(err).toMatch(/LIMIT_COST is 9999999999: .* Use at most 10000000\. .*ALLOW_UNSAFE=no-limits/);
    const one = await outputOf(start({ ...both, ALLOW_UNSAFE: "no-limits" }));
    expect(one).toMatchObject({ code: 2, err: expect.not.stringContaining("LIMIT_COST") });
  });

  it("starts if each setting is allowed, and logs a warning for each", async () => {
    const service = await startedService(start({ ...both, ALLOW_UNSAFE: "no-limits, trust-everyone" }));
    expect(await service.stop()).toBe(0);
    const warned = service
      .log()
      .split("\n")
      .filter((line) => line.includes('"unsafe"'))
      .map((line) => JSON.parse(line));
    expect(warned).toMatchObject([
      { level: 40, unsafe: "trust-everyone" },
      { level: 40, unsafe: "no-limits" },
    ]);
  });

  it("refuses an unknown name in ALLOW_UNSAFE", () => {
    expect(() => deriveConfig({}, { ALLOW_UNSAFE: "no-limits,everything" })).toThrow(
      /ALLOW_UNSAFE contains “everything”\. Use comma-separated names of open-cors/,
    );
  });
});
