/** The paths that the service answers, with their kind for metrics and the log. A path that ends in a slash stands for everything below it. */
const PATHS = {
  "/": "start",
  "/graphql": "graphql",
  "/subgraph": "subgraph",
  "/health": "probe",
  "/ready": "probe",
  "/robots.txt": "file",
  "/graphiql/": "file",
  "/rules": "rules",
  "/why/": "file",
  "/read/": "file",
  "/claims/": "claim",
  "/claims.atom": "feed",
  "/tolls/": "toll",
  "/export/": "export",
} as const;

export const FEED_PATH = "/claims.atom" satisfies keyof typeof PATHS;

/** There are few kinds, whatever paths clients request. */
export type PathKind = (typeof PATHS)[keyof typeof PATHS] | "other";

const BY_PATH = new Map<string, PathKind>(Object.entries(PATHS));

export const kindOfPath = (path: string): PathKind => BY_PATH.get(path) ?? BY_PATH.get(folderOf(path)) ?? "other";

/** The first folder of a path, with both slashes; empty if the path is not in a folder. */
export const folderOf = (path: string): string => /^\/[^/]+\//.exec(path)?.[0] ?? "";

/** Whether operations are executed at a path. */
export const isGraphqlPath = (path: string): boolean => ["graphql", "subgraph"].includes(kindOfPath(path));
