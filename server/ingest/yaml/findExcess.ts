import type { CST } from "yaml";
import { printableName } from "../../domain/printable.ts";

/** The format needs ten levels. The parser recurses for each level. */
const MOST_LEVELS = 50;
/** The parser compares each key of a map with all others. */
const MOST_KEYS = 1000;
/** The parser looks for the anchor of each alias among all others. */
const MOST_ALIASES = 1000;

/** Any other tag makes a value that no field takes. `!!merge` would also merge maps any number of times. */
const TAGS = ["!", "!!str", "!!int", "!!float", "!!bool", "!!null", "!!map", "!!seq"];

const KEYS = ["scalar", "single-quoted-scalar", "double-quoted-scalar", "block-scalar"];

export interface Excess {
  readonly offset: number;
  readonly problem: string;
}

/**
 * What the YAML parser should not be given: too much of something, or what no corpus needs. In time proportional to the length
 * of the text. Null if there is nothing of the kind.
 */
export function findExcess(tokens: readonly CST.Token[]): Excess | null {
  const anchors = new Set<string>();
  let aliases = 0;

  const inSource = ({ type, source, offset }: CST.SourceToken): Excess | null => {
    if (type === "anchor") anchors.add(source.slice(1));
    if (type !== "tag" || TAGS.includes(source)) return null;
    return { offset, problem: `has the tag ${printableName(source.slice(0, 60))}, which no field takes; remove it` };
  };

  const ofToken = (token: CST.Token): Excess | null => {
    const { type, offset } = token;
    if (type === "directive" && /^%YAML\s+(?!1\.2\s*$)/.test(token.source))
      return {
        offset,
        problem: "asks for another version than YAML 1.2, which is the only one that is read; remove it",
      };
    if (type === "alias") {
      const name = token.source.slice(1);
      if (++aliases > MOST_ALIASES)
        return { offset, problem: `has more than ${MOST_ALIASES} aliases; write out what is meant` };
      if (!anchors.has(name))
        return { offset, problem: `has the alias *${printableName(name.slice(0, 60))} without an anchor above it` };
    }
    if ((type === "block-map" || type === "flow-collection") && token.items.length > MOST_KEYS && !isList(token))
      return { offset, problem: `has a map with more than ${MOST_KEYS} keys; use a list, or several files` };
    return null;
  };

  const ofItem = ({ key }: CST.CollectionItem): Excess | null =>
    key && !KEYS.includes(key.type)
      ? { offset: key.offset, problem: "has a key that is not a text; write the name of a field" }
      : null;

  const rest: { readonly token: CST.Token | CST.CollectionItem; readonly level: number }[] = tokens
    .map((token) => ({ token, level: 0 }))
    .reverse();
  for (let next = rest.pop(); next; next = rest.pop()) {
    const { token, level } = next;
    const excess = "type" in token ? ofToken(token) : ofItem(token);
    if (excess) return excess;
    for (const source of sourcesOf(token)) {
      const found = inSource(source);
      if (found) return found;
    }
    const inner = innerTokens(token);
    const deeper = "items" in token ? level + 1 : level;
    if (deeper > MOST_LEVELS && "offset" in token)
      return { offset: token.offset, problem: `is nested too deeply: more than ${MOST_LEVELS} levels` };
    for (let at = inner.length - 1; at >= 0; at--) {
      const one = inner[at];
      if (one) rest.push({ token: one, level: deeper });
    }
  }
  return null;
}

const isList = (token: CST.BlockMap | CST.FlowCollection): boolean =>
  token.type === "flow-collection" && token.start.type === "flow-seq-start";

/** The anchors and tags, among others, that stand before a key or a value. */
function sourcesOf(token: CST.Token | CST.CollectionItem): readonly CST.SourceToken[] {
  if ("type" in token) return token.type === "document" ? token.start : [];
  return [...token.start, ...(token.sep ?? [])];
}

/** In the order of the text. */
function innerTokens(
  token: CST.Token | CST.CollectionItem,
): readonly (CST.Token | CST.CollectionItem | null | undefined)[] {
  if (!("type" in token)) return [token.key, token.value];
  if (token.type === "document") return [token.value];
  return "items" in token ? token.items : [];
}
