import type { CorpusRecord, Denial, Evidence } from "../../domain/records.ts";

/** The slugs that a record refers to. */
export function referencesOf(record: CorpusRecord): string[] {
  switch (record.type) {
    case "CasualtyReport":
      return known([
        ...[record.event, record.article, record.partOf, record.side, record.place],
        ...[record.attributedTo?.actor, record.via?.actor, record.blamed?.actor],
        ...articlesOf(record.evidence),
        ...articlesOf(record.retraction?.evidence ?? []),
        ...ofDenials(record.denials),
        ...(record.basis?.articles ?? []),
      ]);
    case "Event":
      return known([
        ...[record.place, record.partOf, record.claimedBy],
        ...record.participants.flatMap(({ actor, assertedBy }) => [actor, assertedBy]),
        ...articlesOf(record.evidence),
        ...ofDenials(record.denials),
      ]);
    case "Article":
      return known([
        ...[record.publisher, record.copyOf, ...record.agencies],
        ...record.mentions.flatMap(({ actor, place, voice }) => [actor, place, voice]),
      ]);
    case "Place":
      return known([record.partOf]);
    case "Actor":
      return record.affiliations.map(({ to }) => to);
  }
}

const known = (slugs: readonly (string | null | undefined)[]): string[] => slugs.filter((slug) => slug != null);
const articlesOf = (evidence: readonly Evidence[]): string[] => evidence.map(({ article }) => article);
const ofDenials = (denials: readonly Denial[]): (string | null)[] =>
  denials.flatMap(({ by, evidence }) => [by.actor, ...articlesOf(evidence)]);
