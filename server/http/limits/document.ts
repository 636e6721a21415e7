import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type SelectionSetNode,
  visit,
} from "graphql";
import type { Limits } from "../../config/limits.ts";
import { createMeasure, fragmentsOf } from "./expansion.ts";
import { checkLimit, LimitError } from "./limitError.ts";

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

/**
 * Checks a parsed document against the limits, in time proportional to the document's length. It runs before validation,
 * because some validation rules compare all fields of one place pairwise.
 * @throws LimitError
 */
export function checkDocument(document: DocumentNode, limits: Limits): void {
  const operations = document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  const fragments = fragmentsOf(document);
  const { directives, spread } = countsOf(document);
  checkLimit(limits, "operations", operations.length);
  checkLimit(limits, "fragments", document.definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION).length);
  checkLimit(limits, "directives", directives);
  for (const { variableDefinitions = [] } of operations) checkLimit(limits, "variables", variableDefinitions.length);

  const measure = createMeasure(fragments);
  // Validation also reads unused fragments, and fragments that are used only by one another.
  for (const { selectionSet } of fragments.values()) {
    const { endless } = measure(selectionSet);
    if (endless !== null) throw new LimitError(limits, "selections", endlessMessage(endless));
  }
  const unused = [...fragments.values()].filter(({ name }) => !spread.has(name.value));
  const roots = [...operations, ...unused].map(({ selectionSet }) => selectionSet);
  const measured = roots.map(measure);
  for (const { depth, aliases, introspection } of measured) {
    checkLimit(limits, "depth", depth);
    checkLimit(limits, "introspection", introspection);
    checkLimit(limits, "aliases", aliases);
  }
  checkLimit(
    limits,
    "selections",
    measured.reduce((sum, { selections }) => sum + selections, 0),
  );
  for (const { selectionSet } of operations)
    checkLimit(limits, "rootFields", fieldsOf([selectionSet], fragments).length);
  for (const root of roots) checkRepeats([root], fragments, limits);
}

const endlessMessage = (fragment: string) =>
  `The fragment “${fragment.slice(0, 60)}” contains itself, which makes an endless number of`;

/** Fields with the same response name are merged by GraphQL, and validation compares them pairwise. */
function checkRepeats(sets: readonly SelectionSetNode[], fragments: Fragments, limits: Limits): void {
  const places = Map.groupBy(fieldsOf(sets, fragments), ({ alias, name }) => (alias ?? name).value);
  for (const fields of places.values()) {
    checkLimit(limits, "repeatedFields", fields.length);
    const inner = fields.flatMap(({ selectionSet }) => selectionSet ?? []);
    if (inner.length > 0) checkRepeats(inner, fragments, limits);
  }
}

/** The fields of a place with fragments expanded. There are at most `selections`, as was checked before. */
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
