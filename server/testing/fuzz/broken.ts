import type { Dice } from "./values.ts";

const TOKEN = /"(?:[^"\\\n]|\\.)*"|[A-Za-z_]\w*|-?\d+(?:\.\d+)?|\.\.\.|\S/g;
const STRANGE = [
  "{",
  "}",
  "(",
  ")",
  "...",
  "$",
  "@",
  ":",
  "!",
  "[",
  "]",
  '"',
  '"""',
  "\\u{110000}",
  "#",
  "\u0000",
  "\ufeff",
  "💥",
  "on",
  "fragment",
  "query",
  "__schema",
  '__type(name: "Query")',
  "@include",
  "@deprecated",
  "1e999",
  "&",
  "|",
];

/** A document with an error, or with too much of something. */
export function breakText(text: string, dice: Dice): string {
  const tokens = text.match(TOKEN) ?? [];
  const at = () => dice.below(tokens.length);
  for (let times = 1 + dice.below(3); times > 0; times--)
    dice.pick([
      () => tokens.splice(at(), 1 + dice.below(3)),
      () => tokens.splice(at(), 0, dice.pick(STRANGE)),
      () => tokens.splice(at(), 1, dice.pick(STRANGE)),
      () => tokens.splice(at(), 0, ...tokens.slice(at(), at())),
      () => {
        const [one, other] = [at(), at()];
        [tokens[one], tokens[other]] = [tokens[other] ?? "", tokens[one] ?? ""];
      },
      () => tokens.splice(at()),
    ])();
  return tokens.join(" ");
}

/** A document with too much of something. */
export const excessiveText = (dice: Dice): string =>
  dice.pick<(count: number) => string>([
    (count) => `${"{ articles { nodes ".repeat(count)}{ id }${" } }".repeat(count)}`,
    (count) => `{ articles(filter: { text: ${"[".repeat(count)}`,
    (count) => `{ ${Array.from({ length: count }, (_, n) => `a${n}: dataRevision`).join(" ")} }`,
    (count) => `{ ${"dataRevision ".repeat(count)} }`,
    (count) => `query (${Array.from({ length: count }, (_, n) => `$v${n}: Int`).join(", ")}) { dataRevision }`,
    (count) => `{ dataRevision ${"@skip(if: false) ".repeat(count)} }`,
    (count) =>
      `{ ...F0 } ${Array.from({ length: count }, (_, n) => `fragment F${n} on Query { ...F${(n + 1) % count} }`).join(" ")}`,
    (count) =>
      `{ ...G0 } ${Array.from({ length: Math.min(count, 40) }, (_, n) => `fragment G${n} on Query { ...G${n + 1} ...G${n + 1} }`).join(" ")} fragment G${Math.min(count, 40)} on Query { dataRevision }`,
    (count) => `{ nodes(ids: [${Array(count).fill('"x"').join(", ")}]) { id } }`,
    (count) => Array.from({ length: count }, (_, n) => `query Q${n} { dataRevision }`).join(" "),
    (count) =>
      `{ __schema { types { ${"fields { type { ".repeat(Math.min(count, 60))} name ${"} } ".repeat(Math.min(count, 60))} } } }`,
    (count) => `#${"comment".repeat(count)}\n{ dataRevision }`,
    (count) => `{ search(query: "${"word ".repeat(count)}") { totalCount } }`,
  ])(dice.pick([3, 30, 300, 3000]));
