import { expect, it } from "vitest";
import { corpusFolder, SMALL_CORPUS, testApp } from "../../testing/testApp.ts";
import { robotsText } from "./robots.ts";

it("Crawlers may read pages, but not start queries or fetch all data", async () => {
  await using folder = await corpusFolder(SMALL_CORPUS);
  await using app = await testApp("SQLite", folder.path);
  const response = await app.fetch("/robots.txt");
  expect(response.headers.get("content-type")).toBe("text/plain; charset=utf-8");
  const text = await response.text();
  expect(text).toBe("User-agent: *\nDisallow: /graphql\nDisallow: /subgraph\nDisallow: /export/\n");
});

it("Crawlers may read nothing if reading needs a key, and need no key to learn that", async () => {
  await using folder = await corpusFolder(SMALL_CORPUS);
  await using app = await testApp("SQLite", folder.path, { read: "closed" });
  const response = await app.fetch("/robots.txt");
  expect([response.status, await response.text()]).toEqual([200, "User-agent: *\nDisallow: /\n"]);
});

it("The rules begin with the path of the public address", () => {
  expect(robotsText({ publicUrl: "https://example.org/conflict", read: "open" })).toContain(
    "Disallow: /conflict/graphql\n",
  );
});
