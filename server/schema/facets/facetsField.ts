import type { FieldMap } from "@pothos/core";
import { FACET_DIMENSIONS, type FacetDimension } from "../../domain/facets.ts";
import type { ReadScope } from "../../store/read/asOfRevision.ts";
import { countFacet, NO_RECORDS } from "../../store/read/facets/countFacet.ts";
import type { Dimension } from "../../store/read/facets/dimension.ts";
import type { FieldBuilder } from "../builder/builder.ts";
import type { ListOfParent } from "../builder/connection.ts";
import { InputError } from "../builder/errors.ts";
import { costs } from "../builder/extensions.ts";
import { enumOf } from "../enums.ts";
import { type Facet, FacetRef } from "./facet.ts";

/** How many values a facet returns. */
const DEFAULT_BUCKETS = 20;
const MOST_BUCKETS = 1000;

/** The processor time of a facet of 100,000 claims is some 100 ms: see docs/limits.md. */
const WEIGHT = 5000;

export type Facets = { readonly [Name in FacetDimension]?: (scope: ReadScope) => Dimension };

/** The field `facets` of a connection. @param type the type of the records @param facets the dimensions that fit it */
export function facetsField(type: string, facets: Facets) {
  const names = Object.keys(facets) as FacetDimension[];
  const meanings = Object.fromEntries(names.map((name) => [name, FACET_DIMENSIONS[name]]));
  const By = enumOf(`${type}FacetBy`, `The properties by which records of the type ${type} can be counted.`, meanings);
  return (t: FieldBuilder<object>): FieldMap => ({
    facets: t.field({
      type: [FacetRef],
      description:
        "The records of the whole list with this filter, on all pages, counted by each of some properties: how many, of what, by whom, when and where. It counts records. Figures are never added up. To get only the counts, leave out `nodes` and `edges`.",
      extensions: costs({ weight: WEIGHT, weightFor: "by", growsWithStore: true }),
      args: {
        by: t.arg({
          type: [By],
          required: true,
          description: "The properties, each at most once. The facets come in the same order.",
        }),
        first: t.arg.int({
          description: `The number of buckets of each facet: 0 to ${MOST_BUCKETS}. Default: ${DEFAULT_BUCKETS}.`,
        }),
      },
      resolve: async (connection, { by, first }): Promise<Facet[]> => {
        const most = checkArguments(by, first);
        const { list } = connection as unknown as { readonly list: ListOfParent };
        return Promise.all(
          by.map(async (name) => ({
            by: name as FacetDimension,
            counted: await read(list, name as FacetDimension, most),
          })),
        );
      },
    }),
  });

  /** The lists of several parents are counted together. */
  async function read({ parent, context, name, lists }: ListOfParent, by: FacetDimension, most: number) {
    const makeDimension = facets[by];
    if (!makeDimension) throw new Error(`${type} has no facet ${by}.`);
    const load = context.loader(JSON.stringify(["facet", name, by, most]), async (parents: readonly number[]) =>
      countFacet(context.store, await lists(parents), parents, makeDimension(context.store), most),
    );
    return (await load.load(parent)) ?? NO_RECORDS;
  }
}

function checkArguments(by: readonly string[], first: number | null | undefined): number {
  if (by.length === 0) throw new InputError("by", "is empty; give at least one property");
  const repeated = by.find((name, at) => by.indexOf(name) !== at);
  if (repeated !== undefined)
    throw new InputError("by", `contains ${repeated} more than once; give each property once`);
  if (first != null && (first < 0 || first > MOST_BUCKETS))
    throw new InputError("first", `is ${first}; it takes 0 to ${MOST_BUCKETS}`);
  return first ?? DEFAULT_BUCKETS;
}
