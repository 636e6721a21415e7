import { type DocumentNode, type FragmentDefinitionNode, Kind, type SelectionSetNode } from "graphql";

/** How large a selection is with its fragments written out. */
export interface Expansion {
  /** Fields and fragments: an expansion of fragments that hold no field at all is work as well. */
  readonly selections: number;
  readonly aliases: number;
  readonly depth: number;
  /** Fields of the schema's description of itself that are lists, each within the other: such a list leads back to all types. */
  readonly lists: number;
  /** The same beneath the fields that begin such a description. */
  readonly introspection: number;
  /** A fragment that contains itself: nobody may write it out. */
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

/** Measures selections without writing them out: each fragment is looked at once, however often it is spread. */
export function measuring(fragments: ReadonlyMap<string, FragmentDefinitionNode>) {
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
