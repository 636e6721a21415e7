/** The JSON-LD of a page, which has exactly one block of it. */
export function linkedDataIn(page: string): Record<string, unknown> {
  const [block, ...more] = [...page.matchAll(/<script type="application\/ld\+json">([\s\S]*?)<\/script>/g)];
  if (block?.[1] === undefined || more.length > 0) throw new Error("The page does not have one block of JSON-LD.");
  return JSON.parse(block[1]);
}
