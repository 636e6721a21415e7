import { parse, print } from "graphql";
import type { GraphiQLOptions } from "graphql-yoga";
import type { Example } from "./examples.ts";
import { GRAPHIQL_PATH } from "./graphiqlFiles.ts";

/** A query that an address holds, with its variables as JSON. */
export interface Asked {
  readonly query: string;
  readonly variables?: string;
}

export function askedIn(url: string): Asked | null {
  const { searchParams } = new URL(url);
  const [query, variables] = [searchParams.get("query"), searchParams.get("variables")];
  return query === null ? null : { query: written(query), ...(variables && { variables: indented(variables) }) };
}

/** Programs send queries in one line, which nobody can read. Whatever else it holds, such as comments, stays as it is. */
function written(query: string): string {
  if (query.includes("\n") || query.includes("#")) return query;
  try {
    return print(parse(query));
  } catch {
    return query;
  }
}

/** As people write it; what is no JSON stays, so that GraphiQL shows what is wrong with it. */
function indented(json: string): string {
  try {
    return JSON.stringify(JSON.parse(json), null, 2);
  } catch {
    return json;
  }
}

/**
 * What GraphiQL opens with in a new browser: a tab for each example, the one that was asked for first, since GraphiQL
 * opens the first tab whatever the address says. A browser with tabs of its own keeps those and adds the one asked for.
 */
export function graphiqlOptions(examples: readonly Example[], asked: Asked | null): GraphiQLOptions {
  const queries = examples.map(({ query }) => ({ query }));
  const first: Asked | undefined = asked ?? queries[0];
  return {
    title: '<a href="/">conflict-graph</a>',
    logo: "",
    // Without it, a visit to the bare address in a browser with tabs of its own opens one more, empty tab.
    ...(first === undefined
      ? {}
      : {
          ...first,
          defaultTabs: [first, ...queries.filter(({ query }) => query !== first.query)],
        }),
    defaultEditorToolsVisibility: false,
    // A header may hold a key: the browser is not to store it unasked.
    shouldPersistHeaders: false,
    credentials: "same-origin",
  };
}

/** GraphiQL's page: small, since all that it needs is in files of their own that a browser keeps (graphiqlFiles.ts). */
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
<noscript>GraphiQL needs JavaScript. The endpoint itself answers at this address without it.</noscript>
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

/** The options hold what the address asked for: no text in them may end the script that they stand in. */
const scriptJson = (value: unknown): string => JSON.stringify(value).replaceAll("<", "\\u003c");

// Tabs do not move by animation: one that the keyboard scrolls to meanwhile would come to rest on its neighbours.
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
  // Ctrl+Enter (Cmd+Enter) runs the query from anywhere on the page; editors that do so themselves prevent the default.
  addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.defaultPrevented) return;
    document.querySelector(".graphiql-execute-button")?.click();
  });
</script>
`;
