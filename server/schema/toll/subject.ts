import type { Subject } from "../../domain/toll/subject.ts";
import { subjectLabel } from "../../domain/toll/subjectLabel.ts";
import { builder } from "../builder/builder.ts";
import { loadOptional } from "../builder/context.ts";
import * as refs from "../builder/refs.ts";
import { Victims } from "../enums.ts";
import { namesOf } from "./names.ts";

export const TollSubjectRef = builder.objectRef<Subject>("TollSubject").implement({
  description:
    "The people whom a figure counts. Two figures are comparable only if all these fields are equal and both figures are running totals.",
  fields: (t) => ({
    label: t.string({
      description:
        "The people in words, without the event: “people”, “civilians in Azerbaijan”, “members of the military (side: Armenia)”.",
      resolve: async (subject, _args, context) => subjectLabel(subject, await namesOf(context, [subject])),
    }),
    event: t.field({
      type: refs.EventRef,
      nullable: true,
      description: "The event. Null for all events.",
      resolve: ({ event }, _args, { load }) => loadOptional(load.event, event),
    }),
    victims: t.expose("victims", {
      type: Victims,
      description: "The kind of victims. UNSPECIFIED means everyone.",
    }),
    side: t.field({
      type: refs.ActorRef,
      nullable: true,
      description: "The actor whose people are counted. Null if no side is named.",
      resolve: ({ side }, _args, { load }) => loadOptional(load.actor, side),
    }),
    place: t.field({
      type: refs.PlaceRef,
      nullable: true,
      description: "The place. Null if no place is named.",
      resolve: ({ place }, _args, { load }) => loadOptional(load.place, place),
    }),
    tags: t.stringList({
      description: "The tags that describe the people. With `bodies`, the figure counts bodies found or handed over.",
      resolve: ({ tags }) => [...tags],
    }),
  }),
});
