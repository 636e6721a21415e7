import { tollQuery } from "../generated/queries.ts";
import { fragmentsOf } from "../query.ts";

/** The query behind a toll's page, for readers to run and change. The page's link to GraphiQL contains it. */
export const tollQueryText = (values: string): string => `# What the page of this toll shows.
query Toll {
  toll(${values}) {
    ...TollPage
  }
}

${fragmentsOf(tollQuery)}
`;
