import { subjectLabel } from "../../domain/toll/labels/subjectLabel.ts";
import type { Subject } from "../../domain/toll/subject.ts";
import { builder } from "../builder/builder.ts";
import { recordField } from "../builder/recordField.ts";
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
    event: recordField(t, "Event", "event", { nullable: true, description: "The event. Null for all events." }),
    victims: t.expose("victims", {
      type: Victims,
      description: "The kind of victims. UNSPECIFIED means everyone.",
    }),
    side: recordField(t, "Actor", "side", {
      nullable: true,
      description: "The actor whose people are counted. Null if no side is named.",
    }),
    place: recordField(t, "Place", "place", { nullable: true, description: "The place. Null if no place is named." }),
    tags: t.stringList({
      description: "The tags that describe the people. With `bodies`, the figure counts bodies found or handed over.",
      resolve: ({ tags }) => [...tags],
    }),
  }),
});
