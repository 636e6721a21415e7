import type { ParagraphKind } from "../domain/vocabulary.ts";

const SUBHEAD = /^#+[ \t]+/;
const CAPTION = /^Caption:[ \t]*/;

/** Empty lines separate paragraphs. A subhead ends at the end of its line. */
export function parseParagraphs(body: string): { kind: ParagraphKind; text: string }[] {
  const blocks: string[][] = [[]];
  for (const line of body.split("\n").map((line) => line.trim())) {
    if (line === "" || SUBHEAD.test(line) || SUBHEAD.test(blocks.at(-1)?.[0] ?? "")) blocks.push([]);
    if (line !== "") blocks.at(-1)?.push(line);
  }
  return blocks
    .map((lines) => lines.join(" "))
    .filter((text) => text !== "")
    .map((text) => {
      if (SUBHEAD.test(text)) return { kind: "SUBHEAD", text: text.replace(SUBHEAD, "") };
      if (CAPTION.test(text)) return { kind: "CAPTION", text: text.replace(CAPTION, "") };
      return { kind: "BODY", text };
    });
}
