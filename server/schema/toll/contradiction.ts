import { countLabel } from "../../domain/count.ts";
import type { Claim } from "../../domain/toll/claim.ts";
import { subjectLabel } from "../../domain/toll/labels/subjectLabel.ts";
import type { PartContradiction } from "../../domain/toll/partAndWhole.ts";
import { PART_ABOVE_WHOLE, type RelationWording, relationReason } from "../../domain/toll/relation.ts";
import { RULES } from "../../domain/toll/rules.ts";
import { subjectOf } from "../../domain/toll/subject.ts";
import { builder } from "../builder/builder.ts";
import { type Context, loadOptional } from "../builder/context.ts";
import { reportField, reportsOf } from "./claims.ts";
import { namesOf } from "./names.ts";

/** The words for two claims in a reason. */
export async function relationWording(context: Context, claims: readonly Claim[]): Promise<RelationWording> {
  const [figures, names] = await Promise.all([figureLabels(context, claims), namesOf(context, claims.map(subjectOf))]);
  const isOneEvent = claims.every(({ event }) => event === claims[0]?.event);
  return {
    figure: (claim) => figures.get(claim.id) ?? claim.slug,
    people: (claim) =>
      `${subjectLabel(subjectOf(claim), names)}${isOneEvent ? "" : ` in “${names.event(claim.event)}”`}`,
  };
}

/** A part that is above its whole, in the words of a comparison of the two. */
export async function contradictionText({ part, whole }: PartContradiction, context: Context): Promise<string> {
  return relationReason({ ...PART_ABOVE_WHOLE, part }, part, whole, await relationWording(context, [part, whole]));
}

/** “at least 95 (Agence France-Presse)”. */
async function figureLabels(context: Context, claims: readonly Claim[]): Promise<Map<number, string>> {
  const reports = await reportsOf(context, claims);
  const named = reports.map(async (report) => {
    const claimant = await loadOptional(context.load.actor, report.claimant);
    const { qualifier, min, max, conventionMin } = report;
    // Without the article's own words, which a licence may forbid showing.
    const label = countLabel({ qualifier, min, max, text: null, conventionMin });
    return [report.record, `${label} (${claimant?.name ?? "no claimant named"})`] as const;
  });
  return new Map(await Promise.all(named));
}

export const PartContradictionRef = builder.objectRef<PartContradiction>("TollContradiction").implement({
  description: `A figure for some of the people that is above a figure for all of them. ${RULES.parts.text}`,
  fields: (t) => ({
    part: reportField(t, "part", { description: "The claim that counts some of the people." }),
    whole: reportField(t, "whole", { description: "The claim that counts all of them." }),
    explanation: t.string({
      description: "The contradiction in words, with both figures and their claimants.",
      resolve: (of, _args, context) => contradictionText(of, context),
    }),
  }),
});
