import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { SEEDS } from "../../config/config.ts";
import { readCorpus } from "../../ingest/readCorpus.ts";
import { newestPosition } from "../../store/changes/changes.ts";
import { writeCorpus } from "../../store/write/writeFolder.ts";
import { CHROMIUM, launchBrowser, newVisitor, type Visit } from "../../testing/browser.ts";
import { type ServiceWithStore, serviceWith } from "../../testing/service.ts";
import { readExamples } from "./examples.ts";

const examples = readExamples("seeds");
const operations = examples.map(({ query }) => /^query (\w+)/m.exec(query)?.[1]);
const [FIRST, SECOND, THIRD] = operations;

// A busy machine takes seconds to load nine megabytes of script. Tests wait for what is visible, not for a time.
const PATIENT = { timeout: 45_000 };

describe.skipIf(CHROMIUM === undefined)(
  "The pages in a real browser (needs Chromium; set CHROMIUM to its path)",
  PATIENT,
  () => {
    let service: ServiceWithStore;
    let browser: Browser;
    let home: string;
    let visit: Visit;

    beforeAll(async () => {
      service = await serviceWith(SEEDS);
      home = service.url;
      browser = await launchBrowser();
    });

    afterAll(async () => {
      await browser?.close();
      await service?.[Symbol.asyncDispose]();
    });

    beforeEach(async () => {
      visit = await newVisitor(browser);
      visit.page.setDefaultTimeout(PATIENT.timeout);
    });

    // No page sent a request to another host, and none had an error.
    afterEach(async () => {
      await visit[Symbol.asyncDispose]();
      const hosts = visit.requested.filter((url) => !/^(blob|data):/.test(url)).map((url) => new URL(url).origin);
      expect(new Set(hosts)).toEqual(new Set([home]));
      expect(visit.errors).toEqual([]);
    });

    it("have a start page that names the service and links to every example", async () => {
      const { page } = visit;
      await page.goto(home);
      expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("conflict-graph");
      expect(await page.locator("ol").getByRole("link").allTextContents()).toEqual(examples.map(({ title }) => title));
    });

    it.each(["/claims/su-25-pilot-killed", "/tolls/killed?event=clashes-september-2020"])(
      "show %s on a phone, in light and dark mode, where only tables scroll sideways",
      async (path) => {
        const { page } = visit;
        await page.setViewportSize({ width: 360, height: 800 });
        for (const colorScheme of ["light", "dark"] as const) {
          await page.emulateMedia({ colorScheme });
          await page.goto(home + path);
          expect(await page.getByRole("heading", { level: 1 }).count()).toBe(1);
          expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
        }
        await page.getByRole("link", { name: "Open the query behind this page in GraphiQL" }).click();
        await shown(page, "Operation Editor", path.startsWith("/claims") ? "query Claim {" : "query Toll {");
      },
    );

    it("lead from the start page to a result by keyboard", async () => {
      const { page } = visit;
      await page.goto(home);
      await tabTo(page, exampleLink(page, 0));
      await page.keyboard.press("Enter");
      await graphiqlWith(page, FIRST);
      await page.keyboard.press("Control+Enter");
      await shown(page, "Result Window", '"label": "at least 95');
    });

    it("open the linked query first, with a tab for every example, and later in the existing tab", async () => {
      const { page } = visit;
      await page.goto(home);
      await exampleLink(page, 2).click();
      await graphiqlWith(page, THIRD);
      const expected = [THIRD, ...operations.filter((name) => name !== THIRD)];
      expect(await tabs(page)).toEqual(expected);
      expect(await activeTab(page)).toBe(THIRD);

      // GraphiQL stores its tabs a moment after opening them.
      await page.waitForFunction(() => localStorage.getItem("graphiql:tabState") !== null);
      await page.goto(home);
      await exampleLink(page, 1).click();
      await graphiqlWith(page, SECOND);
      expect(await activeTab(page)).toBe(SECOND);

      await page.goto(`${home}/graphql`);
      await graphiqlWith(page, FIRST);
      expect(await tabs(page)).toEqual(expected);
    });

    it("open any query in a URL as text, never as a script", async () => {
      const { page } = visit;
      const query = "query Mine { __typename } # </script><script>document.title = 'theirs'</script>";
      await page.goto(`${home}/graphql?query=${encodeURIComponent(query)}`);
      await graphiqlWith(page, "Mine");
      expect(await activeTab(page)).toBe("Mine");
      expect(await page.title()).not.toBe("theirs");
    });

    it("follow the change log, show each event, and end the subscription on request", async () => {
      const { page } = visit;
      const since = await newestPosition(service.store);
      const subscription = (since: number) =>
        `subscription Following { casualtyReportChanged(since: ${since}) { kind record { ... on CasualtyReport { slug note } } } }`;
      const open = async (query: string) => {
        await page.goto(`${home}/graphql?query=${encodeURIComponent(query)}`);
        await shown(page, "Operation Editor", "subscription Following");
        await page.keyboard.press("Control+Enter");
      };
      await open(subscription(since + 1));
      await shown(page, "Result Window", `since is ${since + 1}, but the newest position`);

      await open(subscription(since));
      await expect.poll(() => service.changePoller.waiting, PATIENT).toBe(1);
      for (const note of ["Looked at once.", "Looked at twice."]) {
        const { records, ...corpus } = await readCorpus(SEEDS);
        const noted = records.map((record) => (record.slug === "su-25-pilot-killed" ? { ...record, note } : record));
        await writeCorpus(service.store, { ...corpus, records: noted });
        await shown(page, "Result Window", note);
      }
      await page.getByRole("button", { name: "Stop query" }).click();
      await expect.poll(() => service.changePoller.waiting, PATIENT).toBe(0);
    });

    it("complete what is typed, with the schema's descriptions", async () => {
      const { page } = visit;
      await page.goto(`${home}/graphql`);
      await graphiqlWith(page, FIRST);
      await page.getByRole("button", { name: "New tab" }).click();
      await page.getByRole("region", { name: "Operation Editor" }).locator(".view-lines").click();
      await page.keyboard.type("{ casualtyRep");
      await page.getByRole("option", { name: "casualtyReports" }).waitFor();
      await page.getByRole("button", { name: "Show Documentation Explorer" }).click();
      await page.getByRole("link", { name: "CasualtyReport", exact: true }).click();
      await page.getByText("It is a claim, not a fact").waitFor();
    });
  },
);

const exampleLink = (page: Page, index: number): Locator => page.locator("ol").getByRole("link").nth(index);

async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let step = 0; step < 30; step++) {
    await page.keyboard.press("Tab");
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error("Thirty steps with the Tab key do not lead to the link.");
}

/** Waits until GraphiQL shows this operation in its editor. */
const graphiqlWith = (page: Page, operation: string | undefined) =>
  shown(page, "Operation Editor", `query ${operation} {`);

/** Waits for a text in one of GraphiQL's regions. The editor uses no-break spaces, and renders only visible lines. */
const shown = (page: Page, region: string, text: string) =>
  page.locator(`section[aria-label="${region}"] .view-lines`).filter({ hasText: text }).waitFor();

const tabs = (page: Page) => page.locator(".graphiql-tab-button").allTextContents();
const activeTab = (page: Page) => page.locator(".graphiql-tab-active .graphiql-tab-button").textContent();
