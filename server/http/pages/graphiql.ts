import { parse, print } from "graphql";
import type { GraphiQLOptions } from "graphql-yoga";
import type { Limits } from "../../config/limits.ts";
import { checkTokens } from "../limits/tokens.ts";
import { checkNesting } from "../limits/values.ts";
import type { Example } from "./examples.ts";
import { GRAPHIQL_PATH } from "./graphiqlFiles.ts";

/** A query in a URL, with its variables as JSON. */
export interface LinkedQuery {
  readonly query: string;
  readonly variables?: string;
}

export function linkedQuery(url: string, limits: Limits): LinkedQuery | null {
  const { searchParams } = new URL(url);
  const [query, variables] = [searchParams.get("query"), searchParams.get("variables")];
  if (query === null) return null;
  return { query: format(query, limits), ...(variables && { variables: formatJson(variables, limits) }) };
}

/** In characters. Anybody may open the page, so that formatting must take no time. Longer queries have line breaks anyway. */
const LONGEST_FORMATTED = 2000;

/** Programs write queries on one line, which is hard to read. A query with line breaks or comments stays as it is. */
function format(query: string, limits: Limits): string {
  if (query.length > LONGEST_FORMATTED || query.includes("\n") || query.includes("#")) return query;
  try {
    // Indented, what is nested deeply would be many times as long.
    checkTokens(query, limits);
    return print(parse(query));
  } catch {
    return query;
  }
}

/** Indented. Invalid JSON stays as it is, so that GraphiQL shows what is wrong with it. */
function formatJson(json: string, limits: Limits): string {
  if (json.length > LONGEST_FORMATTED) return json;
  try {
    const value: unknown = JSON.parse(json);
    checkNesting(value, limits);
    return JSON.stringify(value, null, 2);
  } catch {
    return json;
  }
}

/**
 * What GraphiQL shows in a new browser: a tab for each example, after the query in the URL, since GraphiQL always opens the
 * first tab. A browser that already has tabs keeps them and adds the query in the URL.
 */
export function graphiqlOptions(examples: readonly Example[], linked: LinkedQuery | null): GraphiQLOptions {
  const queries = examples.map(({ query }) => ({ query }));
  const first: LinkedQuery | undefined = linked ?? queries[0];
  return {
    title: '<a href="/">conflict-graph</a>',
    logo: "",
    // Without a query, a browser that already has tabs would open one more, empty tab on each visit.
    ...(first === undefined
      ? {}
      : {
          ...first,
          defaultTabs: [first, ...queries.filter(({ query }) => query !== first.query)],
        }),
    defaultEditorToolsVisibility: false,
    // Headers may contain a key: the browser must not store it unless the user asks for that.
    shouldPersistHeaders: false,
    credentials: "same-origin",
  };
}

/** GraphiQL's page: small, since its scripts and styles are separate files that a browser keeps (graphiqlFiles.ts). */
export function renderGraphiql(options: GraphiQLOptions): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>GraphiQL: conflict-graph</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${GRAPHIQL_PATH}/graphiql.css">
${HEAD}</head>
<body class="no-focus-outline">
<noscript>GraphiQL needs JavaScript. The GraphQL endpoint at this address works without it.</noscript>
<div id="root"></div>
<script>
  MonacoEnvironment = { globalAPI: false, getWorkerUrl: (_module, label) => "${GRAPHIQL_PATH}/" + label + ".js" };
</script>
<script src="${GRAPHIQL_PATH}/graphiql.js"></script>
<script>
  YogaGraphiQL.renderYogaGraphiQL(document.querySelector("#root"), ${scriptJson(options)});
</script>
</body>
</html>
`;
}

/** The options contain the query from the URL, so no text in the options may end the script that contains them. */
const scriptJson = (value: unknown): string => JSON.stringify(value).replaceAll("<", "\\u003c");

// Tabs move without animation: otherwise a tab that the keyboard scrolls to could stop on top of its neighbours.
const HEAD = `<meta name="viewport" content="width=device-width, initial-scale=1">
<style>
  .graphiql-tab { transform: none !important; }
  .graphiql-container .graphiql-logo { white-space: nowrap; }
  .graphiql-logo > div > div:first-child { display: none !important; }
  .graphiql-logo a { color: inherit; }
  .graphiql-container :focus-visible, .graphiql-dialog :focus-visible {
    outline: 2px solid hsl(var(--color-primary)) !important;
    outline-offset: -2px;
  }
  @media (max-width: 44rem) {
    .graphiql-main, #graphiql-session { flex-direction: column; }
    .graphiql-session-header .graphiql-logo { display: none; }
  }
</style>
<script>
  // Ctrl+Enter (Cmd+Enter) runs the query from anywhere on the page. Editors that handle it themselves prevent the default.
  addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.defaultPrevented) return;
    document.querySelector(".graphiql-execute-button")?.click();
  });
</script>
`;
