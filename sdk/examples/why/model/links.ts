import type { TollVariables } from "@conflict-graph/sdk";

/** The service's page for a toll, or its file in another format. */
export function tollLink(
  base: URL,
  { harm, event, asOf }: TollVariables,
  form: "" | ".csv" | ".bib" | ".ris" = "",
): string {
  const url = new URL(`tolls/${harm.toLowerCase()}${form}`, base);
  if (event) url.searchParams.set("event", event);
  if (asOf) url.searchParams.set("asOf", asOf);
  return url.href;
}

/** The page for one revision of a claim. */
export const claimLink = (base: URL, slug: string, revision: number): string =>
  new URL(`claims/${slug}@${revision}`, base).href;

/** GraphiQL with a query and its variables. */
export function graphiqlLink(base: URL, query: string, variables: object): string {
  const url = new URL("graphql", base);
  url.searchParams.set("query", query);
  url.searchParams.set("variables", JSON.stringify(variables));
  return url.href;
}
