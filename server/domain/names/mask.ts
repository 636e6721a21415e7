import type { Span } from "./findName.ts";

/** What takes the place of each UTF-16 code unit of a withdrawn name, so that offsets stay valid. */
export const BLOCK = "█";

/** A text with blocks in place of some parts. Line breaks stay, since paragraphs depend on them. */
export function maskSpans(text: string, spans: readonly Span[]): string {
  let masked = "";
  let at = 0;
  for (const { start, end } of spans) {
    masked += text.slice(at, start) + text.slice(start, end).replace(/[^\n\v\f\r\u0085\u2028\u2029]/g, BLOCK);
    at = end;
  }
  return masked + text.slice(at);
}

/** Whether a text is the one that a masked text was made from, as far as the blocks leave it open. */
export function isUnmaskedForm(masked: string, text: string): boolean {
  if (masked === text) return true;
  if (masked.length !== text.length || !masked.includes(BLOCK)) return false;
  for (let at = 0; at < text.length; at++) if (masked[at] !== BLOCK && masked[at] !== text[at]) return false;
  return true;
}
