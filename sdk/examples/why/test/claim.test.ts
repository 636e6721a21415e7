import { describe, expect, it } from "vitest";
import { aCasualtyReport, anActorRef, anArticleRef } from "../../../src/testing/index.ts";
import { boundsOf, certaintyBy, statedAt, withCarriers } from "../model/claim.ts";
import { aClaim, aTime, endOfDay } from "./aClaim.ts";

describe("A claim", () => {
  it("has the publisher of the article that the carrying one is a copy of", () => {
    const report = aCasualtyReport({ article: anArticleRef({ slug: "copy" }) });
    const publisher = anActorRef({ name: "The origin's" });
    const [claim] = withCarriers(
      [report],
      [
        { slug: "copy", publisher: anActorRef(), published: aTime("2020-09-29"), copyOf: { slug: "origin" } },
        { slug: "origin", publisher, published: null, copyOf: null },
      ],
    );
    expect(claim?.publisher).toBe(publisher);
    expect(claim?.published?.label).toBe("2020-09-29");
  });

  it("is not looked for endlessly where articles are copies of each other", () => {
    const report = aCasualtyReport({ article: anArticleRef({ slug: "a" }) });
    const carriers = ["a", "b"].map((slug) => ({
      slug,
      publisher: null,
      published: null,
      copyOf: { slug: slug === "a" ? "b" : "a" },
    }));
    expect(withCarriers([report], carriers)).toHaveLength(1);
  });

  it("was stated when its article was published, where it has no time of its own", () => {
    const published = aTime("2020-09-27");
    expect(statedAt(aClaim({ stated: null, published }))).toBe(published);
    expect(statedAt(aClaim({ stated: "2020-09-28", published }))?.label).toBe("2020-09-28");
  });

  it.each([
    ["2020-09-26", "LATER"],
    ["2020-09-27", "MAYBE"],
    ["2020-09-28", "STATED"],
  ])("of 27 or 28 September is by the end of %s: %s", (day, certainty) => {
    expect(certaintyBy(endOfDay(day), aClaim({ stated: "2020-09-27/2020-09-28" }))).toBe(certainty);
  });

  it("of unknown time may have been stated by any time", () => {
    expect(certaintyBy(0, aClaim({ stated: null }))).toBe("MAYBE");
    expect(certaintyBy(null, aClaim({ stated: null }))).toBe("STATED");
  });

  it("states as many bounds as it has numbers", () => {
    expect(
      [84, [95, null], [8, 10], undefined].map((figure) =>
        boundsOf(aClaim({ ...(figure !== undefined && { figure: figure as number }) })),
      ),
    ).toEqual([[84], [95], [8, 10], []]);
  });
});
