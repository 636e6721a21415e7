/** Kinds of paths, for metrics: few, whatever paths clients request. */
const KINDS = {
  "/": "start",
  "/graphql": "graphql",
  "/subgraph": "subgraph",
  "/health": "probe",
  "/ready": "probe",
  "/graphiql/": "file",
  "/why/": "file",
  "/claims/": "claim",
  "/tolls/": "toll",
} as const;

export type PathKind = (typeof KINDS)[keyof typeof KINDS] | "other";

export function kindOfPath(path: string): PathKind {
  const known: Readonly<Record<string, PathKind | undefined>> = KINDS;
  return known[path] ?? known[/^\/(graphiql|why|claims|tolls)\//.exec(path)?.[0] ?? ""] ?? "other";
}
