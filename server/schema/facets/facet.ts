import { FACET_DIMENSIONS, type FacetDimension, type Period, periodBucket, termLabel } from "../../domain/facets.ts";
import { required } from "../../domain/required.ts";
import type { CountedFacet } from "../../store/read/facets/countFacet.ts";
import type { Row } from "../../store/read/visibleRows.ts";
import { builder } from "../builder/builder.ts";
import { type Context, loadAllRequired } from "../builder/context.ts";
import { READS_NO_RECORD, reads } from "../builder/reads.ts";
import { recordField } from "../builder/recordField.ts";
import { enumOf } from "../enums.ts";

const Dimension = enumOf("FacetDimension", "The property by which records are counted.", FACET_DIMENSIONS);

/** The type of the records that are the values of a dimension. */
const RECORDS: { readonly [Name in FacetDimension]?: "actor" | "place" | "event" } = {
  CLAIMANT: "actor",
  PARTY: "actor",
  SIDE: "actor",
  PUBLISHER: "actor",
  PLACE: "place",
  EVENT: "event",
};

interface Bucket {
  readonly value: string;
  readonly label: string;
  readonly count: number;
  readonly actor: number | null;
  readonly place: number | null;
  readonly event: number | null;
  readonly from: number | null;
  readonly until: number | null;
}

export interface Facet {
  readonly by: FacetDimension;
  readonly counted: CountedFacet;
}

const BucketRef = builder.objectRef<Bucket>("FacetBucket").implement({
  extensions: READS_NO_RECORD,
  description: "The records of a list that have the same value.",
  fields: (t) => ({
    value: t.exposeString("value", {
      description:
        "The value: an enum's value such as `KILLED`, the slug of an actor, place or event, a language tag, or a time such as `2020-09-28`. Filters take it.",
    }),
    label: t.exposeString("label", {
      description:
        "The value in English: “Killed”, the name of the actor or place, the title of the event, “28 September 2020”.",
    }),
    count: t.exposeInt("count", {
      description: "The number of records with this value. It counts records: 3 claims are 3 statements, not 3 people.",
    }),
    actor: recordField(t, "Actor", "actor", {
      nullable: true,
      description: "The actor, for CLAIMANT, PARTY, SIDE and PUBLISHER. Otherwise null.",
    }),
    place: recordField(t, "Place", "place", { nullable: true, description: "The place, for PLACE. Otherwise null." }),
    event: recordField(t, "Event", "event", { nullable: true, description: "The event, for EVENT. Otherwise null." }),
    from: t.expose("from", {
      type: "DateTime",
      nullable: true,
      description: "The first millisecond of the day, month or year in UTC. Null for other dimensions.",
    }),
    until: t.expose("until", {
      type: "DateTime",
      nullable: true,
      description: "The last millisecond of the day, month or year in UTC. Null for other dimensions.",
    }),
  }),
});

export const FacetRef = builder.objectRef<Facet>("Facet").implement({
  extensions: READS_NO_RECORD,
  description:
    "The records of a list, counted by one property. It counts records, such as claims: figures are never added up, so no number here is a number of people.",
  fields: (t) => ({
    by: t.expose("by", { type: Dimension, description: "The property by which these records are counted." }),
    totalCount: t.int({
      description: "The number of records in the list: the sum of `count` over all buckets, plus `withoutValueCount`.",
      resolve: ({ counted }) => counted.total,
    }),
    bucketCount: t.int({
      description:
        "The number of different values. It may be greater than the number of `buckets` that `first` allows.",
      resolve: ({ counted }) => counted.valueCount,
    }),
    withoutValueCount: t.int({
      description:
        "The number of records without a value: the words name no claimant, side or place, or the time is unknown or not known exactly enough.",
      resolve: ({ counted }) => counted.withoutValue,
    }),
    buckets: t.field({
      type: [BucketRef],
      description:
        "The values with the most records first; values with equally many by `value`. Days, months and years are in chronological order, and those without records are left out.",
      extensions: reads({ actor: ["name"], place: ["name"], event: ["title"] }),
      resolve: (facet, _args, context) => bucketsOf(facet, context),
    }),
  }),
});

async function bucketsOf({ by, counted }: Facet, context: Context): Promise<Bucket[]> {
  const { values } = counted;
  const type = RECORDS[by];
  const labels =
    type &&
    (await namesOf(
      context,
      type,
      values.map(({ record }) => required(record, "A value's record")),
    ));
  return values.map(({ value, record, count }, at) => {
    const bucket = { ...NO_VALUE, count };
    if (type) return { ...bucket, value: String(value), label: labels?.[at] ?? "", [type]: record };
    if (typeof value === "number") return { ...bucket, ...periodBucket(by as Period, value) };
    // The schema's enum has modes in upper case.
    const name = by === "EVENT_MODE" ? value.toUpperCase().replaceAll("-", "_") : value;
    return { ...bucket, value: name, label: termLabel(by, name) };
  });
}

const NO_VALUE = { actor: null, place: null, event: null, from: null, until: null };

async function namesOf({ load }: Context, type: "actor" | "place" | "event", records: readonly number[]) {
  const rows = await loadAllRequired<number, object>(load[type], records);
  return rows.map((row) => (type === "event" ? (row as Row<"event">).title : (row as Row<"actor" | "place">).name));
}
