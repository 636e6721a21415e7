import { CASUALTY_REPORT } from "../../domain/fields/casualtyReport.ts";
import type { Field, FieldTable } from "../../domain/fields/kinds.ts";
import { withNames } from "../../store/read/names.ts";
import type { Row } from "../../store/read/visibleRows.ts";
import { contentOf } from "../../store/records/content.ts";
import type { Column } from "../columns.ts";
import type { ExportScope } from "../exportScope.ts";
import { type FieldValues, fieldColumns } from "../fieldColumns.ts";
import { loadReferenced, nameIn } from "../referencedNames.ts";
import type { SharedRows } from "../sharedRows.ts";
import type { TimeCells } from "../times.ts";
import type { ClaimRow } from "./claimRow.ts";

/** The fields of a claim that claimColumns.ts has columns for. The columns of all others follow from their kinds. */
const WRITTEN_BY_HAND: ReadonlySet<string> = new Set([
  "article",
  "event",
  "harm",
  "count",
  "victims",
  "tags",
  "side",
  "place",
  "attributedTo",
  "via",
  "blamed",
  "scope",
  "period",
  "statedAt",
  "status",
  "partOf",
  "partKind",
  "partsAreAll",
  "retraction",
  "denials",
  "evidence",
  "review",
  "rule",
  "note",
] satisfies readonly (keyof typeof CASUALTY_REPORT)[]);

export const OTHER_FIELDS: FieldTable = Object.fromEntries(
  Object.entries<Field>(CASUALTY_REPORT).filter(
    ([name, { isExported }]) => isExported !== false && !WRITTEN_BY_HAND.has(name),
  ),
);

/** The columns of a claim's other fields. */
export const OTHER_COLUMNS: readonly Column<ClaimRow>[] = Object.entries(OTHER_FIELDS).flatMap(([name, field]) => {
  if (field.rows !== undefined)
    throw new Error(
      `The claim's field “${name}” has no columns, because it has a table of its own. Write them in claimColumns.ts, or set isExported: false.`,
    );
  return fieldColumns(name, field).map(({ of: _of, value, ...column }) => ({
    ...column,
    value: ({ others }: ClaimRow) => (others === null ? null : value(others)),
  }));
});

/** Reads the other fields of claims. Null if there are none, so that nothing is read. */
export function otherFields(
  { store }: ExportScope,
  shared: SharedRows,
  timeOf: (json: string | null) => TimeCells | null,
): (claims: readonly Row<"casualtyReport">[]) => Promise<readonly FieldValues[] | null> {
  const nameOf = nameIn.bind(null, shared);
  return async (claims) => {
    if (OTHER_COLUMNS.length === 0) return null;
    await loadReferenced(shared, OTHER_FIELDS, claims);
    const contents = await withNames(store, (names) =>
      claims.map((claim) => contentOf(OTHER_FIELDS, claim, { ...names, articles: [claim.article] })),
    );
    return claims.map((claim, at) => ({
      row: claim as unknown as FieldValues["row"],
      content: contents[at] ?? {},
      withheld: new Set(shared.shownTexts.get(claim.article) ? [] : [claim.article]),
      nameOf,
      timeOf,
    }));
  };
}
