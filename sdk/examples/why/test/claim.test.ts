import { describe, expect, it } from "vitest";
import { aCasualtyReport, anActorRef, anArticleRef } from "../../../src/testing/index.ts";
import { boundsOf, certaintyBy, statedAt, withArticles } from "../model/claim.ts";
import { aClaim, aTime, endOfDay } from "./aClaim.ts";

describe("A claim", () => {
  it("in a copy has the publisher of the original", () => {
    const report = aCasualtyReport({ article: anArticleRef({ slug: "copy" }) });
    const publisher = anActorRef({ name: "The origin's" });
    const [claim] = withArticles(
      [report],
      [
        { slug: "copy", publisher: anActorRef(), published: aTime("2020-09-29"), copyOf: { slug: "origin" } },
        { slug: "origin", publisher, published: null, copyOf: null },
      ],
    );
    expect(claim?.publisher).toBe(publisher);
    expect(claim?.published?.label).toBe("2020-09-29");
  });

  it("does not loop if articles are copies of each other", () => {
    const report = aCasualtyReport({ article: anArticleRef({ slug: "a" }) });
    const articles = ["a", "b"].map((slug) => ({
      slug,
      publisher: null,
      published: null,
      copyOf: { slug: slug === "a" ? "b" : "a" },
    }));
    expect(withArticles([report], articles)).toHaveLength(1);
  });

  it("without a time of its own was stated when its article was published", () => {
    const published = aTime("2020-09-27");
    expect(statedAt(aClaim({ stated: null, published }))).toBe(published);
    expect(statedAt(aClaim({ stated: "2020-09-28", published }))?.label).toBe("2020-09-28");
  });

  it.each([
    ["2020-09-26", "LATER"],
    ["2020-09-27", "MAYBE"],
    ["2020-09-28", "STATED"],
  ])("stated on 27 or 28 September is by the end of %s: %s", (day, certainty) => {
    expect(certaintyBy(endOfDay(day), aClaim({ stated: "2020-09-27/2020-09-28" }))).toBe(certainty);
  });

  it("with an unknown time may have been stated by any time", () => {
    expect(certaintyBy(0, aClaim({ stated: null }))).toBe("MAYBE");
    expect(certaintyBy(null, aClaim({ stated: null }))).toBe("STATED");
  });

  it("has one bound per stated number", () => {
    expect(
      [84, [95, null], [8, 10], undefined].map((figure) =>
        boundsOf(aClaim({ ...(figure !== undefined && { figure: figure as number }) })),
      ),
    ).toEqual([[84], [95], [8, 10], []]);
  });
});
