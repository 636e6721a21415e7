interface PathEntry {
  /** For metrics and the log. There are few kinds, whatever paths clients request. */
  readonly kind: string;
  /** Answered without a key even with `READ=closed`, because the page shows no data. */
  readonly isPublic?: true;
}

/** The paths that the service answers. A path that ends in a slash stands for everything below it. */
const PATHS = {
  "/": { kind: "start" },
  "/graphql": { kind: "graphql" },
  "/subgraph": { kind: "subgraph" },
  "/health": { kind: "probe", isPublic: true },
  "/ready": { kind: "probe", isPublic: true },
  // Only GraphiQL's files. Yoga serves GraphiQL's page at /graphql before authentication, since users can enter a key there.
  "/graphiql/": { kind: "file", isPublic: true },
  "/rules": { kind: "rules" },
  "/why/": { kind: "file" },
  "/claims/": { kind: "claim" },
  "/tolls/": { kind: "toll" },
} as const satisfies Record<string, PathEntry>;

export type PathKind = (typeof PATHS)[keyof typeof PATHS]["kind"] | "other";

export const kindOfPath = (path: string): PathKind => entryOf(path)?.kind ?? "other";

/** Whether a path is answered without a key even if reading needs one. */
export const isPublicPath = (path: string): boolean => entryOf(path)?.isPublic ?? false;

const BY_PATH = new Map<string, PathEntry & { readonly kind: PathKind }>(Object.entries(PATHS));

const entryOf = (path: string) => BY_PATH.get(path) ?? BY_PATH.get(/^\/[^/]+\//.exec(path)?.[0] ?? "");
