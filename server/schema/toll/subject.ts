import type { Subject } from "../../domain/toll/subject.ts";
import { subjectLabel } from "../../domain/toll/subjectLabel.ts";
import { builder } from "../builder/builder.ts";
import { loadOptional } from "../builder/context.ts";
import * as refs from "../builder/refs.ts";
import { Victims } from "../enums.ts";
import { namesOf } from "./names.ts";

export const TollSubjectRef = builder.objectRef<Subject>("TollSubject").implement({
  description:
    "Whom a figure counts. Two figures are comparable only where all of this is the same, and both are running totals.",
  fields: (t) => ({
    label: t.string({
      description:
        "In words, the event apart: “people”, “civilians in Azerbaijan”, “members of the military (side: Armenia)”.",
      resolve: async (subject, _args, context) => subjectLabel(subject, await namesOf(context, [subject])),
    }),
    event: t.field({
      type: refs.EventRef,
      nullable: true,
      description: "In which event. Null: whatever the event.",
      resolve: ({ event }, _args, { load }) => loadOptional(load.event, event),
    }),
    victims: t.expose("victims", {
      type: Victims,
      description: "Of what kind. UNSPECIFIED: everybody, since the words single out none.",
    }),
    side: t.field({
      type: refs.ActorRef,
      nullable: true,
      description: "Whose people; null where no side is singled out.",
      resolve: ({ side }, _args, { load }) => loadOptional(load.actor, side),
    }),
    place: t.field({
      type: refs.PlaceRef,
      nullable: true,
      description: "Where; null where no place is singled out.",
      resolve: ({ place }, _args, { load }) => loadOptional(load.place, place),
    }),
    tags: t.stringList({
      description: "Singled out by these tags. With `bodies`, a count of bodies found or handed over.",
      resolve: ({ tags }) => [...tags],
    }),
  }),
});
