import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { accessibilityViolations, pressUntilFocused } from "../../testing/accessibility.ts";
import { CHROMIUM, launchBrowser, newVisitor, type Visit } from "../../testing/browser.ts";
import { type Service, serviceWith } from "../../testing/service.ts";

const PATIENT = { timeout: 45_000 };
const EXAMPLES = ["A toll and its parts", "Two sides and a denial", "Numbers that are not claims"];

describe.skipIf(CHROMIUM === undefined)(
  "The page that finds the claims of a text (needs Chromium; set CHROMIUM to its path)",
  PATIENT,
  () => {
    let service: Service;
    let browser: Browser;
    let visit: Visit;
    let page: Page;

    beforeAll(async () => {
      [service, browser] = await Promise.all([serviceWith(null), launchBrowser()]);
    });
    afterAll(async () => {
      await browser?.close();
      await service?.[Symbol.asyncDispose]();
    });
    beforeEach(async () => {
      visit = await newVisitor(browser);
      ({ page } = visit);
      page.setDefaultTimeout(20_000);
      await page.goto(`${service.url}/read/`);
    });
    // No page sent a request to another host, none had an error, and no address contains the text.
    afterEach(async () => {
      const stored = await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie]);
      await visit[Symbol.asyncDispose]();
      expect(stored).toEqual([0, 0, ""]);
      expect(new Set(visit.requested.map((url) => new URL(url).origin))).toEqual(new Set([service.url]));
      expect(visit.requested.filter((url) => url.includes("killed"))).toEqual([]);
      expect(visit.errors.filter((error) => !expectedErrors.test(error))).toEqual([]);
      expectedErrors = /^$/;
    });
    let expectedErrors = /^$/;

    const mark = (claim: number) => page.locator(`[role=button][data-claim="${claim - 1}"]`);
    const card = () => page.getByRole("complementary", { name: "The claim" });
    const openExample = async (name = EXAMPLES[0] ?? "") => {
      await page.getByRole("button", { name }).click();
      await page.getByRole("heading", { name: /claims found/ }).waitFor();
    };
    const find = async (text: string) => {
      await page.getByLabel("Text of the report").fill(text);
      await page.getByRole("button", { name: "Find the claims" }).click();
    };
    const isFocused = (claim: number) => mark(claim).evaluate((button) => button === document.activeElement);

    it("marks each claim at its words, also a claim within another, and opens it at the pointer or with a click", async () => {
      await openExample();
      expect(await page.locator("#found").textContent()).toBe("5 claims found, and 1 other number");
      expect(await page.locator("#found").evaluate((heading) => heading === document.activeElement)).toBe(true);
      const words = await page.locator(".text").evaluate((text) => {
        for (const badge of text.querySelectorAll(".badge, .gap")) badge.textContent = "";
        return text.textContent;
      });
      expect(words).toBe(await page.getByLabel("Text of the report").inputValue());

      // On a wide page, the first claim is open.
      await card().getByText("At least 12 people killed").waitFor();
      await mark(2).hover();
      await card().getByRole("heading", { name: "2 civilians killed" }).waitFor();
      for (const text of ["“including two children”", "doctor", "Harbour News Agency", "part: including"])
        expect(await card().getByText(text, { exact: true }).count()).toBe(1);
      expect(await page.locator(".is-open.mark").allTextContents()).toEqual([expect.stringContaining("two children")]);
      // The whole includes the words of its part.
      await card().getByRole("button", { name: "claim 1" }).click();
      await card().getByText("At least 12 people killed").waitFor();
      expect(await page.locator(".is-open.mark").count()).toBe(3);
      await page.getByText(", were killed", { exact: true }).click();
      expect(await card().getByText("claim 2 (2 civilians killed)").count()).toBe(1);
      await page.keyboard.press("Escape");
      await card().getByText("Point at the marked words").waitFor();
      expect(await page.locator(".is-open.mark").count()).toBe(0);
    });

    it("lists all claims, and the numbers that are not claims with the reasons", async () => {
      await openExample(EXAMPLES[2]);
      const claims = page.getByRole("table").first();
      expect(await claims.getByRole("row").allTextContents()).toEqual([
        expect.stringContaining("No."),
        expect.stringMatching(/1“Dozens of people were wounded”an unstated number \(dozens\) wounded.*peoplemayor–$/),
        expect.stringMatching(/2“Up to 20 miners are still missing”up to 20 missing.*civiliansmining company–$/),
        expect.stringMatching(/3“hundreds of people could be killed”.*hypothetical, not claimed.*relief group–$/),
      ]);
      const numbers = page.getByRole("table").nth(1);
      expect(await numbers.getByRole("row", { name: "It counts things or animals." }).count()).toBe(2);
      expect(await numbers.getByRole("row", { name: /\$150 million.*It is an amount of money\./ }).count()).toBe(1);
      expect(await page.getByTitle("Not a claim. It is an amount of money.").textContent()).toBe("150 million");
      await claims.getByRole("button", { name: "Show claim 3 in the text" }).click();
      expect(await isFocused(3)).toBe(true);
      await card().getByText("Hypothetical, not claimed.").waitFor();
    });

    it("can be used by keyboard only", async () => {
      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      await pressUntilFocused(page, "Tab", page.getByLabel("Text of the report"));
      await page.keyboard.insertText("Nine people, including a child, were killed. Six were hurt.");
      await page.keyboard.press("Control+Enter");
      await page.getByText("3 claims found", { exact: true }).waitFor();
      await pressUntilFocused(page, "Tab", mark(1));
      expect(await mark(1).getAttribute("aria-describedby")).toBe("claim-1");
      expect(await page.locator("#claim-1").textContent()).toContain("Claim 1 of 3: 9 people killed.");
      await page.keyboard.press("Tab");
      expect([await isFocused(2), await mark(2).getAttribute("aria-expanded")]).toEqual([true, "true"]);
      await page.keyboard.press("ArrowRight");
      expect(await isFocused(3)).toBe(true);
      await page.keyboard.press("Home");
      await page.keyboard.press("Enter");
      const title = card().getByRole("heading", { name: "9 people killed" });
      expect(await title.evaluate((heading) => heading === document.activeElement)).toBe(true);
      await page.keyboard.press("Escape");
      expect([await isFocused(1), await mark(1).getAttribute("aria-expanded")]).toEqual([true, "false"]);
      expect(await mark(1).evaluate((button) => getComputedStyle(button).outlineStyle)).not.toBe("none");
    });

    it("copies the claims as JSON, and in the corpus format", async () => {
      await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
      await openExample();
      await page.getByRole("button", { name: "Copy as JSON" }).click();
      await page.getByText("Copied.").waitFor();
      const { claims, otherNumbers } = JSON.parse(await page.evaluate(() => navigator.clipboard.readText()));
      expect(claims[1]).toMatchObject({ harm: "KILLED", claimant: "doctor", partOf: "c1" });
      expect(otherNumbers).toHaveLength(1);
      await page.getByRole("button", { name: "Copy in the corpus format" }).click();
      await expect
        .poll(() => page.evaluate(() => navigator.clipboard.readText()), { timeout: 20_000 })
        .toMatch(
          /^# articles\/[a-z0-9-]+\.md\n---\n[\s\S]*\n# records\/[\s\S]*casualtyReports:[\s\S]*review: EXTRACTED/,
        );
      await page.evaluate(() => Object.defineProperty(navigator, "clipboard", { value: undefined }));
      await page.getByRole("button", { name: "Copy as JSON" }).click();
      await page.getByText("press Ctrl+C").waitFor();
      expect(await page.evaluate(() => getSelection()?.toString())).toContain('"claims"');
    });

    it("says so if it found nothing, and what it does not read", async () => {
      await find("The army destroyed 12 tanks.");
      await page.getByRole("heading", { name: "No claims found, but 1 other number" }).waitFor();
      await page.getByText("are not read as claims").waitFor();
      expect(await page.getByRole("table").count()).toBe(1);
      expect(await accessibilityViolations(page)).toEqual([]);
    });

    it("says what is wrong with a text, and what to do", async () => {
      const message = page.getByRole("alert");
      await find(" ");
      await message.getByText("There is no text yet.").waitFor();
      await find(
        `Le ministère annonce que neuf personnes ont été tuées hier soir ${"dans une frappe sur la ville ".repeat(4)}`,
      );
      await message.getByText("does not look like an English text").waitFor();
      expect(await accessibilityViolations(page)).toEqual([]);
      await message.getByRole("button", { name: "It is English" }).click();
      await page.getByRole("heading", { name: "No claims found" }).waitFor();
      expectedErrors = /status of 413/;
      await find("At least nine people were killed. ".repeat(10_000));
      await message.getByText("It takes about 238,000 characters at once.").waitFor();
    });

    it("says that the service does not answer, or has had too many requests, and tries again", async () => {
      expectedErrors = /ERR_FAILED|status of 429/;
      const refused = { errors: [{ message: "Too many", extensions: { code: "RATE_LIMITED" } }] };
      await page.route("**/graphql", (route) =>
        route.fulfill({ status: 429, json: refused, headers: { "retry-after": "40" } }),
      );
      await find("Nine people were killed.");
      await page.getByText("Wait 40 seconds, then try again.").waitFor();
      await page.unroute("**/graphql");
      await page.route("**/graphql", (route) => route.abort());
      await page.getByRole("button", { name: "Try again" }).click();
      await page.getByText("The service does not answer.").waitFor();
      await page.unroute("**/graphql");
      await page.getByRole("button", { name: "Try again" }).click();
      await page.getByRole("heading", { name: "1 claim found" }).waitFor();
      expect(await page.getByRole("alert").textContent()).toBe("");
    });

    it("is accessible in light and dark mode, and fits on a phone", async () => {
      for (const [width, example] of [
        [1280, EXAMPLES[0]],
        [360, EXAMPLES[2]],
      ] as const) {
        await page.setViewportSize({ width, height: 800 });
        await page.goto(`${service.url}/read/`);
        await openExample(example);
        await mark(2).locator(".badge").click();
        for (const colorScheme of ["light", "dark"] as const) {
          await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
          expect(await accessibilityViolations(page)).toEqual([]);
          expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
        }
      }
      // On a phone, the card is over the end of the page, and never over the words that it is about.
      await page.goto(`${service.url}/read/`);
      await openExample(EXAMPLES[0]);
      expect(await card().getByText("Point at the marked words").count()).toBe(1);
      await mark(5).focus();
      const [words, over] = [await mark(5).boundingBox(), await card().boundingBox()];
      expect((words?.y ?? 0) + (words?.height ?? 0)).toBeLessThanOrEqual(over?.y ?? 0);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    });
  },
);
