import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { accessibilityViolations } from "../../testing/accessibility.ts";
import { CHROMIUM, launchBrowser, newVisitor } from "../../testing/browser.ts";
import { type Service, serviceOver } from "../../testing/service.ts";
import { type TestApp, testApp } from "../../testing/testApp.ts";

describe.skipIf(CHROMIUM === undefined)(
  "In Chromium (needs Chromium), pages with linked data",
  { timeout: 60_000 },
  () => {
    let [app, service, browser] = [null, null, null] as [TestApp | null, Service | null, Browser | null];
    beforeAll(async () => {
      app = await testApp("SQLite");
      service = await serviceOver(app.store);
      browser = await launchBrowser();
    }, 60_000);
    afterAll(async () => {
      await browser?.close();
      await service?.[Symbol.asyncDispose]();
      await app?.[Symbol.asyncDispose]();
    });

    it.each(["/", "/claims/afp-95-killed@1", "/tolls/killed?event=clashes-september-2020&recordedAsOf=1"])(
      "%s violates no policy, loads nothing else, and is accessible in light and dark mode",
      async (path) => {
        if (!browser || !service) throw new Error("The browser and the service start before the tests.");
        await using visit = await newVisitor(browser);
        for (const colorScheme of ["light", "dark"] as const) {
          await visit.page.emulateMedia({ colorScheme });
          await visit.page.goto(service.url + path);
          expect(await visit.page.locator('script[type="application/ld+json"]').count()).toBe(1);
          expect(await accessibilityViolations(visit.page)).toEqual([]);
        }
        expect(visit.errors).toEqual([]);
        expect(new Set(visit.requested)).toEqual(new Set([service.url + path]));
      },
    );
  },
);
