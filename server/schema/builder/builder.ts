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

/** The page size where none is asked for, and the largest. */
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
      description: "The global id, good for `node(id:)` in this and every other store that holds the same corpus.",
    },
    nodeTypeOptions: { description: "A record that can be fetched again by its global id." },
    // Written out in node.ts: they take `recordedAsOf` too, and tell of withdrawn records.
    nodeQueryOptions: false,
    nodesQueryOptions: false,
    edgesFieldOptions: {
      nullable: { list: false, items: false },
      description: "The page's records, each with its own cursor.",
    },
    nodeFieldOptions: { nullable: false, description: "The record that stands at this place of the list." },
    cursorFieldOptions: {
      description: "Where this record stands in this list under this filter and order: give it as `after` or `before`.",
    },
    nodesOnConnection: { description: "The page's records, for when no single cursor is needed." },
    pageInfoFieldOptions: { description: "Whether and where the list goes on." },
    pageInfoTypeOptions: { description: "Where a page stands in its list (Relay's cursor connections)." },
    hasNextPageFieldOptions: {
      description: "Whether records follow this page, up to `before` where that is given with `first`.",
    },
    hasPreviousPageFieldOptions: {
      description: "Whether records come before this page, down to `after` where that is given with `last`.",
    },
    startCursorFieldOptions: {
      description:
        "The first record's cursor: give it as `before`, with `last`, for the page before. Null on an empty page.",
    },
    endCursorFieldOptions: {
      description: "The last record's cursor: give it as `after` for the page that follows. Null on an empty page.",
    },
    firstArgOptions: {
      description: `How many records from the front: 0 to ${LARGEST_PAGE}; ${DEFAULT_PAGE} where neither \`first\` nor \`last\` is given.`,
    },
    lastArgOptions: {
      description: `How many records from the back: 0 to ${LARGEST_PAGE}. Not together with \`first\`.`,
    },
    afterArgOptions: {
      description: "Only records after this cursor, which must come from this list under the same filter and order.",
    },
    beforeArgOptions: {
      description: "Only records before this cursor, which must come from this list under the same filter and order.",
    },
    defaultConnectionTypeOptions: { description: "One page of a list." },
    defaultEdgeTypeOptions: { description: "A record's place in a list." },
  },
});

builder.queryType({ description: "Everything can be read from here; lists are pages of Relay connections." });

builder.mutationType({
  description:
    "What can be written, by whoever sends a key or token with the scope that each field names. A mutation is done whole or not at all, and is to be seen at once: by queries, in the change log and by those who follow it.",
});

builder.globalConnectionField("totalCount", (t) =>
  t.int({
    nullable: false,
    description: "How many records the whole list has under this filter, whatever the page.",
    extensions: costs({ weight: 200, growsWithStore: true }),
    resolve: (connection) => required((connection as { totalCount: number | null }).totalCount, "The total count"),
  }),
);
