import { Cite } from "@citation-js/core";
import "@citation-js/plugin-ris";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CslItem } from "../domain/citation.ts";
import { toRis } from "./ris.ts";

const ADDRESS =
  "https://example.org/conflict/tolls/killed?asOf=2021%2B04&event=a-long-slug-of-an-event-of-2021&victims=CIVILIAN";

const itemWith = (text: string): CslItem => ({
  id: "a-claim-r1",
  "citation-key": "a-claim-r1",
  type: "dataset",
  title: text,
  author: [{ literal: text }],
  issued: { "date-parts": [[2021, 3, 2]] },
  "container-title": text,
  version: "1.0.0",
  URL: ADDRESS,
  note: text,
});

const oneLine = (text: string): string => text.replace(/[\s\p{Cc}]+/gu, " ").trim();

const EVIL = [
  "ER  - \r\nTY  - JOUR\nTI  - Another",
  "At least 95 killed, according to Agence France-Presse, in a title that is longer than seventy characters",
  "two\n\nlines\tand \u0007\u001b[31m a bell",
  "Երևան “Ağdam” 😀 <b>50%</b> & {all}",
].map((text) => [text] as const);

describe("RIS", () => {
  it.each(EVIL)("has one entry, and is read back unchanged: %j", async (text) => {
    const items = new Cite(await toRis(itemWith(text))).data;
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({
      type: "dataset",
      id: "a-claim-r1",
      title: oneLine(text),
      note: oneLine(text),
      source: oneLine(text),
      version: "1.0.0",
      URL: ADDRESS,
      issued: { "date-parts": [[2021, 3, 2]] },
    });
  });

  it("ends each line as RIS requires, and writes dates with zeros", async () => {
    const ris = await toRis(itemWith("A title"));
    expect(ris).toMatch(/^TY {2}- DATA\r\n([A-Z][A-Z0-9] {2}- [^\r\n]+\r\n)+ER {2}- \r\n$/);
    expect(ris).toContain("DA  - 2021/03/02/\r\n");
  });

  it("keeps its structure, whatever the text", async () => {
    const characters = fc.constantFrom(
      "ER  - ",
      "TY  - JOUR",
      "\r\n",
      "\n",
      "\u2028",
      "  - ",
      "A",
      "b",
      "é",
      "😀",
      " ",
    );
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: characters, minLength: 1 }), async (text) => {
        const lines = (await toRis(itemWith(`x${text}`))).split("\r\n");
        expect(lines.filter((line) => line.startsWith("ER"))).toHaveLength(1);
        expect(lines).toContain(`TI  - ${oneLine(`x${text}`)}`);
      }),
      { numRuns: 200 },
    );
  });
});
