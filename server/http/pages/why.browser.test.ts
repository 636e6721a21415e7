import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { SEEDS } from "../../config/config.ts";
import { accessibilityViolations, pressUntilFocused } from "../../testing/accessibility.ts";
import { CHROMIUM, launchBrowser, newVisitor, type Visit } from "../../testing/browser.ts";
import { type Service, serviceWith } from "../../testing/service.ts";
import { ask, mark, marks, panel, settled, tollLabel, visitWhy } from "../../testing/whyApp.ts";

// A busy machine is slow. Tests wait for what is visible, not for a time.
const PATIENT = { timeout: 45_000 };
const EVENT = "clashes-september-2020";
const IN_EVENT = `filter: { event: ["${EVENT}"], harm: [KILLED] }`;

describe.skipIf(CHROMIUM === undefined)(
  "The example app in a real browser (needs Chromium; set CHROMIUM to its path)",
  PATIENT,
  () => {
    let service: Service;
    let browser: Browser;
    let visit: Visit;

    beforeAll(async () => {
      [service, browser] = await Promise.all([serviceWith(SEEDS), launchBrowser()]);
    });
    afterAll(async () => {
      await browser?.close();
      await service?.[Symbol.asyncDispose]();
    });
    beforeEach(async () => {
      visit = await newVisitor(browser);
      // Less than the time of a test, so that a test that fails names its step.
      visit.page.setDefaultTimeout(20_000);
    });
    // No page sent a request to another host, and none had an error.
    afterEach(async () => {
      await visit[Symbol.asyncDispose]();
      const hosts = visit.requested.filter((url) => !/^(blob|data):/.test(url)).map((url) => new URL(url).origin);
      expect(new Set(hosts)).toEqual(new Set([service.url]));
      expect(visit.errors).toEqual([]);
    });

    it("asks why the figures differ, and gives a short answer", async () => {
      const { page } = visit;
      await visitWhy(page, service.url);
      expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("Why 53, 84, 95?");
      const short = page.getByRole("region", { name: "In short" });
      expect(await short.getByRole("button").allTextContents()).toEqual([
        expect.stringContaining("53 soldiers of Nagorno-Karabakh authorities"),
        expect.stringContaining("84 soldiers of Nagorno-Karabakh authorities"),
        expect.stringContaining("at least 95 people"),
      ]);
      expect(await short.getByText("who are among the people counted by").count()).toBe(2);
      expect(await page.locator("#lead").textContent()).toContain("none is a contradiction");
    });

    it("has a row for each claimant, and a mark for each claim with whom it counts, its claimant and its time", async () => {
      const { page } = visit;
      await visitWhy(page, service.url);
      expect(await page.locator("#picture").getByRole("heading", { level: 3 }).allTextContents()).toEqual([
        "Agence France-Presse",
        "Nagorno-Karabakh authorities",
        "Reuters",
        "Azerbaijan",
        "Armenia",
        "United Nations",
        "No claimant named",
      ]);
      const { casualtyReports } = await ask<{
        casualtyReports: { nodes: { slug: string; count: { label: string } }[] };
      }>(service.url, `{ casualtyReports(first: 100, ${IN_EVENT}) { nodes { slug count { label } } } }`);
      expect(await marks(page).count()).toBe(casualtyReports.nodes.length);
      for (const { slug, count } of casualtyReports.nodes)
        expect(await mark(page, slug).textContent()).toContain(count.label);
      const name =
        /^84 soldiers of Nagorno-Karabakh authorities ?\. Officials in Nagorno-Karabakh \(not named\), stated 28 September 2020/;
      expect(await page.getByRole("button", { name }).count()).toBe(1);
      expect(
        await page
          .getByRole("button", { name: /pilot.*denied by .*Ministry of Defence of Azerbaijan.*: responsibility/ })
          .count(),
      ).toBe(1);
    });

    it("draws an open bound as an arrow upwards, an exact figure without one, and a denial as a stroke", async () => {
      const { page } = visit;
      await visitWhy(page, service.url);
      const drawn = (what: string, slug: string) => page.locator(`#picture svg .${what}.claim-${slug}`);
      const [arrow, dot] = [drawn("open", "afp-95-killed"), drawn("mark", "afp-95-killed")];
      const [above, at] = [await arrow.boundingBox(), await dot.boundingBox()];
      expect((above?.y ?? 0) + 15).toBeLessThan(at?.y ?? 0);
      expect(await drawn("open", "karabakh-84-killed").count()).toBe(0);
      expect(await drawn("when", "karabakh-84-killed").count()).toBe(1);
      expect(await drawn("denied", "su-25-pilot-killed").count()).toBe(1);
      expect(await page.locator("#picture .denied").count()).toBe(1);
      // Later totals of different claimants are not connected.
      expect(await page.locator("#picture .succession line, #picture .succession path").count()).toBe(0);
    });

    it("places every label inside the page without overlaps, on wide and narrow screens", async () => {
      const { page } = visit;
      for (const width of [1440, 700, 360]) {
        await page.setViewportSize({ width, height: 900 });
        await visitWhy(page, service.url, "?asOf=2020-09-28");
        const boxes = await page.locator("#picture .place:not(.is-later)").evaluateAll((labels) =>
          labels.map((label) => {
            const { left, right, top, bottom } = label.getBoundingClientRect();
            return { left, right, top, bottom, text: label.textContent };
          }),
        );
        expect(boxes.length).toBe(18);
        for (const [at, a] of boxes.entries()) {
          expect(a.left).toBeGreaterThanOrEqual(0);
          expect(a.right).toBeLessThanOrEqual(width);
          const under = boxes
            .slice(at + 1)
            .filter((b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom);
          expect(under.map(({ text }) => `${a.text} / ${text}`)).toEqual([]);
        }
      }
    });

    it("shows what was claimed by the slider's time, and keeps the time in the URL", async () => {
      const { page } = visit;
      await visitWhy(page, service.url);
      const atAnyTime = await tollLabel(page);
      const slider = page.getByRole("slider", { name: "Stated" });
      await slider.focus();
      await page.keyboard.press("Home");
      await page.waitForURL("**/why/?asOf=2020-09-27");
      await page
        .getByText("Stated by the end of 27 September 2020 (UTC): 1 of 21 claims, and possibly 2 more.")
        .waitFor({ state: "attached" });
      const { casualtyReports, toll } = await ask<{
        casualtyReports: { nodes: { slug: string }[] };
        toll: { label: string };
      }>(
        service.url,
        `{ casualtyReports(first: 100, filter: { event: ["${EVENT}"], harm: [KILLED], asOf: "2020-09-27" }) { nodes { slug } }
           toll(harm: KILLED, event: "${EVENT}", asOf: "2020-09-27") { label } }`,
      );
      const certain = await marks(page).evaluateAll((all) =>
        all.filter((one) => !one.classList.contains("maybe")).map((one) => (one as HTMLElement).dataset.claim),
      );
      expect(certain).toEqual(casualtyReports.nodes.map(({ slug }) => slug));
      expect((await tollLabel(page)).toLowerCase()).toBe(`${toll.label.toLowerCase()}.`);
      expect(await tollLabel(page)).not.toBe(atAnyTime);
      expect(await slider.getAttribute("aria-valuetext")).toContain("by the end of 27 September 2020");

      await page.goBack();
      await page.waitForURL("**/why/");
      await expect.poll(() => marks(page).count()).toBe(21);
      expect(await tollLabel(page)).toBe(atAnyTime);
    });

    it("cancels its requests when the slider moves on", async () => {
      const { page } = visit;
      await visitWhy(page, service.url);
      let held: (() => void) | undefined;
      await page.route("**/graphql", async (route) => {
        const isFirst = /"asOf":"2020-09-29"/.test(route.request().postData() ?? "");
        if (isFirst)
          await new Promise<void>((resolve) => {
            held = resolve;
          });
        await route.continue().catch(() => undefined);
      });
      const ended = page.waitForEvent("requestfailed");
      await page.getByRole("slider", { name: "Stated" }).focus();
      await page.keyboard.press("ArrowLeft");
      await expect.poll(() => held).toBeDefined();
      await page.keyboard.press("ArrowLeft");
      const failed = await ended;
      expect(failed.postData()).toContain('"asOf":"2020-09-29"');
      expect(failed.failure()?.errorText).toBe("net::ERR_ABORTED");
      await page.waitForURL("**/why/?asOf=2020-09-28");
      expect(await tollLabel(page)).toContain("2 articles with no stated publisher");
      held?.();
    });

    it("shows the exact words of a claim and of its denials", async () => {
      const { page } = visit;
      type Words = { quote: string; start: number };
      const { casualtyReports } = await ask<{
        casualtyReports: { nodes: { slug: string; evidence: Words[]; denials: { evidence: Words[] }[] }[] };
      }>(
        service.url,
        `{ casualtyReports(first: 100, ${IN_EVENT}) { nodes { slug evidence { quote start } denials { evidence { quote start } } } } }`,
      );
      await visitWhy(page, service.url);
      for (const { slug, evidence, denials } of casualtyReports.nodes) {
        await mark(page, slug).click();
        await page.waitForURL(`**/why/?claim=${slug}`);
        const words = [evidence, ...denials.map((denial) => denial.evidence)].flatMap((all) =>
          all.toSorted((a, b) => a.start - b.start).map(({ quote }) => quote),
        );
        await expect.poll(() => panel(page).locator("mark").allTextContents()).toEqual(words);
        expect(await panel(page).getByText("not the publisher's wording").count()).toBeGreaterThan(0);
        expect(await panel(page).getByRole("heading", { name: "Denials" }).count()).toBe(denials.length > 0 ? 1 : 0);
      }
      await page.getByRole("button", { name: "Close" }).click();
      await panel(page).waitFor({ state: "hidden" });
      expect(new URL(page.url()).search).toBe("");
    });

    it("opens a claim by its mark or its label, and highlights both", async () => {
      const { page } = visit;
      await visitWhy(page, service.url);
      const time = page.locator("#picture .when.claim-reuters-55-killed");
      const width = () => time.evaluate((drawn) => getComputedStyle(drawn).strokeWidth);
      const plain = await width();
      await mark(page, "reuters-55-killed").hover();
      expect(await width()).not.toBe(plain);
      await page.locator("#picture .mark.claim-reuters-55-killed").click();
      await page.waitForURL("**/why/?claim=reuters-55-killed");
    });

    it("explains why a claim differs from each of the others, and links to its page", async () => {
      const { page } = visit;
      await visitWhy(page, service.url, "?claim=karabakh-84-killed");
      await panel(page).getByRole("heading", { name: "The groups differ (14)" }).waitFor();
      const all = await panel(page).locator("ul.plain li").allTextContents();
      expect(all).toHaveLength(20);
      expect(all.join(" ")).toContain("does not say whether this is a total or an increase");
      await panel(page).getByRole("button", { name: "at least 55 people" }).click();
      await page.waitForURL("**/why/?claim=reuters-55-killed");
      await panel(page)
        .getByRole("link", { name: /^Page for this claim/ })
        .click();
      await page.waitForURL("**/claims/reuters-55-killed@1");
      expect(await page.getByRole("heading", { level: 1 }).textContent()).toContain("At least 55 killed");
    });

    it("shows the toll in words, with gaps in the breakdown as “no claim”", async () => {
      const { page } = visit;
      await visitWhy(page, service.url);
      expect(await tollLabel(page)).toBe(
        "At least 95 killed, according to Agence France-Presse and 2 articles with no stated publisher that identify no source (claims, not an estimate).",
      );
      const parts = page.getByRole("region", { name: "The parts as a table" });
      const rows = await parts.getByRole("row").allTextContents();
      expect(rows.filter((row) => row.includes("no claim") && row.includes("does not mean zero"))).toHaveLength(6);
      expect(rows.filter((row) => row.endsWith("yes"))).toHaveLength(3);
      expect(await page.getByText("the list may be incomplete").count()).toBeGreaterThan(0);
    });

    it("has a table with all the data", async () => {
      const { page } = visit;
      await visitWhy(page, service.url);
      await page.getByRole("button", { name: "Table" }).click();
      await page.waitForURL("**/why/?view=table");
      const table = page.getByRole("region", { name: "Claims as a table" });
      expect(await table.getByRole("button").count()).toBe(21);
      expect(await marks(page).count()).toBe(0);
      await table.getByRole("button", { name: "1 soldier of Armenia in Armenia (pilot)" }).click();
      await page.waitForURL("**/why/?claim=su-25-pilot-killed&view=table");
      await page.reload();
      await panel(page).getByRole("heading", { name: "1 soldier of Armenia" }).waitFor();
      await page.goBack();
      await panel(page).waitFor({ state: "hidden" });
    });

    it("can be used by keyboard only", async () => {
      const { page } = visit;
      await visitWhy(page, service.url);
      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      await pressUntilFocused(page, "Tab", page.getByRole("button", { name: "Chart" }));
      await pressUntilFocused(page, "Tab", page.getByRole("slider"));
      await page.keyboard.press("ArrowLeft");
      await page.waitForURL("**/why/?asOf=2020-09-29");
      await pressUntilFocused(page, "Tab", mark(page, "karabakh-84-killed"));
      await page.keyboard.press("Enter");
      await panel(page).waitFor();
      await expect
        .poll(() => page.locator("#claim-title").evaluate((title) => title === document.activeElement))
        .toBe(true);
      await pressUntilFocused(page, "Tab", panel(page).getByRole("link", { name: /^Page for this claim/ }));
      await page.keyboard.press("Escape");
      await panel(page).waitFor({ state: "hidden" });
      expect(await mark(page, "karabakh-84-killed").evaluate((label) => label === document.activeElement)).toBe(true);
      const outline = await mark(page, "karabakh-84-killed").evaluate((label) => getComputedStyle(label).outlineStyle);
      expect(outline).not.toBe("none");
      await pressUntilFocused(page, "Tab", page.getByRole("link", { name: "Open this query in GraphiQL" }));
    });

    it("links to the figures and their citation in every format", async () => {
      const { page } = visit;
      await visitWhy(page, service.url, "?asOf=2020-09-28");
      await page.getByText("How to cite this").click();
      await page.locator(".cite").filter({ hasText: "Toll of claims: people killed, in Armed clashes" }).waitFor();
      for (const name of ["BibTeX", "RIS", "CSV", "Page to cite"]) {
        const href = await page.getByRole("link", { name, exact: true }).getAttribute("href");
        expect(href).toContain(`event=${EVENT}&asOf=2020-09-28`);
        expect((await fetch(href ?? "")).status).toBe(200);
      }
      await page.getByRole("button", { name: "Copy" }).click();
      await page.getByText(/^The citation is (copied|selected)/).waitFor({ state: "attached" });
    });

    it("opens its query in GraphiQL with the same variables", async () => {
      const { page } = visit;
      await visitWhy(page, service.url, "?asOf=2020-09-28");
      await page.getByRole("link", { name: "Open this query in GraphiQL" }).click();
      const lines = (region: string) => page.locator(`section[aria-label="${region}"] .view-lines`);
      await lines("Operation Editor").filter({ hasText: "query toll(" }).waitFor();
      await page.keyboard.press("Control+Enter");
      await lines("Result Window")
        .filter({ hasText: '"label": "at least 95 killed, according to 2 articles with no stated publisher' })
        .waitFor();
    });

    it("offers other events and harms, and supports the back button", async () => {
      const { page } = visit;
      await visitWhy(page, service.url);
      await page.getByLabel("Event").selectOption("clashes-september-2022");
      await page.getByRole("heading", { name: "Why 100, 105?" }).waitFor();
      await page.getByLabel("Event").selectOption(EVENT);
      await page.getByRole("heading", { name: "Why 53, 84, 95?" }).waitFor();
      await page.getByLabel("People").selectOption("WOUNDED");
      await page.getByRole("heading", { name: "Why 35, 200?" }).waitFor();
      await page.waitForURL(`**/why/?event=${EVENT}&harm=wounded`);
      await page.goBack();
      await page.goBack();
      await page.getByRole("heading", { name: "Why 100, 105?" }).waitFor();
      await settled(page);
    });

    it.each([
      [1280, ["", "?asOf=2020-09-28", "?view=table", "?claim=su-25-pilot-killed"]],
      [360, ["?asOf=2020-09-28", "?view=table", "?claim=su-25-pilot-killed"]],
    ])("is accessible at a width of %i in light and dark mode, in all its states", async (width, searches) => {
      const { page } = visit;
      await page.setViewportSize({ width, height: 800 });
      for (const search of searches) {
        await visitWhy(page, service.url, search);
        if (search.startsWith("?claim")) await panel(page).locator("mark").first().waitFor();
        for (const colorScheme of ["light", "dark"] as const) {
          await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
          expect(await accessibilityViolations(page)).toEqual([]);
          expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
        }
      }
    });
  },
);
