import { fold } from "../fold.ts";
import { columnsOf } from "./columns.ts";
import type { Field, FieldTable, Kind, KindName, KindOf } from "./kinds.ts";

/** Returns a text without a withdrawn name. */
export type Mask = (text: string) => string;
type Row = Readonly<Record<string, unknown>>;
type MaskKind<Name extends KindName> = (value: never, mask: Mask, kind: KindOf<Name>) => unknown;

/**
 * For each kind, how its words are masked, and the roles of the columns that hold them. Null if the kind holds no words, as
 * a date or the value of a vocabulary.
 */
const KINDS: {
  readonly [Name in KindName]: { readonly roles: readonly string[]; readonly mask: MaskKind<Name> } | null;
} = {
  text: plain("value"),
  words: plain("value"),
  line: plain("value"),
  term: plain("value"),
  url: plain("value"),
  code: plain("value"),
  language: null,
  integer: null,
  decimal: null,
  flag: null,
  oneOf: null,
  source: null,
  reference: null,
  list: { roles: ["json"], mask: maskList },
  part: {
    roles: ["json"],
    mask: (part: Row, mask, { fields }) => maskEach(part, mask, (name) => fields[name]?.kind ?? null),
  },
  attribution: { roles: ["words"], mask: (value: Row, mask) => maskNamed(value, mask, "words") },
  time: { roles: ["json"], mask: (value: Row, mask) => maskNamed(value, mask, "words", "note") },
  count: { roles: ["text"], mask: (value: Row, mask) => maskNamed(value, mask, "text") },
  quote: { roles: ["quote", "prefix", "suffix"], mask: maskQuote },
  evidence: {
    roles: ["json"],
    mask: (evidence: readonly Row[], mask) => evidence.map((item) => maskQuote(item as never, mask)),
  },
  statusNote: {
    roles: ["json"],
    mask: (note: Row, mask) => ({ ...note, evidence: maskQuote(note.evidence as never, mask) }),
  },
};

function plain(role: string): { roles: readonly string[]; mask: (text: never, mask: Mask) => unknown } {
  return { roles: [role], mask: (text: string, mask) => mask(text) };
}

const maskNamed = (value: Row, mask: Mask, ...names: readonly string[]): Row =>
  Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      typeof inner === "string" && names.includes(name) ? mask(inner) : inner,
    ]),
  );

function maskQuote(quote: never, mask: Mask): Row {
  return maskNamed(quote, mask, "quote", "prefix", "suffix");
}

const maskEach = (value: Row, mask: Mask, kindOf: (name: string) => Kind | null): Row =>
  Object.fromEntries(
    Object.entries(value).map(([name, inner]) => {
      const kind = kindOf(name);
      return [name, kind === null ? inner : maskValue(kind, inner, mask)];
    }),
  );

/** A code with blocks would not be valid, so that a list loses the codes that hold the name. */
function maskList(items: readonly unknown[], mask: Mask, { of }: KindOf<"list">): unknown {
  return of.is === "code"
    ? items.filter((item) => mask(item as string) === item)
    : items.map((item) => maskValue(of, item, mask));
}

/** A value of a kind, as JSON columns store it, without the name. */
export function maskValue(kind: Kind, value: unknown, mask: Mask): unknown {
  const masking = masksOf(kind);
  return value == null || masking === null ? value : masking.mask(value as never, mask, kind as never);
}

const masksOf = (kind: Kind) => (holdsWords(kind) ? KINDS[kind.is] : null);

/** Whether a value of the kind may contain a name. The forms of some codes do not allow one. */
function holdsWords(kind: Kind): boolean {
  if (kind.is === "list") return holdsWords(kind.of);
  if (kind.is === "code") return ["jane-roe", "roe"].some((name) => kind.pattern.test(name));
  return KINDS[kind.is] !== null;
}

/** The columns of a table of fields that do not contain words. */
export const columnsWithoutWords = (fields: FieldTable): string[] =>
  Object.entries(fields).flatMap(([name, field]) => {
    const roles = masksOf(field.kind)?.roles ?? [];
    return Object.entries(columnsOf(name, field)).flatMap(([role, column]) => (roles.includes(role) ? [] : [column]));
  });

/** The columns that change if a row is masked, with their new values. */
export function maskFields(fields: FieldTable, row: Row, mask: Mask): Row {
  const changes = Object.entries<Field>(fields).flatMap(([name, field]) => {
    const columns = columnsOf(name, field);
    const masking = masksOf(field.kind);
    const changed = (masking?.roles ?? []).flatMap((role): [string, unknown][] => {
      const column = columns[role];
      const before = column === undefined ? null : (row[column] as string | null | undefined);
      if (column === undefined || before == null) return [];
      const after = role === "json" ? maskJson(before, (value) => maskValue(field.kind, value, mask)) : mask(before);
      return after === before ? [] : [[column, after]];
    });
    return [...changed, ...derived(columns, new Map(changed))];
  });
  return Object.fromEntries(changes);
}

/** JSON text with a changed value. The same text if nothing changes. */
export function maskJson(json: string, change: (value: unknown) => unknown): string {
  const value: unknown = JSON.parse(json);
  const changed = JSON.stringify(change(value));
  return changed === JSON.stringify(value) ? json : changed;
}

/** The folded forms by which names are sorted and compared. */
function derived(
  columns: Readonly<Record<string, string>>,
  changed: ReadonlyMap<string, unknown>,
): [string, unknown][] {
  const pairs = [
    [columns.value, columns.sort],
    [columns.quote, columns.folded],
  ];
  return pairs.flatMap(([from, to]): [string, unknown][] => {
    const text = from === undefined ? undefined : changed.get(from);
    return to === undefined || typeof text !== "string" ? [] : [[to, fold(text)]];
  });
}
