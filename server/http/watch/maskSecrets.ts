/** A quick check for what could be a credential: most lines have none. */
const SUSPECT = /authorization|cookie|bearer|basic|cg_|eyJ/i;

/** Masks credentials anywhere in a line of the log, wherever a library's error has put them. A key's id is not a secret. */
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
