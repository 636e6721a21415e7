import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApp, testApp } from "../../testing/testApp.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp("SQLite");
});
afterAll(() => app[Symbol.asyncDispose]());

const gzip = { headers: { "accept-encoding": "gzip" } };
const filesOf = (html: string) =>
  [...html.matchAll(/(?:src|href)="([^":]+\.(?:js|css))"/g)].map(([, name = ""]) => name);

describe("An example app", () => {
  it("is linked from the start page, and found without the final slash", async () => {
    const start = await (await app.fetch("/")).text();
    expect(start.indexOf('href="/why/"')).toBeGreaterThan(0);
    expect(start.indexOf('href="/read/"')).toBeGreaterThan(start.indexOf('href="/why/"'));
    const { status, headers } = await app.fetch("/why?view=table");
    expect([status, new URL(headers.get("location") ?? "", "http://localhost:4000/why").pathname]).toEqual([
      308,
      "/why/",
    ]);
    expect(headers.get("location")).toContain("?view=table");
  });

  it.each(["/why/", "/read/"])("%s may load only its own files and query only its own service", async (path) => {
    const { status, headers } = await app.fetch(path);
    expect([status, headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
    const policy = headers.get("content-security-policy") ?? "";
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'");
    expect(policy).not.toContain("unsafe");
  });

  it("is sent again only if it has changed", async () => {
    const first = await app.fetch("/why/");
    const etag = first.headers.get("etag") ?? "";
    expect([first.headers.get("cache-control"), etag.length > 20]).toEqual(["no-cache", true]);
    const again = await app.fetch("/why/", { headers: { "if-none-match": `"other", W/${etag}` } });
    expect([again.status, await again.text()]).toEqual([304, ""]);
    expect((await app.fetch("/why/", { headers: { "if-none-match": '"other"' } })).status).toBe(200);
  });

  it("has its script and style in files that browsers may keep permanently, compressed", async () => {
    const names = filesOf(await (await app.fetch("/why/")).text());
    expect(names).toEqual([expect.stringMatching(/^style\.\w{8}\.css$/), expect.stringMatching(/^main\.\w{8}\.js$/)]);
    for (const name of names) {
      const packed = await app.fetch(`/why/${name}`, gzip);
      expect(packed.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
      expect(packed.headers.get("content-encoding")).toBe("gzip");
      const text = gunzipSync(await packed.arrayBuffer()).toString();
      const map = /sourceMappingURL=(\S+)/.exec(text)?.[1];
      const source = gunzipSync(await (await app.fetch(`/why/${map}`, gzip)).arrayBuffer()).toString();
      expect(JSON.parse(source)).toHaveProperty("sourcesContent");
    }
  });

  it("is sent plain to who does not accept it compressed, and to who says nothing, if it is short", async () => {
    const [style = "", script = ""] = filesOf(await (await app.fetch("/why/")).text());
    const plain = await app.fetch(`/why/${style}`);
    expect([plain.status, plain.headers.get("content-encoding")]).toEqual([200, null]);
    expect(await plain.text()).toContain("{");
    const long = await app.fetch(`/why/${script}`);
    expect([long.status, long.headers.get("content-encoding")]).toEqual([200, "gzip"]);
    const refused = await app.fetch(`/why/${script}`, { headers: { "accept-encoding": "identity" } });
    expect([refused.status, await refused.text()]).toEqual([406, expect.stringContaining("accept-encoding: gzip")]);
  });

  it.each([
    ["/why/", 120],
    ["/read/", 20],
  ])("%s is smaller than %i KB, compressed", async (path, most) => {
    const page = await app.fetch(path, gzip);
    const html = gunzipSync(await page.clone().arrayBuffer()).toString();
    const files = await Promise.all(filesOf(html).map((name) => app.fetch(`${path}${name}`, gzip)));
    const sizes = await Promise.all([page, ...files].map(async (answer) => (await answer.arrayBuffer()).byteLength));
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(most * 1000);
  });

  it("leaves no build process behind", async () => {
    await app.fetch("/why/");
    expect(process.getActiveResourcesInfo().filter((name) => name === "ProcessWrap")).toEqual([]);
  });

  it("reports a missing file, and supports only GET and HEAD", async () => {
    const missing = await app.fetch("/why/nothing.js");
    expect(missing.status).toBe(404);
    expect(await missing.text()).toContain("There is no file “nothing.js” here");
    expect((await app.fetch("/why/", { method: "POST" })).status).toBe(405);
  });
});
