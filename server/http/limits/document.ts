import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type SelectionSetNode,
  visit,
} from "graphql";
import type { Limits } from "../../config/limits.ts";
import { fragmentsOf, measuring } from "./expansion.ts";
import { atMost, LimitError } from "./limitError.ts";

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

/**
 * Holds a parsed document against the limits, in time that grows with its length alone, before validation, some rules of
 * which compare each field with each other of its place.
 * @throws LimitError
 */
export function checkDocument(document: DocumentNode, limits: Limits): void {
  const operations = document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  const fragments = fragmentsOf(document);
  const { directives, spread } = countsOf(document);
  atMost(limits, "operations", operations.length);
  atMost(limits, "fragments", document.definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION).length);
  atMost(limits, "directives", directives);
  for (const { variableDefinitions = [] } of operations) atMost(limits, "variables", variableDefinitions.length);

  const measure = measuring(fragments);
  // Validation reads the fragments that nothing spreads as well, and those that spread one another alone.
  for (const { selectionSet } of fragments.values()) {
    const { endless } = measure(selectionSet);
    if (endless !== null) throw new LimitError(limits, "selections", endlessly(endless));
  }
  const unused = [...fragments.values()].filter(({ name }) => !spread.has(name.value));
  const roots = [...operations, ...unused].map(({ selectionSet }) => selectionSet);
  const measured = roots.map(measure);
  for (const { depth, aliases, introspection } of measured) {
    atMost(limits, "depth", depth);
    atMost(limits, "introspection", introspection);
    atMost(limits, "aliases", aliases);
  }
  atMost(
    limits,
    "selections",
    measured.reduce((sum, { selections }) => sum + selections, 0),
  );
  for (const { selectionSet } of operations) atMost(limits, "rootFields", fieldsOf([selectionSet], fragments).length);
  for (const root of roots) checkRepeats([root], fragments, limits);
}

const endlessly = (fragment: string) =>
  `The fragment “${fragment.slice(0, 60)}” contains itself, which makes endlessly many`;

/** Fields that answer under the same name are one field to GraphQL, and validation compares each two of them. */
function checkRepeats(sets: readonly SelectionSetNode[], fragments: Fragments, limits: Limits): void {
  const places = Map.groupBy(fieldsOf(sets, fragments), ({ alias, name }) => (alias ?? name).value);
  for (const fields of places.values()) {
    atMost(limits, "repeatedFields", fields.length);
    const inner = fields.flatMap(({ selectionSet }) => selectionSet ?? []);
    if (inner.length > 0) checkRepeats(inner, fragments, limits);
  }
}

/** The fields of a place, fragments written out: no more than `selections`, as was measured before. */
const fieldsOf = (sets: readonly SelectionSetNode[], fragments: Fragments) =>
  sets.flatMap((set) => [...fieldsIn(set, fragments)]);

function* fieldsIn({ selections }: SelectionSetNode, fragments: Fragments): Generator<FieldNode> {
  for (const selection of selections) {
    if (selection.kind === Kind.FIELD) yield selection;
    else {
      const set =
        selection.kind === Kind.INLINE_FRAGMENT
          ? selection.selectionSet
          : fragments.get(selection.name.value)?.selectionSet;
      if (set) yield* fieldsIn(set, fragments);
    }
  }
}

function countsOf(document: DocumentNode): { directives: number; spread: ReadonlySet<string> } {
  let directives = 0;
  const spread = new Set<string>();
  visit(document, {
    Directive() {
      directives++;
    },
    FragmentSpread({ name }) {
      spread.add(name.value);
    },
  });
  return { directives, spread };
}
