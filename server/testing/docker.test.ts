import { existsSync, readFileSync } from "node:fs";
import { dirname, join, matchesGlob, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const read = (path: string) => readFileSync(join(ROOT, path), "utf8");

/** The instructions, with continued lines joined. */
const instructions = read("Dockerfile")
  .replaceAll(/\\\n\s*/g, "")
  .split("\n")
  .filter((line) => /^[A-Z]/.test(line))
  .map((line): [string, string] => [line.split(" ", 1)[0] ?? "", line.slice(line.indexOf(" ") + 1)]);
const of = (name: string) => instructions.flatMap(([found, rest]) => (found === name ? [rest] : []));

/** Whether .dockerignore excludes a file: the last pattern that matches it or a folder above it decides. */
const patterns = read(".dockerignore")
  .split("\n")
  .filter((line) => line !== "" && !line.startsWith("#"));
function isIgnored(path: string): boolean {
  const above = path.split("/").map((_, at, parts) => parts.slice(0, at + 1).join("/"));
  return patterns.reduce((ignored, pattern) => {
    const glob = pattern.replace(/^!/, "");
    // Unlike in Node.js, * also matches names that start with a dot in Docker.
    return glob === "*" || above.some((part) => matchesGlob(part, glob)) ? !pattern.startsWith("!") : ignored;
  }, false);
}

/** The paths copied from the build context, not from another stage. */
const sources = of("COPY")
  .filter((rest) => !rest.includes("--from="))
  .flatMap((rest) =>
    rest
      .split(" ")
      .filter((part) => !part.startsWith("--"))
      .slice(0, -1),
  );

/** All of our files that a file needs, directly or indirectly, by import or by URL. */
function neededBy(entry: string, found = new Set<string>()): Set<string> {
  if (found.has(entry)) return found;
  found.add(entry);
  if (!/\.(ts|mjs)$/.test(entry)) return found;
  for (const [, imported = ""] of read(entry).matchAll(/(?:from|import|new URL)\s*\(?\s*"(\.{1,2}\/[^"]+)"/g)) {
    const path = normalize(join(dirname(entry), imported))
      .replaceAll("\\", "/")
      .replace(/\/$/, "");
    if (!path.startsWith("node_modules")) neededBy(path, found);
  }
  return found;
}

describe("The container", () => {
  it("is built from files that exist and are not excluded", () => {
    expect(sources).toEqual(expect.arrayContaining(["package.json", "package-lock.json", "server/", "sdk/", "seeds/"]));
    for (const source of sources) {
      expect(existsSync(join(ROOT, source)), source).toBe(true);
      expect(isIgnored(source.replace(/\/$/, "")), source).toBe(false);
    }
  });

  it("has every file that the service needs", () => {
    const needed = [
      ...neededBy("server/conflict-graph.mjs"),
      ...neededBy("server/http/workers/worker.ts"),
      "seeds/corpus.yaml",
    ];
    expect(needed.length).toBeGreaterThan(150);
    expect(needed.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
    const copied = (path: string) => sources.some((source) => path === source || `${path}/`.startsWith(source));
    expect(needed.filter((path) => !copied(path) || isIgnored(path))).toEqual([]);
  });

  it("contains nothing else: no history, database, secrets or tests", () => {
    for (const path of [
      ".git/config",
      ".env",
      "server/.env.local",
      "data/store.db",
      "server/x.db",
      "node_modules/a/b.js",
      "server/cli/cli.test.ts",
      "server/testing/check.mjs",
      "sdk/node_modules/x",
    ])
      expect(isIgnored(path), path).toBe(true);
    expect(read("Dockerfile")).not.toMatch(/password|secret|token|cg_/i);
  });

  it("runs the service on the required Node.js, not as root", () => {
    for (const command of [...of("CMD"), ...of("HEALTHCHECK").map((rest) => rest.slice(rest.indexOf("[")))])
      expect(JSON.parse(command)[0]).toBe("node");
    const [command = "[]"] = of("CMD");
    expect(existsSync(join(ROOT, JSON.parse(command).at(-2)))).toBe(true);
    expect(JSON.parse(command).at(-1)).toBe("serve");
    expect(instructions.findLastIndex(([name]) => name === "USER")).toBeGreaterThan(
      instructions.findLastIndex(([name]) => name === "FROM"),
    );
    expect(of("USER").at(-1)).toBe("node");
    expect(of("STOPSIGNAL")).toEqual(["SIGTERM"]);
    const [, needed = ""] = /major < (\d+)/.exec(read("server/conflict-graph.mjs")) ?? [];
    expect(of("FROM").map((image) => image.split(" ")[0])).toEqual([`node:${needed}-slim`, `node:${needed}-slim`]);
    const data = /DATABASE_URL=(\S+)/.exec(of("ENV").join(" "))?.[1] ?? "";
    expect(of("VOLUME")).toEqual([dirname(data)]);
  });
});
