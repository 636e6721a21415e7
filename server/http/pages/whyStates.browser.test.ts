import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { accessibilityViolations } from "../../testing/accessibility.ts";
import { CHROMIUM, launchBrowser, newVisitor, type Visit } from "../../testing/browser.ts";
import { NOTHING_SAID, WHY_CORPUS } from "../../testing/corpora/whyCorpus.ts";
import { type Service, serviceWith } from "../../testing/service.ts";
import { corpusFolder } from "../../testing/testApp.ts";
import { mark, marks, panel, settled, tollLabel, visitWhy } from "../../testing/whyApp.ts";

const PATIENT = { timeout: 45_000 };

async function servedFrom(files: Readonly<Record<string, string>>): Promise<Service> {
  await using folder = await corpusFolder(files);
  return await serviceWith(folder.path);
}

describe.skipIf(CHROMIUM === undefined)(
  "With other data and with failures, the example app (needs Chromium; set CHROMIUM to its path)",
  PATIENT,
  () => {
    let service: Service;
    let browser: Browser;
    let visit: Visit;
    let page: Page;

    beforeAll(async () => {
      [service, browser] = await Promise.all([servedFrom(WHY_CORPUS), launchBrowser()]);
    });
    afterAll(async () => {
      await browser?.close();
      await service?.[Symbol.asyncDispose]();
    });
    beforeEach(async () => {
      visit = await newVisitor(browser);
      ({ page } = visit);
      page.setDefaultTimeout(PATIENT.timeout);
    });
    afterEach(() => visit[Symbol.asyncDispose]());

    const drawn = (what: string, slug: string) => page.locator(`#picture svg .${what}.claim-${slug}`);

    it("marks retracted, unreviewed, rejected and historic claims by shape and in words", async () => {
      await visitWhy(page, service.url);
      for (const [slug, sign, words] of [
        ["taken-back", "crossed", "retracted by the claimant"],
        ["misread", "crossed", "found wrong on review"],
        ["unchecked", "tentative", "not reviewed"],
        ["earlier-war", "tentative", "about an earlier conflict"],
        ["twenty-killed", "denied", "denied by Southland: responsibility"],
      ] as const) {
        expect(await drawn(sign, slug).count()).toBeGreaterThan(0);
        expect(await mark(page, slug).textContent()).toContain(words);
      }
      expect(await drawn("crossed", "forty").count()).toBe(0);
      expect(
        await mark(page, "taken-back")
          .locator("b")
          .evaluate((label) => getComputedStyle(label).textDecorationLine),
      ).toBe("line-through");
      expect(visit.errors).toEqual([]);
    });

    it("draws two bounds as a bar, an upper bound alone with an arrow downwards, and later totals of one claimant as a line", async () => {
      await visitWhy(page, service.url);
      expect(await drawn("bounds", "between").locator("line").count()).toBe(1);
      expect(await drawn("mark", "between").count()).toBe(2);
      const [arrow, dot] = [await drawn("open", "at-most").boundingBox(), await drawn("mark", "at-most").boundingBox()];
      expect((arrow?.y ?? 0) + (arrow?.height ?? 0)).toBeGreaterThan((dot?.y ?? 0) + (dot?.height ?? 0) + 10);
      await expect
        .poll(() => page.locator("#picture .succession path, #picture .succession line").count())
        .toBeGreaterThan(0);
    });

    it("places a claim of unknown time apart from the time axis, and says so", async () => {
      await visitWhy(page, service.url);
      const place = await page.locator("#picture .axis").first().getByText("time not known").boundingBox();
      const [mark, dated] = [await drawn("mark", "undated").boundingBox(), await drawn("when", "forty").boundingBox()];
      expect(mark?.x).toBeGreaterThan(place?.x ?? Number.POSITIVE_INFINITY);
      expect((dated?.x ?? 0) + (dated?.width ?? 0)).toBeLessThan(place?.x ?? 0);
      expect(await page.getByRole("button", { name: /^35 people.*time not known/ }).count()).toBe(1);
    });

    it("marks a publisher's own words as a quotation, and shows how a claim was retracted", async () => {
      await visitWhy(page, service.url, "?claim=taken-back");
      await panel(page).getByRole("heading", { name: "Retracted" }).waitFor();
      expect(await panel(page).locator("blockquote mark").allTextContents()).toEqual([
        "its figure of 66",
        "It took its figure of 66 back",
      ]);
      expect(await panel(page).getByText("In the publisher's own words.").count()).toBe(2);
      expect(await panel(page).getByText("left out:").count()).toBe(1);
      expect(await accessibilityViolations(page)).toEqual([]);
    });

    it("shows a claim as retracted only from the time when that was known", async () => {
      await visitWhy(page, service.url, "?asOf=2021-03-03");
      expect(await mark(page, "taken-back").textContent()).not.toContain("retracted");
      await page.getByRole("button", { name: "Later" }).click();
      await page.waitForURL("**/why/?asOf=2021-03-04");
      expect(await mark(page, "taken-back").textContent()).toContain("retracted by the claimant");
    });

    it("reports invalid parts of the URL, and links on", async () => {
      await page.goto(`${service.url}/why/?event=atlantis`);
      await page.getByText("There is no event “atlantis” here.").waitFor();
      expect(await page.getByLabel("Event").locator("option:checked").textContent()).toBe("Choose an event");
      await page.getByRole("button", { name: "Armed clashes near Riverton, 1 March 2021" }).click();
      await settled(page);
      expect(await marks(page).count()).toBe(11);

      await visitWhy(page, service.url, "?claim=nonsense&harm=dead");
      await page.getByText("There is no claim “nonsense” among these.").waitFor();
      await page.getByRole("button", { name: "Show the others" }).click();
      await page.waitForURL("**/why/");
      expect(await page.getByRole("alert").textContent()).toBe("");
      expect(visit.errors).toEqual([]);
    });

    it("says that nobody gave a figure, which is not zero, and links to events with figures", async () => {
      await page.goto(`${service.url}/why/?harm=missing`);
      await page.getByRole("heading", { name: "Nobody gave a figure" }).waitFor();
      await page.getByText("This does not mean zero").waitFor();
      expect(await accessibilityViolations(page)).toEqual([]);
      await page.getByRole("button", { name: "killed (11 claims)" }).click();
      await page.getByRole("heading", { name: "Why 35, 40, 70?" }).waitFor();
    });

    it("says so if no event has a claim, or if there is no corpus", async () => {
      {
        await using silent = await servedFrom(NOTHING_SAID);
        await page.goto(`${silent.url}/why/`);
        await page.getByRole("heading", { name: "Nobody gave a figure" }).waitFor();
        expect(await accessibilityViolations(page)).toEqual([]);
      }
      await using empty = await serviceWith(null);
      await page.goto(`${empty.url}/why/`);
      await page.getByText("The service has no events yet").waitFor();
      expect(await accessibilityViolations(page)).toEqual([]);
      expect(visit.errors).toEqual([]);
    });

    it("says that the service does not answer, and retries on request", async () => {
      await page.route("**/graphql", (route) => route.abort());
      await page.goto(`${service.url}/why/`);
      await page.getByText("The service does not answer.").waitFor();
      expect(await accessibilityViolations(page)).toEqual([]);
      await page.unroute("**/graphql");
      await page.getByRole("button", { name: "Try again" }).click();
      await settled(page);
    });

    it("keeps the rest of the page if only one request fails", async () => {
      await page.route("**/graphql", (route) =>
        route.request().postData()?.includes('"query toll(') ? route.abort() : route.continue(),
      );
      await page.goto(`${service.url}/why/`);
      const toll = page.getByRole("region", { name: "What the claims amount to" });
      await toll.getByText("The service does not answer.").waitFor();
      expect(await marks(page).count()).toBe(11);
      await page.unroute("**/graphql");
      await toll.getByRole("button", { name: "Try again" }).click();
      expect(await tollLabel(page)).toContain("claims, not an estimate");
    });

    it("shows the service's error with the request id", async () => {
      const errors = [{ message: "Something went wrong here.", extensions: { code: "INTERNAL_SERVER_ERROR" } }];
      await page.route("**/graphql", (route) =>
        route.fulfill({ json: { errors }, headers: { "x-request-id": "find-me" } }),
      );
      await page.goto(`${service.url}/why/`);
      await page.getByText("The request's id in the service's log is find-me.").waitFor();
    });
  },
);
