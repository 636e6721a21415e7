import { Kind } from "graphql";
import { builder } from "./builder.ts";
import { parseRecordedAsOf } from "./recordedAsOf.ts";

builder.scalarType("RecordedAsOf", {
  description:
    "What the store held at an earlier state of its own. A number is a data revision, as `dataRevision` gives it: `12`, and `2021` too. A text is a time as in PartialTime, taken to its end: `“2021-03-02”` is what was held when that day was over in UTC, `“2021-03-02+04:00”` when it was over where clocks are four hours ahead.",
  serialize: () => {
    throw new Error("RecordedAsOf is for input alone.");
  },
  parseValue: (value) => parseRecordedAsOf(value),
  parseLiteral: (node) =>
    parseRecordedAsOf(node.kind === Kind.INT ? Number(node.value) : node.kind === Kind.STRING ? node.value : null),
});

/** The argument of every root field of records. */
export const recordedAsOfArgs = builder.args((t) => ({
  recordedAsOf: t.field({
    type: "RecordedAsOf",
    description:
      "Reads the store as it stood then, by data revision or by time, for this field and all that is asked for beneath it. The newest state where it is left out. Text search knows that one alone.",
  }),
}));
