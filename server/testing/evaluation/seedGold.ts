import { SEEDS } from "../../config/config.ts";
import type { ActorRecord, ArticleRecord, CasualtyReportRecord, Slug } from "../../domain/records.ts";
import { readCorpus } from "../../ingest/readCorpus.ts";
import { figureOf, type GoldClaim, type Passage } from "./gold.ts";

/** The articles of the seed corpus, with their casualty reports as the gold standard. */
export async function readSeedGold(): Promise<Passage[]> {
  const { records } = await readCorpus(SEEDS);
  const actors = new Map(records.filter((record) => record.type === "Actor").map((actor) => [actor.slug, actor]));
  const reports = records.filter((record) => record.type === "CasualtyReport");
  return records
    .filter((record) => record.type === "Article")
    .map((article) => ({
      id: article.slug,
      text: article.text,
      claims: reports
        .filter((report) => report.article === article.slug && report.review === "REVIEWED")
        .flatMap((report) => goldOf(report, article, actors)),
    }));
}

/** One claim for each quoted evidence. The first quote is the claim, the others repeat it. */
function goldOf(
  report: CasualtyReportRecord,
  article: ArticleRecord,
  actors: ReadonlyMap<Slug, ActorRecord>,
): GoldClaim[] {
  const { qualifier, min, max, text } = report.count;
  const figure = figureOf({ qualifier, min, max, vague: text });
  const claim = {
    harms: [report.harm],
    victims: [report.victims],
    claimants: namesOf(report.attributedTo, actors),
    conduits: namesOf(report.via, actors),
    sides: namesOf(report.side === null ? null : { actor: report.side, words: null }, actors),
    scopes: [report.scope],
    statuses: [report.status],
    partOf: report.partOf,
    isOptional: false,
  };
  return report.evidence
    .filter((evidence) => evidence.article === article.slug)
    .map(({ start, end, quote }, index) => {
      // A title may say “dozens” for the 24 people of the text.
      const vague = index === 0 ? null : (/\b(?:dozens|scores|hundreds|thousands)\b/i.exec(quote)?.[0] ?? null);
      return {
        ...claim,
        id: index === 0 ? report.slug : `${report.slug} (quote ${index + 1})`,
        repeats: index === 0 ? null : report.slug,
        figures: vague === null ? [figure] : [figure, vague.toLowerCase()],
        qualifiers: vague === null ? [qualifier] : [qualifier, "VAGUE"],
        start,
        end,
      };
    });
}

/** All names of an actor. The extractor gives names in the words of the text, so these words are accepted too. */
function namesOf(
  attribution: CasualtyReportRecord["attributedTo"],
  actors: ReadonlyMap<Slug, ActorRecord>,
): (string | null)[] {
  const { actor: slug = null, words = null } = attribution ?? {};
  const actor = slug === null ? undefined : actors.get(slug);
  const others = [...(actor?.aliases ?? []).map(({ name }) => name), actor?.office ?? null, words];
  return [actor?.name ?? null, ...others.filter((name) => name !== null)];
}
