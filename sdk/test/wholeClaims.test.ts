import { readdirSync, readFileSync } from "node:fs";
import {
  buildSchema,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  isAbstractType,
  isObjectType,
  Kind,
  parse,
  type SelectionSetNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from "graphql";
import { expect, test } from "vitest";

const sdk = new URL("..", import.meta.url);
const schema = buildSchema(readFileSync(new URL("../schema.graphql", sdk), "utf8"));
const files = readdirSync(new URL("operations", sdk));
const shipped = files.map((file) => readFileSync(new URL(`operations/${file}`, sdk), "utf8")).join("\n");

/** The fields that must accompany a field: `a.b` is `b` of `a`. Without them, a figure could be misread. */
const COMPANY = [
  {
    type: "CasualtyReport",
    fields: ["count"],
    needs: [
      "count.label",
      "attributedTo.actor",
      "attributedTo.words",
      "via.actor",
      "via.words",
      "review",
      "status",
      "isDenied",
      "article.wording",
    ],
  },
  { type: "Count", fields: ["lower", "upper", "min", "max", "best", "conventionMin"], needs: ["label"] },
  { type: "Figures", fields: ["low", "high", "conventionLow"], needs: ["label"] },
  { type: "Breakdown", fields: ["sumLow", "sumHigh", "unaccountedLow", "unaccountedHigh"], needs: ["label"] },
  { type: "Evidence", fields: ["quote", "prefix", "suffix"], needs: ["wording"] },
  { type: "Article", fields: ["title", "text", "paragraphs"], needs: ["wording"] },
];

test("the client's operations select figures only with label, claimant and review, and words only with the field that says whose they are", () => {
  expect(shipped).toContain("fragment CasualtyReportFields");
  expect(incomplete(shipped)).toEqual([]);
});

test.each([
  [
    "{ casualtyReports { nodes { count { label } review isDenied article { wording } } } }",
    "count of CasualtyReport without attributedTo.actor, attributedTo.words, via.actor, via.words, status",
  ],
  ['{ node(id: "…") { ... on CasualtyReport { count { upper } } } }', "upper of Count without label"],
  ["{ toll(harm: KILLED) { ...Low } } fragment Low on Figures { low }", "low of Figures without label"],
  ["{ toll(harm: KILLED) { high } }", "high of Figures without label"],
  [
    '{ search(query: "…") { nodes { record { ... on Event { evidence { quote article { title } } } } } } }',
    "quote of Evidence without wording",
  ],
  ["{ article { ...Text } } fragment Text on Article { text }", "text of Article without wording"],
])("the check finds: %s", (operation, what) => {
  expect(incomplete(operation)).toContain(what);
});

/** The fields that are selected without the fields that must accompany them. */
function incomplete(operations: string): string[] {
  const document = parse(operations);
  const fragments = new Map(
    document.definitions
      .filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION)
      .map((fragment) => [fragment.name.value, fragment]),
  );
  const found: string[] = [];
  const info = new TypeInfo(schema);
  visit(
    document,
    visitWithTypeInfo(info, {
      SelectionSet(set) {
        const paths = new Set(pathsIn(set, fragments));
        for (const { type, fields, needs } of COMPANY) {
          const field = fields.find((field) => paths.has(field));
          const missing = needs.filter((path) => !paths.has(path));
          if (field && missing.length > 0 && isOf(type, info.getParentType()))
            found.push(`${field} of ${type} without ${missing.join(", ")}`);
        }
      },
    }),
  );
  return found;
}

function isOf(name: string, type: GraphQLNamedType | null | undefined): boolean {
  const wanted = schema.getType(name);
  return type === wanted || (isAbstractType(wanted) && isObjectType(type) && schema.isSubType(wanted, type));
}

/** The names of all selected fields and subfields, including those in fragments. */
function pathsIn(
  { selections }: SelectionSetNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): readonly string[] {
  return selections.flatMap((node) => {
    if (node.kind === Kind.FIELD) {
      const name = node.name.value;
      return [
        name,
        ...(node.selectionSet ? pathsIn(node.selectionSet, fragments).map((path) => `${name}.${path}`) : []),
      ];
    }
    const set = node.kind === Kind.INLINE_FRAGMENT ? node.selectionSet : fragments.get(node.name.value)?.selectionSet;
    return set ? pathsIn(set, fragments) : [];
  });
}
