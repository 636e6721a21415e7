import type { Selectable } from "kysely";
import type { VersionColumns } from "../store/tables.ts";
import { builder } from "./builder.ts";

type Version = Pick<
  Selectable<VersionColumns>,
  "version" | "recordedFrom" | "recordedAt" | "recordedBy" | "reason" | "validFrom" | "contentHash"
>;

/** Which version of a record one is looking at; every record has one. */
export const RevisionRef = builder.objectRef<Version>("Revision").implement({
  description:
    "Which version of a record this is, and how it came about. Nothing is changed silently: every change is a new version.",
  fields: (t) => ({
    number: t.exposeInt("version", { description: "Counts the record's versions from 1." }),
    dataRevision: t.exposeInt("recordedFrom", { description: "The store's data revision that brought this version." }),
    recordedAt: t.expose("recordedAt", { type: "DateTime", description: "When the store took it up." }),
    recordedBy: t.exposeString("recordedBy", { description: "Who brought it: a person's or a corpus's name." }),
    reason: t.exposeString("reason", { description: "Why it came about." }),
    validFrom: t.expose("validFrom", {
      type: "DateTime",
      description:
        "From when on it holds: a first version from the time that the record speaks of, a correction from when it was made or says that it applies.",
    }),
    contentHash: t.exposeString("contentHash", {
      description: "SHA-256 of the record's content: equal in every store that holds the same.",
    }),
  }),
});
