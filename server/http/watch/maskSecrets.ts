/** A quick check whether a line may contain a credential. Most lines do not. */
const SUSPECT = /authorization|cookie|bearer|basic|cg_|eyJ/i;

/** Masks credentials anywhere in a log line, since errors of libraries can contain them. A key's id is not a secret. */
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
