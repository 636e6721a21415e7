import { shouldRenderGraphiQL } from "graphql-yoga";
import type { Limits } from "../../config/limits.ts";
import type { Store } from "../../store/db/database.ts";
import { faultOf } from "../../store/db/storeFaults.ts";
import { type CorpusRow, currentCorpora } from "../../store/read/corpora.ts";
import type { createExamples } from "./examples.ts";
import { graphiqlOptions, linkedQuery, renderGraphiql } from "./graphiql.ts";
import { securityHeaders } from "./securityHeaders.ts";
import type { Page } from "./usePages.ts";

interface Settings {
  readonly store: Store;
  readonly limits: Limits;
  readonly examplesFor: ReturnType<typeof createExamples>;
}

/** Whether a request is for GraphiQL's page rather than for the result of an operation. */
export const isGraphiqlPage = (request: Request, path: string): boolean =>
  path === "/graphql" && shouldRenderGraphiQL(request);

/** GraphiQL's page, with the examples and the query in the URL. It contains no data, so that users can enter a key there. */
export function graphiqlPage({ store, limits, examplesFor }: Settings): Page {
  return async ({ url }) => {
    const options = graphiqlOptions(examplesFor(await loadedCorpora(store)), linkedQuery(url, limits));
    return new Response(renderGraphiql(options), {
      headers: { "content-type": "text/html; charset=utf-8", ...securityHeaders("inline") },
    });
  };
}

/** Empty if the database is not responding. GraphiQL still opens, and its first query reports the failure. */
async function loadedCorpora({ db }: Store): Promise<readonly CorpusRow[]> {
  try {
    return await currentCorpora(db);
  } catch (error) {
    if (faultOf(error) === null) throw error;
    return [];
  }
}
