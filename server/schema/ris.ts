import type { CslItem } from "../domain/citation.ts";

/**
 * Formats an item as RIS, which EndNote, Zotero, Mendeley and others read. The library chooses the tags. We write the lines,
 * because the library would break a line within a word or an address after 70 characters.
 */
export async function toRis(item: CslItem): Promise<string> {
  const { Cite } = await import("@citation-js/core");
  await import("@citation-js/plugin-ris");
  // In RIS, an entry of the type DATA has a database, not a container.
  const { "container-title": source, ...rest } = item;
  const [{ TY, ...others }] = (new Cite({ ...rest, source }) as unknown as RisFormatter).format("ris", {
    type: "object",
  });
  const lines = Object.entries(others).flatMap(([tag, value]) =>
    [value].flat().map((text) => line(tag, DATES.has(tag) ? paddedDate(text) : text)),
  );
  return `${[line("TY", TY), ...lines, "ER  - "].join("\r\n")}\r\n`;
}

/** The types of the library do not know the formats of this plugin. */
interface RisFormatter {
  format(name: "ris", options: { type: "object" }): [{ readonly TY: string } & Tags];
}
type Tags = Readonly<Record<string, string | readonly string[]>>;

const DATES: ReadonlySet<string> = new Set(["DA", "Y2"]);

/** The format is `YYYY/MM/DD/other information`; the library leaves out the zeros. */
const paddedDate = (date: string): string => date.replace(/(?<=\/)\d(?=\/)/g, "0$&");

/** A field is one line. A line break within a text could begin another field. */
const line = (tag: string, text: string): string => `${tag}  - ${text.replace(/[\s\p{Cc}]+/gu, " ").trim()}`;
