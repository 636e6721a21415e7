import type { Counterpart } from "../../store/read/counterparts.ts";
import { builder } from "../builder/builder.ts";
import { costs } from "../builder/extensions.ts";
import { READS_NO_RECORD } from "../builder/reads.ts";
import { CounterpartRef, counterpartsFirst, counterpartsOfEvent } from "../counterparts.ts";
import { eventClaims } from "./eventClaims.ts";
import { reconciled, type TollOf } from "./question.ts";
import { asFigures, TollRef } from "./toll.ts";

interface TollCounterpart {
  readonly counterpart: Counterpart;
  readonly toll: TollOf;
}

const TollCounterpartRef = builder.objectRef<TollCounterpart>("TollCounterpart").implement({
  extensions: READS_NO_RECORD,
  description:
    "The figures of another corpus, such as a dataset, for an event that may be the same. They are shown apart: no bound of this toll comes from them.",
  fields: (t) => ({
    counterpart: t.expose("counterpart", { type: CounterpartRef, description: "The other event, and why it matches." }),
    toll: t.field({
      type: TollRef,
      description: "The same question about the other event. A place that the question names is not asked for.",
      resolve: ({ toll }) => asFigures(toll),
    }),
  }),
});

builder.objectField(TollRef, "counterparts", (t) =>
  t.field({
    type: [TollCounterpartRef],
    args: counterpartsFirst,
    extensions: costs({ weight: 1000 }),
    description:
      "The figures of other corpora for events that may be the same, best match first: our claims beside a dataset's estimate. Empty if the question names no event.",
    resolve: async ({ toll: { question }, party }, { first }, context): Promise<TollCounterpart[]> => {
      const { event } = question.subject;
      if (event === null) return [];
      const counterparts = await counterpartsOfEvent(context, event, first);
      return Promise.all(
        counterparts.map(async (counterpart) => {
          const asked = { ...question, subject: { ...question.subject, event: counterpart.event, place: null } };
          const known = await eventClaims(context, counterpart.event, question.harm);
          return { counterpart, toll: reconciled(asked, known, party) };
        }),
      );
    },
  }),
);
