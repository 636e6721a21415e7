import { Kind } from "graphql";
import { builder } from "./builder.ts";
import { parseRecordedAsOf } from "./recordedAsOf.ts";

builder.scalarType("RecordedAsOf", {
  description:
    "An earlier state of the store. A number is a data revision, as in `dataRevision`: even `2021` is a data revision, not a year. A text is a time as in PartialTime and means the end of that time: `“2021-03-02”` is the state at the end of that day in UTC, and `“2021-03-02+04:00”` is the state at the end of that day in a time zone four hours ahead of UTC.",
  serialize: () => {
    throw new Error("RecordedAsOf is only an input type.");
  },
  parseValue: (value) => parseRecordedAsOf(value),
  parseLiteral: (node) =>
    parseRecordedAsOf(node.kind === Kind.INT ? Number(node.value) : node.kind === Kind.STRING ? node.value : null),
});

/** The argument of every root field that reads records. */
export const recordedAsOfArgs = builder.args((t) => ({
  recordedAsOf: t.field({
    type: "RecordedAsOf",
    description:
      "Reads the store as it was at this data revision or time, for this field and everything below it. The `id` of each record then contains the data revision. Default: the newest state. Text search works only on the newest state, not as of an earlier time.",
  }),
}));
