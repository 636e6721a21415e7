import { type DocumentNode, type FragmentDefinitionNode, Kind, type SelectionSetNode } from "graphql";

/** How large a selection is with its fragments expanded. */
export interface Expansion {
  /** The number of fields and fragments. Fragments count because expanding them is work even if they contain no field. */
  readonly selections: number;
  readonly aliases: number;
  readonly depth: number;
  /** How deep introspection lists are nested. Each of these lists can lead back to all types. */
  readonly lists: number;
  /** How deep introspection lists are nested below `__schema` and `__type`. */
  readonly introspection: number;
  /** The name of a fragment that contains itself and therefore cannot be expanded; null if there is none. */
  readonly endless: string | null;
}

const NONE: Expansion = { selections: 0, aliases: 0, depth: 0, lists: 0, introspection: 0, endless: null };

const LISTS = new Set(["fields", "interfaces", "possibleTypes", "inputFields"]);
const DESCRIPTIONS = new Set(["__schema", "__type"]);

export const fragmentsOf = (document: DocumentNode): ReadonlyMap<string, FragmentDefinitionNode> =>
  new Map(
    document.definitions
      .filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION)
      .map((fragment) => [fragment.name.value, fragment]),
  );

/** Measures selections without expanding them: each fragment is read once, however often it is used. */
export function createMeasure(fragments: ReadonlyMap<string, FragmentDefinitionNode>) {
  const known = new Map<string, Expansion>();
  const ofFragment = (name: string): Expansion => {
    const found = known.get(name);
    if (found) return found;
    known.set(name, { ...NONE, endless: name });
    const fragment = fragments.get(name);
    const measured = fragment ? ofSet(fragment.selectionSet) : NONE;
    known.set(name, measured);
    return measured;
  };
  const ofSet = (set: SelectionSetNode): Expansion =>
    set.selections.reduce((sum, selection) => {
      const inner =
        selection.kind === Kind.FRAGMENT_SPREAD
          ? ofFragment(selection.name.value)
          : selection.selectionSet
            ? ofSet(selection.selectionSet)
            : NONE;
      const isField = selection.kind === Kind.FIELD;
      const lists = inner.lists + (isField && LISTS.has(selection.name.value) ? 1 : 0);
      const described = isField && DESCRIPTIONS.has(selection.name.value) ? lists : 0;
      return {
        selections: sum.selections + inner.selections + 1,
        aliases: sum.aliases + inner.aliases + (isField && selection.alias ? 1 : 0),
        depth: Math.max(sum.depth, inner.depth + (isField ? 1 : 0)),
        lists: Math.max(sum.lists, lists),
        introspection: Math.max(sum.introspection, inner.introspection, described),
        endless: sum.endless ?? inner.endless,
      };
    }, NONE);
  return ofSet;
}
