import type { Logger } from "pino";
import type { Config } from "../../config/config.ts";
import type { Limits } from "../../config/limits.ts";
import { datasetOf } from "../../publish/linkedData/dataset.ts";
import { rulesPage } from "../../publish/tolls/rulesPage.ts";
import type { Store } from "../../store/db/database.ts";
import { recordCounts } from "../../store/read/recordCounts.ts";
import { FEED_PATH } from "../request/paths.ts";
import { type CitationSettings, citationPages } from "./citationPages.ts";
import type { StartCounts } from "./claimBars.ts";
import { createDatasetFacts } from "./datasetFacts.ts";
import { exampleApp } from "./exampleApp.ts";
import type { createExamples } from "./examples.ts";
import { graphiqlFiles } from "./graphiqlFiles.ts";
import { graphiqlPage, isGraphiqlPage } from "./graphiqlPage.ts";
import { createReadiness } from "./ready.ts";
import { robotsText } from "./robots.ts";
import { securityHeaders } from "./securityHeaders.ts";
import { startPage } from "./startPage.ts";
import { type FindPage, type Page, pagesAt } from "./usePages.ts";

interface PublicSettings extends Pick<Config, "publicUrl" | "read"> {
  readonly store: Store;
  readonly limits: Limits;
  readonly examplesFor: ReturnType<typeof createExamples>;
  readonly graphiql: boolean;
  readonly log: Logger;
  isStopping(): boolean;
}

/** The pages that need no key, even if reading needs one: they contain no data. */
export function publicPages({ graphiql, isStopping, log, ...settings }: PublicSettings): FindPage {
  const page = graphiqlPage(settings);
  const find = pagesAt({
    "/health": () => new Response(null),
    // For load balancers.
    "/ready": createReadiness(settings.store, log, isStopping),
    // For crawlers, which have no key.
    "/robots.txt": () =>
      new Response(robotsText(settings), { headers: { "content-type": "text/plain; charset=utf-8" } }),
    // The scripts and styles that GraphiQL's page loads.
    ...(graphiql ? graphiqlFiles() : {}),
  });
  return (request, path) => (graphiql && isGraphiqlPage(request, path) ? page : find(request, path));
}

interface PageSettings extends CitationSettings, Pick<Config, "publicUrl" | "read"> {
  readonly store: Store;
  readonly examplesFor: ReturnType<typeof createExamples>;
  /** Null if the claims could not be counted. */
  startCounts(): Promise<StartCounts | null>;
  /** The files below `/export/`. */
  readonly exportPage: Page;
}

/** All other pages outside of the GraphQL endpoint. */
export function otherPages({
  store,
  examplesFor,
  startCounts,
  exportPage,
  publicUrl,
  read,
  ...citation
}: PageSettings): FindPage {
  const datasetFacts = createDatasetFacts(store);
  return pagesAt({
    // What the service is, what it contains, and where to go.
    "/": async () => {
      const facts = await datasetFacts();
      const { corpora } = facts;
      const records = await recordCounts(store.db);
      const dataset = datasetOf(facts, { publicUrl, isOpen: read === "open" });
      const counts = await startCounts();
      return html(startPage({ examples: examplesFor(corpora), corpora, records, dataset, counts }));
    },
    // The versions of a claim with their evidence.
    "/claims/": citationPages(500, citation),
    // The changes of claims as a feed.
    [FEED_PATH]: citationPages(2000, citation),
    // A toll with all its claims.
    "/tolls/": citationPages(5000, citation),
    // Whole tables as files.
    "/export/": exportPage,
    // The rules of tolls, which every toll's page cites.
    "/rules": () => html(rulesPage()),
    // The example apps: why figures differ, and what rules find in a text.
    ...exampleApp("why"),
    ...exampleApp("read"),
  });
}

const html = (body: string): Response =>
  new Response(body, { headers: { "content-type": "text/html; charset=utf-8", ...securityHeaders("none") } });
