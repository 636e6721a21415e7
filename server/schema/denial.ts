import type { DenialRow } from "../store/read/relatedRows.ts";
import { type Context, loadOptional } from "./builder/context.ts";
import { recordField } from "./builder/recordField.ts";
import * as refs from "./builder/refs.ts";
import { DeniedMatter } from "./enums.ts";
import { EvidenceRef } from "./evidence.ts";
import { showsTexts } from "./licence.ts";
import { ImpreciseTime, knownTime } from "./time.ts";

const articlesOf = async (denial: DenialRow, { load }: Context): Promise<number[]> =>
  ((await load.denialEvidence.load(denial.key)) ?? []).map(({ article }) => article);

refs.DenialRef.implement({
  description:
    "A statement that denies something about a claim or an event. It removes nothing and lowers no figure: it is shown next to what it denies. Read `matter`: someone who denies responsibility does not deny that the event happened.",
  fields: (t) => ({
    matter: t.expose("matter", { type: DeniedMatter, description: "What exactly is denied." }),
    deniedBy: recordField(t, "Actor", "deniedBy", {
      nullable: true,
      description: "Who denies it. Null if the article names nobody; see `words` for what it says.",
    }),
    words: t.string({
      nullable: true,
      description: "The article's words for the person or body that denies it. Null if its text may not be shown.",
      resolve: async (denial, _args, context) =>
        (await showsTexts(context, await articlesOf(denial, context))) ? denial.words : null,
    }),
    statedAt: t.field({
      type: ImpreciseTime,
      nullable: true,
      description: "When it was denied, as far as the article says.",
      resolve: (denial) => knownTime(denial.statedJson, (context) => articlesOf(denial, context)),
    }),
    evidence: t.field({
      type: [EvidenceRef],
      description: "The words of the denial.",
      resolve: async (denial, _args, { load }) => [...((await load.denialEvidence.load(denial.key)) ?? [])],
    }),
    event: t.field({
      type: refs.EventRef,
      nullable: true,
      description: "The event that is denied. Null if it denies a claim.",
      resolve: async (denial, _args, { load }) =>
        denial.event === null ? null : loadOptional(load.event, (await load.eventOfVersion.load(denial.event)) ?? null),
    }),
    casualtyReport: t.field({
      type: refs.CasualtyReportRef,
      nullable: true,
      description: "The claim that is denied. Null if it denies an event.",
      resolve: async (denial, _args, { load }) =>
        denial.report === null
          ? null
          : loadOptional(load.casualtyReport, (await load.reportOfVersion.load(denial.report)) ?? null),
    }),
  }),
});
