import { SMALL_CORPUS } from "../testApp.ts";

const ARTICLE = "articles/flood-of-reports.md";

/** A small corpus with many claims. All but the first ten were stated at the same time. */
export function manyClaims(count: number): Record<string, string> {
  const claims = Array.from({ length: count }, (_, at) => {
    const day = String(Math.min(at + 1, 10)).padStart(2, "0");
    return `  - { id: claim-${at}, article: flood-of-reports, event: fighting, harm: KILLED, attributedTo: ministry, scope: NEW,
      statedAt: 2021-03-${day}, count: { qualifier: AT_LEAST, value: 20, text: at least 20 }, evidence: at least 20 people were killed }`;
  });
  return {
    ...SMALL_CORPUS,
    [ARTICLE]: SMALL_CORPUS[ARTICLE].replace("published: 2021-03-02", "published: 2021-03-02\nupdated: 2021-03-10"),
    "records.yaml": SMALL_CORPUS["records.yaml"].replace(
      /^casualtyReports:.*(?=^mentions:)/ms,
      `casualtyReports:\n${claims.join("\n")}\n`,
    ),
  };
}
