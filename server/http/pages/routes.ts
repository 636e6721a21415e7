import type { Logger } from "pino";
import { rulesPage } from "../../publish/tolls/rulesPage.ts";
import type { Store } from "../../store/db/database.ts";
import { currentCorpora } from "../../store/read/corpora.ts";
import { recordCounts } from "../../store/read/recordCounts.ts";
import { type CitationSettings, citationPages } from "./citationPages.ts";
import type { createExamples } from "./examples.ts";
import { graphiqlFiles } from "./graphiqlFiles.ts";
import { ready } from "./ready.ts";
import { securityHeaders } from "./securityHeaders.ts";
import { startPage } from "./startPage.ts";
import type { PageRoutes } from "./usePages.ts";
import { redirectToWhy, WHY_FOLDER, whyApp } from "./why.ts";

interface Settings extends CitationSettings {
  readonly store: Store;
  readonly examplesFor: ReturnType<typeof createExamples>;
  readonly graphiql: boolean;
  readonly log: Logger;
  isStopping(): boolean;
}

/** Every page outside of the GraphQL endpoint. */
export const pageRoutes = ({ store, examplesFor, graphiql, log, isStopping, ...citation }: Settings): PageRoutes => ({
  // What the service is, what it contains, and where to go.
  "/": async () => {
    const loaded = await currentCorpora(store.db);
    const records = await recordCounts(store.db);
    return html(startPage({ examples: examplesFor(loaded), corpora: loaded, records }));
  },
  // For load balancers; `/health` is Yoga's own.
  "/ready": () => ready(store, log, isStopping()),
  // The versions of a claim with their evidence.
  "/claims/": citationPages(500, citation),
  // A toll with all its claims.
  "/tolls/": citationPages(5000, citation),
  // The rules of tolls, which every toll's page cites.
  "/rules": () => html(rulesPage()),
  // The example app.
  "/why": redirectToWhy,
  [WHY_FOLDER]: whyApp,
  // The scripts and styles that GraphiQL's page loads.
  ...(graphiql ? graphiqlFiles() : {}),
});

const html = (body: string): Response =>
  new Response(body, { headers: { "content-type": "text/html; charset=utf-8", ...securityHeaders("none") } });
