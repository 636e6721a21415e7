import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { NO_PROXIES } from "./clients.ts";
import { ConfigError, SEEDS } from "./config.ts";
import { deriveConfig } from "./deriveConfig.ts";
import { DEFAULT_LIMITS } from "./limits.ts";

describe("The configuration", () => {
  it("serves the seeds on localhost only, by default", () => {
    expect(deriveConfig({}, {})).toEqual({
      databaseUrl: null,
      corpus: SEEDS,
      host: "localhost",
      port: 4000,
      corsOrigins: "local",
      logLevel: "info",
      publicUrl: null,
      allowedHosts: [],
      subgraphRenames: [],
      limits: DEFAULT_LIMITS,
      clients: NO_PROXIES,
      manifests: ["../../sdk/persisted-operations.json", "../../sdk/released-operations"].map((path) =>
        fileURLToPath(new URL(path, import.meta.url)),
      ),
      onlyTrustedDocuments: false,
      introspection: true,
      graphiql: true,
      read: "open",
      jwt: null,
      apiCorpusTitle: "Taken in through the API",
      answerCacheMegabytes: 16,
      maxConnections: 10_000,
      operating: { metrics: null, traces: null, slowSql: 500, shutdown: { delay: 0, grace: 5 } },
      unsafe: [],
      allowUnsafe: [],
      warnings: [],
    });
  });

  it("reads limits, proxies and gateways from the environment", () => {
    const { limits, clients, ...rest } = deriveConfig(
      {},
      {
        LIMIT_BODY_BYTES: "1000",
        LIMIT_COST: "5",
        TRUSTED_PROXIES: "10.0.0.0/8, ::1",
        TRUSTED_PROXY_HEADER: "forwarded",
        GATEWAYS: "192.0.2.0/24=20, their-key=5",
        TRUSTED_DOCUMENTS: "only",
        INTROSPECTION: "off",
        GRAPHIQL: "off",
      },
    );
    expect(limits).toEqual({ ...DEFAULT_LIMITS, bodyBytes: 1000, cost: 5 });
    expect(clients.trustedProxies.check("10.1.2.3")).toBe(true);
    expect(clients.trustedProxies.check("::1", "ipv6")).toBe(true);
    expect(clients).toMatchObject({
      proxyHeader: "forwarded",
      gateways: [{ multiple: 20 }, { who: "their-key", multiple: 5 }],
    });
    expect(rest).toMatchObject({ onlyTrustedDocuments: true, introspection: false, graphiql: false });
  });

  it.each([
    ["LIMIT_TOKENS", "0", "a whole number from 1 to 9999999999"],
    ["LIMIT_TOKENS", "10000000000", "a whole number from 1 to 9999999999"],
    ["LIMIT_SECONDS", "ten", "a whole number from 1 to 86400"],
    ["LIMIT_SECONDS", "86401", "a whole number from 1 to 86400"],
    ["TRUSTED_PROXIES", "10.0.0.0/33", "10.0.0.7 or 10.0.0.0/8"],
    ["TRUSTED_PROXIES", "proxy.example", "10.0.0.7 or 10.0.0.0/8"],
    ["TRUSTED_PROXY_HEADER", "x-real-ip", "x-forwarded-for or forwarded"],
    ["GATEWAYS", "10.0.0.1", "the factor for its limits"],
    ["GATEWAYS", "10.0.0.1/99=2", "the factor for its limits"],
    ["MANIFESTS", "/no/such/file.json", "contains “/no/such/file.json”, which does not exist. Use"],
    ["TRUSTED_DOCUMENTS", "yes", "any or only"],
    ["INTROSPECTION", "0", "on or off"],
  ])("refuses %s=%s, and says what to use", (variable, value, use) => {
    const derive = () => deriveConfig({}, { [variable]: value });
    expect(derive).toThrow(ConfigError);
    expect(derive).toThrow(variable);
    expect(derive).toThrow(use);
  });

  it("accepts an issuer's tokens, with its names for the scopes", () => {
    const env = {
      JWT_ISSUER: "https://issuer.example",
      JWT_AUDIENCE: "us",
      JWT_JWKS: "https://issuer.example/jwks",
      JWT_SCOPES: "review=claims:review, admin=root",
    };
    expect(deriveConfig({}, { ...env, READ: "closed" })).toMatchObject({
      read: "closed",
      jwt: {
        issuer: "https://issuer.example",
        audience: "us",
        jwks: { url: "https://issuer.example/jwks" },
        scopeClaim: "scope",
        scopes: { ingest: "ingest", review: "claims:review", admin: "root" },
        clockTolerance: 30,
      },
    });
  });

  it.each([
    [{ JWT_ISSUER: "https://issuer.example" }, /JWT_AUDIENCE is missing[\s\S]*JWT_JWKS is missing/],
    [
      { JWT_SCOPES: "write=x" },
      /JWT_ISSUER is missing[\s\S]*JWT_SCOPES contains “write=x”\. Use .*ingest, review, admin/,
    ],
    [{ JWT_JWKS: "http://issuer.example/jwks" }, /JWT_JWKS is “http:\/\/issuer.example\/jwks”\. Use an https address/],
    [{ JWT_JWKS: "/no/such/file" }, /JWT_JWKS is “\/no\/such\/file”, which cannot be read as a JWK set/],
    [{ JWT_CLOCK_SKEW: "long", READ: "shut" }, /READ is “shut”\. Use open or closed[\s\S]*JWT_CLOCK_SKEW is “long”/],
  ])("refuses incomplete or wrong settings of tokens, naming each: %j", (env, message) => {
    expect(() => deriveConfig({}, env)).toThrow(message);
  });

  it("prefers flags to variables, and counts an empty variable as not set", () => {
    const env = {
      PORT: "5000",
      HOST: "0.0.0.0",
      DATABASE_URL: "postgres://me@host/db",
      CORS_ORIGINS: "https://a.example, https://b.example:8443",
      LOG_LEVEL: "",
      SUBGRAPH_RENAMES: "Event=ConflictEvent, Query.search=conflictSearch,",
    };
    expect(deriveConfig({ port: "6000" }, env)).toMatchObject({
      databaseUrl: "postgres://me@host/db",
      host: "0.0.0.0",
      port: 6000,
      corsOrigins: ["https://a.example", "https://b.example:8443"],
      logLevel: "info",
      subgraphRenames: ["Event=ConflictEvent", "Query.search=conflictSearch"],
    });
    expect(deriveConfig({ rename: ["Actor=Party"] }, env).subgraphRenames).toEqual(["Actor=Party"]);
  });

  it("names all faults at once, each with its flag or variable, and shows no password", () => {
    const faults = () =>
      deriveConfig(
        { corpus: "/no/such/folder" },
        {
          PORT: "http",
          DATABASE_URL: "mysql://me:secret@host/db",
          CORS_ORIGINS: "a.example,https://b.example/path",
          LOG_LEVEL: "loud",
        },
      );
    expect(faults).toThrow(ConfigError);
    try {
      faults();
    } catch (error) {
      const { message } = error as Error;
      for (const part of [
        "PORT is “http”",
        "--corpus is “/no/such/folder”",
        "DATABASE_URL is “mysql://…@host/db”",
        "“a.example”",
        "“https://b.example/path”",
        "LOG_LEVEL is “loud”",
      ]) {
        expect(message).toContain(part);
      }
      expect(message).not.toContain("secret");
    }
  });

  it.each(["65536", "-1", "4000.5", "99999"])("refuses the port %s", (port) => {
    expect(() => deriveConfig({ port }, {})).toThrow(/--port is/);
  });

  it.each([
    ["https://example.org", "https://example.org"],
    ["https://example.org/", "https://example.org"],
    ["https://Example.org:8443/conflict//", "https://example.org:8443/conflict"],
    ["http://127.0.0.1:4000/a/b", "http://127.0.0.1:4000/a/b"],
  ])("reads the public address %s as %s", (given, read) => {
    expect(deriveConfig({ publicUrl: given }, { PUBLIC_URL: "https://other.example" }).publicUrl).toBe(read);
    expect(deriveConfig({}, { PUBLIC_URL: given }).publicUrl).toBe(read);
  });

  it.each([
    "",
    "example.org",
    "ftp://example.org",
    "https://",
    "/conflict",
    "https://example.org/?a=b",
    "https://example.org/#top",
    "https://me:secret@example.org",
    "https://example .org",
  ])("refuses the public address “%s”, and shows no password", (publicUrl) => {
    const derive = () => deriveConfig({ publicUrl }, {});
    expect(derive).toThrow(/--public-url is (empty|“.*”)\. Use an address such as https:\/\/example.org/);
    expect(derive).not.toThrow(/secret/);
  });

  it("reads the names of hosts in lower case", () => {
    const { allowedHosts } = deriveConfig({}, { ALLOWED_HOSTS: "Data.Example.org, *.example.net" });
    expect(allowedHosts).toEqual(["data.example.org", "*.example.net"]);
    expect(deriveConfig({}, { ALLOWED_HOSTS: "*" }).allowedHosts).toEqual(["*"]);
  });

  it.each(["https://example.org", "example.org:4000", "a*.example.org", "*.", "example..org", "[::1]"])(
    "refuses “%s” as the name of a host",
    (name) => {
      expect(() => deriveConfig({}, { ALLOWED_HOSTS: name })).toThrow(/ALLOWED_HOSTS .*without a port/);
    },
  );

  it("requires a database if there is no corpus", () => {
    expect(() => deriveConfig({ corpus: false }, {})).toThrow(/--no-corpus/);
    expect(deriveConfig({ corpus: false, database: "x.db" }, {})).toMatchObject({ corpus: null, databaseUrl: "x.db" });
  });

  it.each(["database", "host", "corpus", "port"])(
    "refuses an empty --%s, and counts an empty variable as not set",
    (flag) => {
      for (const value of ["", "  "]) expect(() => deriveConfig({ [flag]: value }, {})).toThrow(`--${flag} is`);
      expect(deriveConfig({}, { DATABASE_URL: "", HOST: "", PORT: "" })).toEqual(deriveConfig({}, {}));
    },
  );

  it.each([
    "postgres:me@host/db",
    "postgres://me:1/secret@host/db",
    "postgres://me:1?secret@host/db",
    "postgres://me:secret%@host/db",
    "file:///secret@x",
  ])("refuses the database %s, and shows no password", (database) => {
    expect(() => deriveConfig({ database }, {})).toThrow(/--database is “.*”\. Use postgres:\/\/user@host\/database/);
    expect(() => deriveConfig({ database }, {})).not.toThrow(/secret/);
  });

  it.each([
    "POSTGRES://me:s%40cret@host/db",
    "postgresql://host:5433/db?user=me",
    "data/me@home.db",
    "C:\\x.db",
    ":memory:",
  ])("accepts the database %s", (database) => {
    expect(deriveConfig({ database }, {}).databaseUrl).toBe(database);
  });
});
