import axe from "axe-core";
import type { Locator, Page } from "playwright-core";

/** The claims in the picture, by their accessible names. */
export const marks = (page: Page): Locator => page.locator("#picture").getByRole("button");
export const mark = (page: Page, slug: string): Locator => page.locator(`#picture [data-claim="${slug}"]`);
export const panel = (page: Page): Locator => page.getByRole("dialog");

/** Opens the app and waits for the toll, which loads last. */
export async function visitWhy(page: Page, home: string, search = ""): Promise<void> {
  await page.goto(`${home}/why/${search}`);
  await settled(page);
}

export const settled = (page: Page): Promise<void> =>
  page.locator('#content:not([hidden]) #toll[aria-busy="false"] .toll').waitFor({ state: "attached" });

/** The label of the toll, after the last request has been answered. */
export async function tollLabel(page: Page): Promise<string> {
  await settled(page);
  return (await page.locator("#toll .toll").textContent()) ?? "";
}

/** The violations that axe finds, one per line. */
export async function accessibilityViolations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run();
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${target} ${failureSummary}`),
    );
  });
}

/** Presses a key until an element has the focus. */
export async function pressUntilFocused(page: Page, key: string, target: Locator): Promise<void> {
  for (let step = 0; step < 80; step++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`Pressing ${key} 80 times does not move the focus to ${target}.`);
}

/** The answer of the service to a query, without the page. */
export async function ask<Data>(home: string, query: string): Promise<Data> {
  const body = JSON.stringify({ query });
  const response = await fetch(`${home}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body,
  });
  return ((await response.json()) as { data: Data }).data;
}
