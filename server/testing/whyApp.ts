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
