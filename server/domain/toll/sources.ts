import { required } from "../required.ts";
import { type Claim, figureOf, firstSlug } from "./claim.ts";
import type { Position } from "./position.ts";

/**
 * The number of parties that have a figure of their own. Two parties with the same figure in different copies of one
 * article are one source. Two parties with the same figure in the same article are two sources, however often it is
 * copied.
 */
export function independentSources(positions: readonly Position[]): number {
  const slugOf = ({ latest }: Position) => firstSlug(latest.candidates);
  const parties = positions.filter(({ party }) => party !== null).sort((a, b) => (slugOf(a) < slugOf(b) ? -1 : 1));
  const root = parties.map((_, index) => index);
  const find = (index: number): number => (root[index] === index ? index : find(root[index] as number));
  const stated = parties.flatMap(({ latest }, index) => latest.candidates.map((claim) => ({ claim, index })));
  const families = Map.groupBy(stated, ({ claim }) => `${claim.origin} ${figureOf(claim)}`);
  for (const family of families.values()) {
    const own = new Set(partiesOfFullestArticle(family));
    const [first] = own;
    for (const { index } of family) if (!own.has(index) && first !== undefined) root[find(index)] = find(first);
  }
  return root.filter((above, index) => above === index).length;
}

/** The parties in the copy with the most parties. The other copies repeat one of their figures. */
function partiesOfFullestArticle(family: readonly { claim: Claim; index: number }[]): number[] {
  const articles = [...Map.groupBy(family, ({ claim }) => claim.article)].map(([article, inIt]) => ({
    article,
    parties: [...new Set(inIt.map(({ index }) => index))].sort((a, b) => a - b),
    slug: firstSlug(inIt.map(({ claim }) => claim)),
  }));
  const [fullest] = articles.sort((a, b) => b.parties.length - a.parties.length || (a.slug < b.slug ? -1 : 1));
  return required(fullest, "An article of a figure").parties;
}
