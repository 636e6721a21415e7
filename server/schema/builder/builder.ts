import SchemaBuilder from "@pothos/core";
import RelayPlugin from "@pothos/plugin-relay";
import { required } from "../../domain/required.ts";
import type { TimeSpan } from "../../domain/time.ts";
import type { Context } from "./context.ts";
import { costs } from "./extensions.ts";
import { decodeGlobalId, encodeGlobalId } from "./globalId.ts";
import type { RecordedAsOf } from "./recordedAsOf.ts";
import { REQUEST_PLUGIN } from "./requestPlugin.ts";

export interface SchemaTypes {
  Context: Context;
  DefaultFieldNullability: false;
  Scalars: {
    ID: { Input: string; Output: string | number };
    DateTime: { Input: number; Output: number };
    PartialTime: { Input: TimeSpan; Output: never };
    RecordedAsOf: { Input: RecordedAsOf; Output: never };
  };
  Connection: { totalCount: number | null };
  DefaultEdgesNullability: { list: false; items: false };
  DefaultNodeNullability: false;
}

export type BuilderTypes = typeof builder.$inferSchemaTypes;

/** Makes the fields of a type, for functions that define the same field on several types. */
export type FieldBuilder<Parent> = Pick<
  PothosSchemaTypes.RootFieldBuilder<BuilderTypes, Parent, "Object">,
  "arg" | "field" | "connection"
>;

/** The default page size and the largest page size. */
export const DEFAULT_PAGE = 20;
export const LARGEST_PAGE = 100;

export const builder = new SchemaBuilder<SchemaTypes>({
  plugins: [RelayPlugin, REQUEST_PLUGIN],
  defaultFieldNullability: false,
  relay: {
    clientMutationId: "omit",
    cursorType: "String",
    encodeGlobalID: (typename, id) => encodeGlobalId(typename, String(id)),
    decodeGlobalID: (id) => decodeGlobalId(id, "id"),
    idFieldOptions: {
      description: "The global id, for `node(id:)` in this store and in every other store that has the same corpus.",
    },
    nodeTypeOptions: { description: "A record that can be fetched again by its global id." },
    // Defined in node.ts, because our fields also take `recordedAsOf` and return tombstones of withdrawn records.
    nodeQueryOptions: false,
    nodesQueryOptions: false,
    edgesFieldOptions: {
      nullable: { list: false, items: false },
      description: "The records on the page, each with its own cursor.",
    },
    nodeFieldOptions: { nullable: false, description: "The record at this position of the list." },
    cursorFieldOptions: {
      description:
        "The position of this record in the list, for this filter and order. Give it as `after` or `before`.",
    },
    nodesOnConnection: { description: "The records on the page, if you do not need their cursors." },
    pageInfoFieldOptions: { description: "Whether there are more pages, and the cursors to request them." },
    pageInfoTypeOptions: { description: "The position of a page in its list, as in Relay's cursor connections." },
    hasNextPageFieldOptions: {
      description:
        "Whether more records follow the page. If you give `first` and `before`, only records before that cursor count.",
    },
    hasPreviousPageFieldOptions: {
      description:
        "Whether more records come before the page. If you give `last` and `after`, only records after that cursor count.",
    },
    startCursorFieldOptions: {
      description:
        "The first record's cursor. For the previous page, give it as `before`, with `last`. Null on an empty page.",
    },
    endCursorFieldOptions: {
      description: "The last record's cursor. For the next page, give it as `after`. Null on an empty page.",
    },
    firstArgOptions: {
      description: `The number of records to return from the start of the list: 0 to ${LARGEST_PAGE}. Default: ${DEFAULT_PAGE}, unless \`last\` is given.`,
    },
    lastArgOptions: {
      description: `The number of records to return from the end of the list: 0 to ${LARGEST_PAGE}. Cannot be combined with \`first\`.`,
    },
    afterArgOptions: {
      description:
        "Only records after this cursor. The cursor must come from this list with the same filter and order.",
    },
    beforeArgOptions: {
      description:
        "Only records before this cursor. The cursor must come from this list with the same filter and order.",
    },
    defaultConnectionTypeOptions: { description: "One page of a list." },
    defaultEdgeTypeOptions: { description: "A record in a list, with its cursor." },
  },
});

builder.queryType({ description: "All data can be read from here. Lists are Relay connections." });

builder.mutationType({
  description:
    "Mutations. Each field names the scope that the caller's key or token needs. A mutation is applied completely or not at all, and its result is visible immediately: in queries, in the change log and in subscriptions.",
});

builder.globalConnectionField("totalCount", (t) =>
  t.int({
    nullable: false,
    description: "The number of records in the whole list with this filter, on all pages.",
    extensions: costs({ weight: 200, growsWithStore: true }),
    resolve: (connection) => required((connection as { totalCount: number | null }).totalCount, "The total count"),
  }),
);
