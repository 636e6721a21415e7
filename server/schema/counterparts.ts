import { type Agreement, type Compared, MATCH_CONFIDENCES } from "../domain/counterparts.ts";
import { type Counterpart, counterpartsOf } from "../store/read/counterparts.ts";
import { builder } from "./builder/builder.ts";
import { type Context, loadRequired } from "./builder/context.ts";
import { InputError } from "./builder/errors.ts";
import { costs } from "./builder/extensions.ts";
import { READS_NO_RECORD } from "./builder/reads.ts";
import * as refs from "./builder/refs.ts";
import { enumOf } from "./enums.ts";

const AGREEMENT_MEANINGS: Readonly<Record<Agreement, string>> = {
  SAME: "The same, as far as is known.",
  CLOSE: "Close: most of the time is shared, at most 25 km apart, or one of one side is shared.",
  LOOSE:
    "Possible: the times overlap or are at most two days apart, the places are in one region, or one of two sides is shared.",
  UNKNOWN: "Not known for one of the two events, so that it says nothing.",
};

const AgreementEnum = enumOf("MatchAgreement", "How far two events agree in one respect.", AGREEMENT_MEANINGS);
const MatchConfidenceEnum = enumOf(
  "MatchConfidence",
  "How likely two events of different corpora are the same event.",
  MATCH_CONFIDENCES,
);

const ComparedRef = builder.objectRef<Compared>("MatchReason").implement({
  extensions: READS_NO_RECORD,
  description: "How far two events agree in one respect.",
  fields: (t) => ({
    agreement: t.expose("agreement", { type: AgreementEnum, description: "How far they agree." }),
    explanation: t.exposeString("explanation", { description: "In words, such as “12 km apart”." }),
  }),
});

export const CounterpartRef = builder.objectRef<Counterpart>("EventCounterpart").implement({
  extensions: READS_NO_RECORD,
  description:
    "An event of another corpus, such as a dataset, that may be the same event. It is computed from time, place and sides. Nothing is merged: look at both.",
  fields: (t) => ({
    event: t.field({
      type: refs.EventRef,
      description: "The other corpus's event.",
      resolve: ({ event }, _args, { load }) => loadRequired(load.event, event),
    }),
    confidence: t.expose("confidence", { type: MatchConfidenceEnum, description: "How likely it is the same event." }),
    time: t.expose("time", { type: ComparedRef, description: "How the times compare." }),
    place: t.expose("place", { type: ComparedRef, description: "How the places compare." }),
    sides: t.expose("sides", { type: ComparedRef, description: "How the participants compare." }),
  }),
});

export const counterpartsFirst = builder.args((t) => ({
  first: t.int({ required: true, defaultValue: 10, description: `The number of events to return: 0 to ${50}.` }),
}));

/** The best counterparts of an event. */
export async function counterpartsOfEvent(context: Context, event: number, first: number): Promise<Counterpart[]> {
  if (first < 0 || first > 50) throw new InputError("first", `is ${first}; it takes 0 to 50`);
  const loader = context.loader<number, readonly Counterpart[]>("counterparts", (events) =>
    counterpartsOf(context.store, events),
  );
  return ((await loader.load(event)) ?? []).slice(0, first);
}

builder.objectField(refs.EventRef, "counterparts", (t) =>
  t.field({
    type: [CounterpartRef],
    args: counterpartsFirst,
    extensions: costs({ weight: 200 }),
    description:
      "The events of other corpora that may be the same event, best first: to compare our claims with a dataset's estimate. See `Toll.counterparts` for their figures.",
    resolve: (event, { first }, context) => counterpartsOfEvent(context, event.record, first),
  }),
);
