import type { DenialRow } from "../store/read/relatedRows.ts";
import { type Context, loadOptional } from "./builder/context.ts";
import * as refs from "./builder/refs.ts";
import { DeniedMatter } from "./enums.ts";
import { EvidenceRef } from "./evidence.ts";
import { showsTexts } from "./licence.ts";
import { ImpreciseTime, knownTime } from "./time.ts";

const articlesOf = async (denial: DenialRow, { load }: Context): Promise<number[]> =>
  ((await load.denialEvidence.load(denial.key)) ?? []).map(({ article }) => article);

refs.DenialRef.implement({
  description:
    "Somebody's word against a claim or an event. It removes nothing and lowers no figure: it is shown beside what it denies. Read `matter`: to deny having done it is not to deny that it happened.",
  fields: (t) => ({
    matter: t.expose("matter", { type: DeniedMatter, description: "What exactly is denied." }),
    deniedBy: t.field({
      type: refs.ActorRef,
      nullable: true,
      description: "Who denies it. Null where the article names nobody; `words` then say what it does say.",
      resolve: (denial, _args, { load }) => loadOptional(load.actor, denial.deniedBy),
    }),
    words: t.string({
      nullable: true,
      description: "The words by which the article names whoever denies it. Null where its text may not be shown.",
      resolve: async (denial, _args, context) =>
        (await showsTexts(context, await articlesOf(denial, context))) ? denial.words : null,
    }),
    statedAt: t.field({
      type: ImpreciseTime,
      nullable: true,
      description: "When it was denied, as far as the article tells.",
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
      description: "The event that is denied; null where a claim is.",
      resolve: async (denial, _args, { load }) =>
        denial.event === null ? null : loadOptional(load.event, (await load.eventOfVersion.load(denial.event)) ?? null),
    }),
    casualtyReport: t.field({
      type: refs.CasualtyReportRef,
      nullable: true,
      description: "The claim that is denied; null where an event is.",
      resolve: async (denial, _args, { load }) =>
        denial.report === null
          ? null
          : loadOptional(load.casualtyReport, (await load.reportOfVersion.load(denial.report)) ?? null),
    }),
  }),
});
