import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { corpusFolder, type Folder, SMALL_CORPUS, type TestApp, testApp } from "../../testing/testApp.ts";

const FORMULA = "=HYPERLINK(0)";

describe("The CSV addresses", () => {
  let folder: Folder;
  let app: TestApp;
  beforeAll(async () => {
    folder = await corpusFolder({
      ...SMALL_CORPUS,
      "records.yaml": SMALL_CORPUS["records.yaml"].replace(
        "title: Armed clashes near Riverton, 1 March 2021",
        `title: "${FORMULA}"`,
      ),
    });
    app = await testApp("SQLite", folder.path);
  });
  afterAll(async () => {
    await app[Symbol.asyncDispose]();
    await folder[Symbol.asyncDispose]();
  });
  const bytes = async (path: string) => Buffer.from(await (await app.fetch(path)).arrayBuffer()).toString();

  it.each(["/claims/twenty-killed@1.csv?", "/tolls/killed.csv?event=fighting&recordedAsOf=1&"])(
    "of %s change no text, except for a spreadsheet program",
    async (path) => {
      expect(await bytes(path)).toMatch(/^[a-z]/);
      expect(await bytes(path)).toContain(`,${FORMULA},`);
      const guarded = await bytes(`${path}spreadsheet=true`);
      expect(guarded.startsWith("\ufeff")).toBe(true);
      expect(guarded).toContain(`,'${FORMULA},`);
      expect(guarded).not.toContain(`,${FORMULA}`);
      expect(await bytes(`${path}spreadsheet=false`)).toBe(await bytes(path));
    },
  );

  it.each([
    ["/claims/twenty-killed.csv?spreadsheet=true", "twenty-killed@1.csv?spreadsheet=true"],
    ["/tolls/killed.csv?event=fighting&spreadsheet=true", "killed.csv?event=fighting&recordedAsOf=1&spreadsheet=true"],
  ])("keep the parameter if they are redirected: %s", async (path, location) => {
    expect((await app.fetch(path)).headers.get("location")).toBe(location);
  });

  it.each([
    ["/claims/twenty-killed@1", 'href="twenty-killed@1.csv?spreadsheet=true"'],
    [
      "/tolls/killed?event=fighting&recordedAsOf=1",
      'href="killed.csv?event=fighting&amp;recordedAsOf=1&amp;spreadsheet=true"',
    ],
  ])("that the page %s links to are for spreadsheet programs, because readers click there", async (path, link) => {
    expect(await bytes(path)).toContain(link);
  });

  it.each([
    ["/claims/twenty-killed@1.csv?spreadsheet=yes", "spreadsheet is “yes”; it takes true or false"],
    ["/claims/twenty-killed@1.csv?spreadsheet=true&spreadsheet=true", "spreadsheet is given 2 times"],
    ["/tolls/killed.json?spreadsheet=true", "spreadsheet is only for CSV"],
    ["/claims/twenty-killed@1?spreadsheet=true", "spreadsheet is only for CSV"],
  ])("refuse %s", async (path, problem) => {
    const response = await app.fetch(path);
    expect([response.status, await response.text()]).toEqual([400, expect.stringContaining(problem)]);
  });
});
