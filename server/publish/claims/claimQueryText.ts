import { claimQuery } from "../generated/queries.ts";
import { fragmentsOf } from "../query.ts";

/** The query behind a claim's page, for readers to run and change. The page's link to GraphiQL contains it. */
export const claimQueryText = (
  slug: string,
  recordedAsOf: number,
): string => `# What the page of this claim shows, as of the write that made this version.
query Claim {
  casualtyReport(slug: "${slug}", recordedAsOf: ${recordedAsOf}) {
    ...ClaimPage
  }
}

${fragmentsOf(claimQuery)}
`;
