import { createYoga, shouldRenderGraphiQL } from "graphql-yoga";
import type { Logger } from "pino";
import { API_CORPUS_TITLE, type Config } from "../config.ts";
import { createContext } from "../schema/context.ts";
import { schema } from "../schema/schema.ts";
import type { Store } from "../store/database.ts";
import { createFollower, type Follower } from "../store/follower.ts";
import { type CorpusRow, corpora, recordCounts } from "../store/parts.ts";
import { callerOf, useCallers } from "./callers.ts";
import { maskError, useErrors } from "./errors.ts";
import { readExamples, SEED_CORPUS } from "./examples.ts";
import { graphiqlOptions, renderGraphiql } from "./graphiql.ts";
import { graphiqlFiles } from "./graphiqlFiles.ts";
import { securityHeaders, usePages } from "./pages.ts";
import { published } from "./published.ts";
import { useRequestId } from "./requestId.ts";
import { startPage } from "./startPage.ts";
import { useSubscriptions } from "./subscriptions.ts";

interface Settings
  extends Pick<Config, "corsOrigins">,
    Partial<Pick<Config, "publicUrl" | "read" | "jwt" | "apiCorpusTitle">> {
  readonly follower?: Follower;
}

/**
 * The whole service as a fetch function: the GraphQL endpoint, GraphiQL, the start page, health and readiness. Its
 * `dispose` ends the subscriptions, which else go on for as long as somebody reads them.
 */
export function createApp(
  store: Store,
  { corsOrigins, publicUrl = null, read = "open", jwt = null, follower = createFollower(store), ...settings }: Settings,
  log: Logger,
) {
  const { apiCorpusTitle = API_CORPUS_TITLE } = settings;
  const [aboutSeeds, aboutAny] = [readExamples("seeds"), readExamples("any")];
  const examplesFor = (held: readonly CorpusRow[]) =>
    held.some(({ slug }) => slug === SEED_CORPUS) ? aboutSeeds : aboutAny;
  const html = (body: string) =>
    new Response(body, { headers: { "content-type": "text/html; charset=utf-8", ...securityHeaders("none") } });
  return createYoga({
    schema,
    context: ({ request }) =>
      createContext(store, {
        publicUrl,
        follower,
        apiCorpusTitle,
        caller: callerOf(request),
        signal: request.signal,
      }),
    graphqlEndpoint: "/graphql",
    healthCheckEndpoint: "/health",
    landingPage: false,
    maskedErrors: { maskError },
    logging: {
      debug: (...args) => log.debug(args),
      info: (...args) => log.info(args),
      warn: (...args) => log.warn(args),
      error: (...args) => log.error(args),
    },
    cors: (request) => corsFor(request.headers.get("origin"), corsOrigins),
    graphiql: async (request) =>
      shouldRenderGraphiQL(request) &&
      graphiqlOptions(examplesFor(await corpora(store.db)), new URL(request.url).searchParams.get("query")),
    renderGraphiQL: renderGraphiql,
    plugins: [
      useRequestId(),
      useCallers(store, { read, jwt }, log),
      useErrors(log),
      useSubscriptions(follower),
      usePages({
        "/": async () => {
          const held = await corpora(store.db);
          return html(startPage({ examples: examplesFor(held), corpora: held, records: await recordCounts(store.db) }));
        },
        "/ready": () => ready(store, log),
        ...published({ store, publicUrl }, log),
        ...graphiqlFiles(),
      }),
      {
        onResponse({ request, response }) {
          const isGraphiql =
            request.method === "GET" &&
            response.headers.get("content-type")?.startsWith("text/html") &&
            new URL(request.url).pathname === "/graphql";
          if (isGraphiql)
            for (const [name, value] of Object.entries(securityHeaders("inline"))) response.headers.set(name, value);
        },
      },
    ],
  });
}

async function ready(store: Store, log: Logger): Promise<Response> {
  try {
    await store.db.selectFrom("write").select("number").limit(1).execute();
    return Response.json({ ready: true });
  } catch (err) {
    log.error({ err }, "The database does not answer.");
    return Response.json({ ready: false, reason: "The database does not answer." }, { status: 503 });
  }
}

const LOCAL = /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/** Cookies and the like are never taken: who asks is said by a header, which a page has to be given. */
function corsFor(origin: string | null, allowed: Config["corsOrigins"]) {
  const isAllowed =
    origin !== null && (allowed === "local" ? LOCAL.test(origin) : allowed.includes("*") || allowed.includes(origin));
  if (!isAllowed) return false as const;
  return {
    origin: [origin],
    credentials: false,
    methods: ["GET", "POST", "OPTIONS"],
    allowedHeaders: ["authorization", "content-type", "accept", "x-request-id"],
    exposedHeaders: ["x-request-id", "retry-after"],
    maxAge: 600,
  };
}
