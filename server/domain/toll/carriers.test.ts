import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { aClaim, anyClaims, at, atLeast, exactly, onDay, shuffled } from "../../testing/corpora/claims.ts";
import { carriedFigures } from "./carriers.ts";

const article = (number: number, published: number | null = null) => ({
  article: number,
  slug: `article-${number}`,
  published: published === null ? null : onDay(published),
});

describe("Carried figures", () => {
  it("are one figure for all articles with the same number for the same people by the same claimant", () => {
    const [first, second] = [1, 2].map((number) => aClaim({ ...atLeast(95), article: number, stated: onDay(28) }));
    const other = aClaim({ ...atLeast(95), article: 3, party: 8, stated: onDay(28) });
    const figures = carriedFigures(
      [other, second, first].filter((claim) => claim !== undefined),
      [1, 2, 3].map((number) => article(number)),
    );
    expect(
      figures.map(({ carriedBy, missingFrom }) => [carriedBy, missingFrom.map((missing) => missing.article)]),
    ).toEqual([
      [[1, 2], [3]],
      [[3], [1, 2]],
    ]);
  });

  it.each([
    ["another number", { ...exactly(96) }],
    ["another bound", { ...atLeast(95) }],
    ["a rounded number", { isAbout: true }],
    ["other people", { victims: "CIVILIAN" as const }],
    ["an increment", { scope: "NEW" as const }],
    ["another event", { event: 2 }],
    ["another claimant", { claimant: 71 }],
  ])("are two figures for %s", (_words, difference) => {
    const claims = [aClaim({ ...exactly(95), article: 1 }), aClaim({ ...exactly(95), article: 2, ...difference })];
    expect(carriedFigures(claims, [])).toHaveLength(2);
  });

  it("say that an article was earlier than the figure only if the times show it", () => {
    const claim = aClaim({ article: 1, stated: at(28) });
    const missing = (day: number | null, some = [claim]) =>
      carriedFigures(some, [article(1), article(2, day)])[0]?.missingFrom[0]?.isEarlier;
    expect([27, 28, 29, null].map((day) => missing(day))).toEqual([true, false, false, false]);
    expect(missing(27, [{ ...claim, stated: null }])).toBe(false);
  });

  it("have every claim once, and are the same in any order", () => {
    fc.assert(
      fc.property(
        anyClaims().chain((some) => fc.tuple(fc.constant(some), shuffled(some))),
        ([some, other]) => {
          const articles = [100, 101, 102, 103, 104].map((number) => article(number, number - 99));
          const figures = carriedFigures(some, articles);
          expect(figures.flatMap(({ claims }) => claims.map(({ id }) => id)).sort()).toEqual(
            some.map(({ id }) => id).sort(),
          );
          for (const { carriedBy, missingFrom } of figures)
            expect([...carriedBy, ...missingFrom.map((missing) => missing.article)].sort()).toEqual([
              100, 101, 102, 103, 104,
            ]);
          expect(carriedFigures(other, articles.toReversed())).toEqual(figures);
        },
      ),
      { numRuns: 200 },
    );
  });
});
