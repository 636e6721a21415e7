import { cpuTimeOf } from "./cpuTime.ts";

/** Characters that most patterns treat differently. */
const COMMON = [..."a0 \t\n,;:=.-_/\\\"'@%{}<>(“”é"];
/** Lengths of hostile texts, in small steps, since an exponential pattern would not end for one that is much longer. */
const LENGTHS = [18, 20, 22, 24, 26, 28, 256, 1024, 4096, 8192, 16_384];
/** In milliseconds of processor time. A linear pattern takes less than one for the longest text. */
const SUSPICIOUS = 25;

/**
 * Looks for a text for which a pattern takes much more time than the text is long, by repeating characters and pieces that the
 * pattern itself names.
 * @returns such a text in short, or null if none was found
 */
export function findSlowText(pattern: RegExp): string | null {
  const own = [...new Set(pattern.source.replaceAll(/\\[a-zA-Z]|\\/g, ""))].filter((c) => !"^$*+?|[]()".includes(c));
  const words = pattern.source.match(/[\p{L}\p{N}]{2,}/gu) ?? [];
  const letters = [...new Set([...own, ...COMMON])];
  const pieces = [
    ...letters,
    ...words,
    ...own.flatMap((one) => [`${one} `, ` ${one}`, `${one}a`, `${one},`, `${one}${one}0`]),
  ];
  const starts = ["", startOf(pattern), ...words.slice(0, 2)];
  for (const start of new Set(starts))
    for (const piece of new Set(pieces))
      for (const end of ["\0", own.at(-1) ?? ""])
        if (isSlow(pattern, start, piece, end)) return `${start}(${piece})…${end}`;
  return null;
}

/** The plain text that a pattern begins with. */
const startOf = ({ source }: RegExp): string =>
  /^\^?((?:[\w \-:;,="@]|\\[/."])*)/.exec(source)?.[1]?.replaceAll("\\", "") ?? "";

function isSlow(pattern: RegExp, start: string, piece: string, end: string): boolean {
  return LENGTHS.some((length) => {
    const text = start + piece.repeat(Math.ceil(length / piece.length)) + end;
    const isSuspicious = () => timeOf(pattern, text) > SUSPICIOUS;
    // Again, since garbage collection may have come in between.
    return isSuspicious() && isSuspicious() && isSuspicious();
  });
}

function timeOf(pattern: RegExp, text: string): number {
  pattern.lastIndex = 0;
  return cpuTimeOf(() => text.replace(pattern, ""));
}
