import type { DenialRow } from "../store/read/relatedRows.ts";
import { partsOf } from "./builder/batched.ts";
import { type Context, loadOptional } from "./builder/context.ts";
import { READS_NO_RECORD } from "./builder/reads.ts";
import { recordField } from "./builder/recordField.ts";
import * as refs from "./builder/refs.ts";
import { DeniedMatter } from "./enums.ts";
import { EvidenceRef } from "./evidence.ts";
import { showsTexts } from "./licence.ts";
import { ImpreciseTime, knownTime } from "./time.ts";

const articlesOf = async (denial: DenialRow, { load }: Context): Promise<number[]> =>
  ((await load.denialEvidence.load(denial.key)) ?? []).map(({ article }) => article);

refs.DenialRef.implement({
  extensions: READS_NO_RECORD,
  description:
    "A statement that denies a claim or an event, or one aspect of it. A denial removes nothing and lowers no figure: the denial is shown next to the denied record. Check `matter`: someone who denies responsibility does not deny that the event happened.",
  fields: (t) => ({
    matter: t.expose("matter", { type: DeniedMatter, description: "The aspect that is denied." }),
    deniedBy: recordField(t, "Actor", "deniedBy", {
      nullable: true,
      description: "The actor that denies the record. Null if the article does not name the actor: see `words`.",
    }),
    words: t.string({
      nullable: true,
      description:
        "The article's words for the person or body that denies the record. Null if the article's text may not be shown.",
      resolve: async (denial, _args, context) =>
        (await showsTexts(context, await articlesOf(denial, context))) ? denial.words : null,
    }),
    statedAt: t.field({
      type: ImpreciseTime,
      nullable: true,
      description: "When the denial was made, if the article says so.",
      resolve: (denial) => knownTime(denial.statedJson, (context) => articlesOf(denial, context)),
    }),
    evidence: t.field({
      type: [EvidenceRef],
      description: "The words of the denial.",
      ...partsOf((load) => load.denialEvidence),
    }),
    event: t.field({
      type: refs.EventRef,
      nullable: true,
      description: "The event that is denied. Null if a claim is denied.",
      resolve: async (denial, _args, { load }) =>
        denial.event === null ? null : loadOptional(load.event, (await load.eventOfVersion.load(denial.event)) ?? null),
    }),
    casualtyReport: t.field({
      type: refs.CasualtyReportRef,
      nullable: true,
      description: "The claim that is denied. Null if an event is denied.",
      resolve: async (denial, _args, { load }) =>
        denial.report === null
          ? null
          : loadOptional(load.casualtyReport, (await load.reportOfVersion.load(denial.report)) ?? null),
    }),
  }),
});
