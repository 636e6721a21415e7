/** What lets somebody in stands in no line, wherever an error of a library has put it. Most lines have nothing like it. */
const SUSPECT = /authorization|cookie|bearer|basic|cg_|eyJ/i;

/** On the line as it is written, however deep it stands there. A key's id stands in lists of keys, so it may stand here. */
export const maskSecrets = (line: string): string =>
  SUSPECT.test(line)
    ? line
        .replaceAll(
          /"((?:proxy-)?authorization|(?:set-)?cookie)":(?:"(?:[^"\\]|\\.)*"|\[(?:"(?:[^"\\]|\\.)*",?)*\])/gi,
          '"$1":"…"',
        )
        .replaceAll(/\b(cg_[0-9a-f]{8}_)[A-Za-z0-9_-]{43}/g, "$1…")
        .replaceAll(/\b(bearer|basic) +[\w.~+/=-]{8,}/gi, "$1 …")
        .replaceAll(/\beyJ[\w-]+\.[\w-]+\.[\w-]*/g, "…")
    : line;
