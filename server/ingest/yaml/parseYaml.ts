import { Composer, type Document, isMap, isNode, isScalar, LineCounter, Parser } from "yaml";
import { unstorableCharacter } from "../../domain/storableText.ts";
import { type Fault, fieldPath } from "../faults.ts";
import { findExcess } from "./findExcess.ts";

/** A YAML value, with the line of each of its parts. */
export interface Located {
  readonly file: string;
  readonly value: unknown;
  /** Null if the value does not come from a file. */
  lineOf(path: readonly PropertyKey[]): number | null;
}

/**
 * @param linesAbove the number of lines in the file before this text
 * @returns null, after it reports a fault, if no part of the content is reliable
 */
export function parseYaml(file: string, text: string, linesAbove: number, faults: Fault[]): Located | null {
  const lines = new LineCounter();
  const lineAtOffset = (offset: number) => lines.linePos(offset).line + linesAbove;
  const report = (offset: number, problem: string) => {
    faults.push({ file, line: lineAtOffset(offset), field: null, problem });
    return null;
  };
  const tokens = [...new Parser(lines.addNewLine).parse(text)];
  const excess = findExcess(tokens);
  if (excess) return report(excess.offset, excess.problem);
  const [document, second] = new Composer().compose(tokens, true, text.length);
  if (!document) throw new Error("A YAML text has no document, although the composer was told to make one.");
  if (second) return report(second.range[0], "has a second document (after ---); put it into a file of its own");
  const problems = document.errors.map(({ pos, message }) => [message, lineAtOffset(pos[0])] as const);
  for (const [message, line] of new Map(problems.map((problem) => [problem.join(), problem])).values())
    faults.push({ file, line, field: null, problem: `is not valid YAML: ${message}` });
  // After any other error, the values would be a guess, and the author would get faults that are not in the file.
  if (document.errors.some(({ code }) => code !== "DUPLICATE_KEY")) return null;
  // findExcess limits the number of aliases, and this the size of what they expand to.
  const value: unknown = document.toJS({ maxAliasCount: -1 });
  const size = sizeOf(value, new Map());
  const firstAlias = () => /(?<=[\s,[{:-])\*/.exec(text)?.index ?? 0;
  if (size === null)
    return report(firstAlias(), "has an anchor that contains an alias of itself; write out what is meant");
  if (size > 2 * text.length + LARGEST_EXPANSION)
    return report(firstAlias(), `has aliases that expand to more than ${LARGEST_EXPANSION} characters; use fewer`);
  // A missing field has no line. The line of its nearest ancestor is where the field would be written.
  const lineOf = (path: readonly PropertyKey[]): number => {
    const offset = offsetOf(document, path);
    if (offset !== null) return lineAtOffset(offset);
    return path.length === 0 ? 1 + linesAbove : lineOf(path.slice(0, -1));
  };
  const located = { file, value, lineOf };
  reportUnstorable(located, faults);
  return located;
}

/** The offset at which a field's key or a list's item begins; null if there is none. */
function offsetOf(document: Document.Parsed, path: readonly PropertyKey[]): number | null {
  const parent = document.getIn(path.slice(0, -1), true);
  const field = path.at(-1);
  const pair = isMap(parent) && parent.items.find(({ key }) => isScalar(key) && `${key.value}` === String(field));
  const node = pair ? pair.key : document.getIn(path, true);
  return isNode(node) ? (node.range?.[0] ?? null) : null;
}

/** The number of characters that aliases may add to a file. A few lines with aliases of aliases can expand to any size. */
const LARGEST_EXPANSION = 10_000_000;

/**
 * The size of a value with every alias expanded. The size of each object is computed only once. Null if a value contains
 * itself.
 */
function sizeOf(value: unknown, known: Map<object, number | null>): number | null {
  if (typeof value === "string") return 1 + value.length;
  if (value === null || typeof value !== "object") return 1;
  const before = known.get(value);
  if (before !== undefined) return before;
  known.set(value, null);
  let size = 1;
  for (const item of Object.values(value)) {
    const ofItem = sizeOf(item, known);
    if (ofItem === null) return null;
    size += ofItem;
  }
  known.set(value, size);
  return size;
}

/** YAML can write U+0000 and lone surrogates as escapes, so the parsed strings are checked too. */
export function reportUnstorable(located: Located, faults: Fault[]) {
  const seen = new Set<unknown>();
  const walk = (value: unknown, path: PropertyKey[]) => {
    if (typeof value === "string") {
      const character = unstorableCharacter(value);
      if (character === null) return;
      const problem = `contains ${character}, which cannot be stored; remove it`;
      faults.push({ file: located.file, line: located.lineOf(path), field: fieldPath(path), problem });
    } else if (value !== null && typeof value === "object" && !seen.has(value)) {
      seen.add(value);
      for (const [key, item] of Object.entries(value)) walk(item, [...path, Array.isArray(value) ? Number(key) : key]);
    }
  };
  walk(located.value, []);
}
