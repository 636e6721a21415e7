import { required } from "../../domain/required.ts";
import type { Claim } from "../../domain/toll/claim.ts";
import type { Row } from "../../store/read/visibleRows.ts";
import { batched } from "../builder/batched.ts";
import { builder, type FieldBuilder } from "../builder/builder.ts";
import { type Context, loadAllOptional, loadAllRequired } from "../builder/context.ts";
import { InputError } from "../builder/errors.ts";
import type { PropertyWith } from "../builder/recordField.ts";
import { CasualtyReportRef } from "../builder/refs.ts";

/** The reports behind claims, in the same order. */
export async function reportsOf({ load }: Context, claims: readonly Claim[]): Promise<Row<"casualtyReport">[]> {
  const rows = await load.casualtyReport.loadMany(claims.map(({ id }) => id));
  return rows.map((row, at) => required(row, `casualtyReport ${claims[at]?.id}`));
}

/** A field for the report behind the claim in a property of the object. */
export function reportField<Of, Nullable extends boolean = false>(
  t: FieldBuilder<Of>,
  property: PropertyWith<Nullable extends true ? Claim | null : Claim, Of>,
  { nullable, description }: { readonly nullable?: Nullable; readonly description: string },
) {
  return nullable
    ? t.field({
        type: CasualtyReportRef,
        nullable: true,
        description,
        ...batched((of: readonly Of[], { load }) =>
          loadAllOptional(
            load.casualtyReport,
            of.map((one) => (one[property] as Claim | null)?.id),
          ),
        ),
      })
    : t.field({
        type: CasualtyReportRef,
        description,
        ...batched((of: readonly Of[], { load }) =>
          loadAllRequired(
            load.casualtyReport,
            of.map((one) => (one[property] as Claim).id),
          ),
        ),
      });
}

/** A field for the reports behind the claims in a property of the object, in the same order. */
export const reportsField = <Of>(
  t: FieldBuilder<Of>,
  property: PropertyWith<readonly Claim[], Of>,
  { description }: { readonly description: string },
) =>
  t.field({
    type: [CasualtyReportRef],
    description,
    resolve: (of, _args, context) => reportsOf(context, of[property] as readonly Claim[]),
  });

const MOST = 1000;

/** Which items of a computed list. They are not records, so the list has no cursors. */
export const sliceArgs = builder.args((t) => ({
  first: t.int({ required: true, defaultValue: 100, description: `The number of items to return: 0 to ${MOST}.` }),
  skip: t.int({ required: true, defaultValue: 0, description: "The number of items to skip first." }),
}));

export function sliceOf<Item>(
  items: readonly Item[],
  { first, skip }: { first: number; skip: number },
  order?: (a: Item, b: Item) => number,
): Item[] {
  if (first < 0 || first > MOST) throw new InputError("first", `is ${first}; it takes 0 to ${MOST}`);
  if (skip < 0) throw new InputError("skip", `is ${skip}; it takes 0 or more`);
  return (order ? firstOf(items, skip + first, order) : items).slice(skip, skip + first);
}

const FEW = 100;

/** The first items in an order. For a few items this avoids sorting all others. */
function firstOf<Item>(items: readonly Item[], count: number, order: (a: Item, b: Item) => number): Item[] {
  if (count > FEW || count > items.length) return items.toSorted(order);
  const found: Item[] = [];
  for (const item of items) {
    const last = found.at(-1);
    if (found.length === count && (last === undefined || order(item, last) >= 0)) continue;
    const at = found.findIndex((other) => order(item, other) < 0);
    found.splice(at < 0 ? found.length : at, 0, item);
    if (found.length > count) found.pop();
  }
  return found;
}
